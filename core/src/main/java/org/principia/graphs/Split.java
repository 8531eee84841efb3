package org.principia.graphs;

import org.principia.common.SettingValue;

/** What a frame is for; a run is wholly in one split. */
public enum Split {
  /** Three of four simulated runs, pruned. */
  TRAIN,
  /** One of four simulated runs, pruned. */
  VALIDATION,
  /** Runs of a seed of their own, pruned with the bounds of the training runs. */
  TEST,
  /** The same runs, nothing dropped. */
  TEST_RAW;

  /** Its value of the partition column {@code split}. */
  public String label() {
    return SettingValue.label(this);
  }

  /**
   * The split of a simulated run by its number from 0: train or validation. Runs are independent
   * draws, so that every fourth is as good as a random quarter.
   */
  public static Split ofRun(int run) {
    return run % 4 == 3 ? VALIDATION : TRAIN;
  }
}
