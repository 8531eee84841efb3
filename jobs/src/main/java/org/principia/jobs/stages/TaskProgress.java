package org.principia.jobs.stages;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Shows how many tasks of a step have ended, while it is open. */
final class TaskProgress extends SparkListener implements AutoCloseable {
  private final Cell cell;
  private final String step;
  private final int expected;
  private final AtomicInteger ended = new AtomicInteger();

  /**
   * Starts to listen.
   *
   * @param cell the cell
   * @param step what is done
   * @param expected number of tasks that the step will take, about
   */
  TaskProgress(Cell cell, String step, int expected) {
    this.cell = cell;
    this.step = step;
    this.expected = expected;
    cell.spark().sparkContext().addSparkListener(this);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    int done = Math.min(ended.incrementAndGet(), expected);
    cell.console().progress(step, done, expected, "");
  }

  @Override
  public void close() {
    cell.spark().sparkContext().removeSparkListener(this);
  }
}
