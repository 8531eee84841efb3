package org.principia.jobs.sweep;

/** What came of an attempt at a cell, or at the frames of several. */
sealed interface CellOutcome {
  /** It is complete. */
  record Done() implements CellOutcome {}

  /** It failed, and the others go on. */
  record Failed(Failure failure) implements CellOutcome {}

  /** Another process took over the lease of a stage. */
  record LeaseLost(Failure failure) implements CellOutcome {}

  /** The sweep ends: by a signal, with Spark, or as another process has its table. */
  record Stopped(RuntimeException cause) implements CellOutcome {}
}
