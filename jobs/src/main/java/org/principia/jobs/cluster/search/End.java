package org.principia.jobs.cluster.search;

/** Why a search ended. */
public enum End {
  /** By its own rules: rounds used up, no progress, or a loss that is small enough. */
  FINISHED("finished"),
  /** So many formulas were fitted; the front is the same on any machine. */
  EVALUATION_LIMIT("evaluation limit"),
  /** The time was over; with more cores the front would be of a later round. */
  TIME_LIMIT("time limit"),
  /** Somebody stopped it; it can go on. */
  STOPPED("stopped");

  private final String label;

  End(String label) {
    this.label = label;
  }

  /** Its name in tables and texts. */
  public String label() {
    return label;
  }
}
