package org.principia.graphs;

import java.io.Serializable;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;

/** Which instants of a run become frames, and which of those are pruned. */
public record FrameSettings(
    @Setting("Every how many steps a frame is kept; 1 keeps all.") int stride,
    @Setting(
            "Frames with a velocity or acceleration component below this percentile of the training"
                + " runs are dropped [per cent].")
        double lowerPercentile,
    @Setting("The same above this percentile [per cent]; 0 and 100 prune nothing.")
        double upperPercentile)
    implements Serializable {

  /** Checks the ranges. */
  public FrameSettings {
    Checks.atLeast("frames.stride", stride, 1);
    Checks.between("frames.lower-percentile", lowerPercentile, 0, 100);
    Checks.between("frames.upper-percentile", upperPercentile, 0, 100);
    if (lowerPercentile >= upperPercentile) {
      throw InputException.invalid(
          "frames.lower-percentile",
          lowerPercentile,
          "less than frames.upper-percentile = " + upperPercentile);
    }
  }

  /** The report's values. */
  public static FrameSettings defaults() {
    return new FrameSettings(1, 0.01, 99.99);
  }
}
