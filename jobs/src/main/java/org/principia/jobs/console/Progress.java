package org.principia.jobs.console;

/** Is told how far a long step is: a console shows it, a file lets other processes read it. */
@FunctionalInterface
public interface Progress {
  /** Nobody is told. */
  Progress NONE = (step, done, total, note) -> {};

  /**
   * A step is that far.
   *
   * @param step what is done
   * @param done how much, in any unit
   * @param total of how much
   * @param note what else there is to say, for example the loss
   */
  void progress(String step, double done, double total, String note);
}
