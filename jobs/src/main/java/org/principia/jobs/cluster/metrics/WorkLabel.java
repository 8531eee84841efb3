package org.principia.jobs.cluster.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.principia.jobs.console.Console;
import org.principia.jobs.console.EventLog;
import org.slf4j.MDC;

/**
 * What this thread works on, while it is open: in the description and group of its Spark jobs,
 * which the UI shows, and in the context of log lines here and in its tasks.
 */
public final class WorkLabel implements AutoCloseable {
  private static final String GROUP = "spark.jobGroup.id";
  private static final String DESCRIPTION = "spark.job.description";

  private final SparkContext spark;
  private final Console console;
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, String> said;

  /**
   * Begins.
   *
   * @param spark the context
   * @param console whose events bear cell and stage
   * @param cell the cell
   * @param stage the stage
   */
  public WorkLabel(SparkContext spark, Console console, String cell, String stage) {
    this.spark = spark;
    this.console = console;
    set(GROUP, cell + " " + stage);
    set(DESCRIPTION, cell + ": " + stage);
    // Spark hands on to the log of tasks what begins so.
    set(EventLog.CELL, cell);
    set(EventLog.STAGE, stage);
    MDC.put(EventLog.CELL, cell);
    MDC.put(EventLog.STAGE, stage);
    said = console.working(Map.of(EventLog.CELL, cell, EventLog.STAGE, stage));
  }

  private void set(String key, String value) {
    before.put(key, spark.getLocalProperty(key));
    spark.setLocalProperty(key, value);
  }

  @Override
  public void close() {
    before.forEach(spark::setLocalProperty);
    MDC.remove(EventLog.CELL);
    MDC.remove(EventLog.STAGE);
    console.working(said);
  }
}
