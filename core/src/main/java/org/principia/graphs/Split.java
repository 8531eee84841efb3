package org.principia.graphs;

/** What a frame is for; a run is wholly in one split. */
public enum Split {
  /** Three of four simulated runs, pruned. */
  TRAIN("train"),
  /** One of four simulated runs, pruned. */
  VALIDATION("validation"),
  /** Runs of a seed of their own, pruned with the bounds of the training runs. */
  TEST("test"),
  /** The same runs, nothing dropped. */
  TEST_RAW("test-raw");

  private final String label;

  Split(String label) {
    this.label = label;
  }

  /** Its value of the partition column {@code split}. */
  public String label() {
    return label;
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
