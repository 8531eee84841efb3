package org.principia.jobs.console;

/** Receives the progress of a long step: a console shows it, a file lets others read it. */
@FunctionalInterface
public interface Progress {
  /** Ignores it. */
  Progress NONE = (step, done, total, note) -> {};

  /**
   * A step is that far.
   *
   * @param step what is done
   * @param done how much, in any unit
   * @param total of how much
   * @param note a remark, for example the loss
   */
  void progress(String step, double done, double total, String note);
}
