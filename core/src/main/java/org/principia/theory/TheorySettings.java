package org.principia.theory;

import org.principia.common.Checks;
import org.principia.common.Setting;

/** How the composed law is chosen and fitted end to end. */
public record TheorySettings(
    @Setting("Number of training frames to whose accelerations the law's constants are fitted.")
        int fitFrames,
    @Setting(
            "Number of training frames on which the law is compared with those of other members of"
                + " the fronts; 0 keeps the members that the fronts' rule chose.")
        int selectFrames,
    @Setting(
            "Passes over the training frames in which the node model is trained further on the sums"
                + " of the message formulas, before its formulas are searched again, 0 to 1000; 0"
                + " skips both.")
        int retrainEpochs) {

  /** Checks the range. */
  public TheorySettings {
    Checks.between("theory.fit-frames", fitFrames, 1, 1_000_000);
    Checks.between("theory.select-frames", selectFrames, 0, 1_000_000);
    Checks.between("theory.retrain-epochs", retrainEpochs, 0, 1000);
  }

  /** 1000 frames of 4 particles in 2-D are 8000 equations for some twenty constants. */
  public static TheorySettings defaults() {
    return new TheorySettings(1000, 200, 0);
  }
}
