package org.principia.jobs.cluster.search;

/** A signal that asks a process to end. */
enum StopSignal {
  /** Ctrl-C. */
  INT(2),
  /** What {@code kill}, YARN and Kubernetes send. */
  TERM(15);

  private static final int SIGNALLED = 128;

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  int exitCode() {
    return SIGNALLED + number;
  }

  @Override
  public String toString() {
    return "SIG" + name();
  }
}
