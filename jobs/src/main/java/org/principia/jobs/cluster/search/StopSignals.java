package org.principia.jobs.cluster.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.util.SignalUtils;

/**
 * Catches the first SIGINT or SIGTERM while it is open; what was installed before gets the second.
 *
 * <p>Several may be open at a time, in any order: all of them receive the first signal.
 *
 * <p>The JDK has no supported way to catch a signal; this is Spark's, which hands on what nobody
 * waits for. Where a JVM gives signals to nobody ({@code -Xrs}), the process ends at the first, as
 * any other.
 */
final class StopSignals implements AutoCloseable {
  /** Those that wait for a signal. */
  private static final Set<StopSignals> OPEN = new LinkedHashSet<>();

  static {
    for (StopSignal signal : StopSignal.values()) {
      SignalUtils.register(signal.name(), () -> deliver(signal));
    }
  }

  private final Consumer<StopSignal> action;

  /** Waits for a signal; the action runs once, on a thread of the JVM's. */
  StopSignals(Consumer<StopSignal> action) {
    this.action = action;
    synchronized (OPEN) {
      OPEN.add(this);
    }
  }

  /** Whether it was waited for; from now on a signal ends the process. */
  private static boolean deliver(StopSignal signal) {
    List<StopSignals> open;
    synchronized (OPEN) {
      open = List.copyOf(OPEN);
      OPEN.clear();
    }
    open.forEach(one -> one.action.accept(signal));
    return !open.isEmpty();
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      OPEN.remove(this);
    }
  }

  /** A signal that asks a process to end. */
  enum StopSignal {
    /** Ctrl-C. */
    INT(2),
    /** What {@code kill}, YARN and Kubernetes send. */
    TERM(15);

    private final int number;

    StopSignal(int number) {
      this.number = number;
    }

    int exitCode() {
      return 128 + number;
    }

    @Override
    public String toString() {
      return "SIG" + name();
    }
  }
}
