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
   * The split of a simulated run. Runs are independent draws, so that every fourth is as good as a
   * random quarter.
   *
   * @param run index of the run, from 0
   * @return {@link #TRAIN} or {@link #VALIDATION}
   */
  public static Split ofRun(int run) {
    return run % 4 == 3 ? VALIDATION : TRAIN;
  }
}
