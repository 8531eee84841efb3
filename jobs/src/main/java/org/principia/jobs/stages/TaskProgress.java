package org.principia.jobs.stages;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Shows how far a step is by the tasks that have ended, while it is open. */
final class TaskProgress extends SparkListener implements AutoCloseable {
  private static final int WHOLE = 1000;

  private final Cell cell;
  private final String step;
  private final AtomicInteger ended = new AtomicInteger();
  private volatile Phase phase = new Phase("", 1, 0, 0);

  private record Phase(String name, int tasks, double begin, double end) {}

  /**
   * Starts to listen.
   *
   * @param cell the cell
   * @param step what is done
   */
  TaskProgress(Cell cell, String step) {
    this.cell = cell;
    this.step = step;
    cell.spark().sparkContext().addSparkListener(this);
  }

  /**
   * A phase begins.
   *
   * @param name what it does
   * @param tasks how many tasks it has
   * @param begin share of the step that lies before it
   * @param end share of the step that is done with it
   */
  void phase(String name, int tasks, double begin, double end) {
    if (phase.name().isEmpty()) {
      cell.console().startAt(WHOLE * begin);
    }
    ended.set(0);
    phase = new Phase(name, tasks, begin, end);
    show(0);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.reason() instanceof org.apache.spark.Success$) {
      show(ended.incrementAndGet());
    }
  }

  private void show(int tasks) {
    Phase now = phase;
    double within = Math.min(1, tasks / (double) now.tasks());
    cell.console()
        .progress(
            step, WHOLE * (now.begin() + within * (now.end() - now.begin())), WHOLE, now.name());
  }

  @Override
  public void close() {
    cell.spark().sparkContext().removeSparkListener(this);
  }
}
