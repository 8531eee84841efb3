package org.principia.jobs.run;

/** What the work on an output bears while it is under way, and by which it can be cancelled. */
public interface Label extends AutoCloseable {
  /** Work without one. */
  Label NONE = () -> {};

  /** Cancels what is under way on the cluster. */
  default void cancel() {}

  @Override
  void close();
}
