package org.principia.jobs.console;

import java.util.function.LongSupplier;

/**
 * How long a step takes: the time since its start, the time left, and when to show both again.
 *
 * <p>The rest takes as long a unit as what this process did; what an earlier attempt did took none
 * of its time.
 */
final class Estimate {
  private final LongSupplier nanoTime;
  private long started;
  private long shown;
  private double resumedAt;
  private boolean finished;

  /**
   * An estimate.
   *
   * @param nanoTime monotonic clock [ns]
   */
  Estimate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Starts the clock.
   *
   * @param done how much an earlier attempt did; negative to take it from the first progress
   */
  void start(double done) {
    started = nanoTime.getAsLong();
    shown = started;
    resumedAt = done;
    finished = false;
  }

  /**
   * Whether progress is to be shown: the end once, all else not more often than the interval.
   *
   * @param done how much is done
   * @param total of how much
   * @param interval in [ns]
   */
  boolean isDue(double done, double total, long interval) {
    if (resumedAt < 0) {
      resumedAt = Math.max(0, done - 1);
    }
    long now = nanoTime.getAsLong();
    boolean last = done >= total;
    if (last ? finished : now - shown < interval) {
      return false;
    }
    finished = last;
    shown = now;
    return true;
  }

  /** Seconds since the start, when it was due last. */
  double seconds() {
    return (shown - started) * 1e-9;
  }

  /** Seconds left; NaN while nothing is known. */
  double secondsLeft(double done, double total) {
    return done > resumedAt ? seconds() * (total - done) / (done - resumedAt) : Double.NaN;
  }
}
