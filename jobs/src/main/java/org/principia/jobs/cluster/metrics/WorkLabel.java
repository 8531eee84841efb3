package org.principia.jobs.cluster.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.cluster.metrics.JobMetrics.CellMetrics;
import org.principia.jobs.console.Console;
import org.principia.jobs.console.EventLog;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Output.Label;
import org.slf4j.MDC;

/**
 * What this thread works on, while it is open: in the description and group of its Spark jobs,
 * which the UI shows, and in the context of log lines here and in its tasks.
 */
public final class WorkLabel implements Label {
  private static final String GROUP = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";

  private final SparkContext spark;
  private final Console console;
  private final CellMetrics metrics;
  private final String group;
  private final Cancellation cancellation;
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, String> previous;

  /**
   * Begins the work of a cell on a stage, of which the number is its place in the pipeline, from 1.
   */
  public WorkLabel(
      Directory directory,
      Console console,
      String cell,
      String stage,
      int number,
      Cancellation cancellation) {
    this.spark = directory.spark().sparkContext();
    this.console = console;
    this.metrics = JobMetrics.get().cell(cell);
    this.group = cell + " " + stage;
    this.cancellation = cancellation;
    metrics.stage(number);
    set(GROUP, group);
    set(DESCRIPTION, cell + ": " + stage);
    // Spark hands on to the log of tasks what begins so.
    set(EventLog.CELL, cell);
    set(EventLog.STAGE, stage);
    MDC.put(EventLog.CELL, cell);
    MDC.put(EventLog.STAGE, stage);
    previous = console.working(Map.of(EventLog.CELL, cell, EventLog.STAGE, stage));
  }

  private void set(String key, String value) {
    before.put(key, spark.getLocalProperty(key));
    spark.setLocalProperty(key, value);
  }

  @Override
  public void cancel() {
    cancellation.cancel();
    spark.cancelJobGroup(group);
  }

  @Override
  public void close() {
    metrics.stage(0);
    before.forEach(spark::setLocalProperty);
    MDC.remove(EventLog.CELL);
    MDC.remove(EventLog.STAGE);
    console.working(previous);
  }
}
