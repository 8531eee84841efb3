package org.principia.jobs.artefact;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Spark's session for those who hand it on.
 *
 * @param spark the session
 */
public record Session(SparkSession spark) implements AutoCloseable {

  /** Spark's context for Java. */
  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Tasks that can run at a time. */
  public int cores() {
    return context().defaultParallelism();
  }

  /**
   * Opens a directory, which need not be there; nothing is written but a probe, which is removed.
   *
   * @param key what to name in an error: a configuration key or an option
   * @param directory the directory
   * @return the directory
   * @throws org.principia.common.InputException when it cannot be written
   */
  public Directory open(String key, String directory) {
    return Directory.of(Storage.open(context().hadoopConfiguration(), key, directory), spark);
  }

  /** Whether Spark has ended, by itself or by a signal. */
  public boolean isStopped() {
    return spark.sparkContext().isStopped();
  }

  /** Where Spark runs. */
  public String master() {
    return context().master();
  }

  /**
   * Gives the jobs of this thread a pool of their own in a fair scheduler.
   *
   * @param name of the pool
   */
  public void pool(String name) {
    context().setLocalProperty("spark.scheduler.pool", name);
  }

  /** Cancels all jobs that are under way. */
  public void cancelAll() {
    if (!isStopped()) {
      context().cancelAllJobs();
    }
  }

  @Override
  public void close() {
    spark.close();
  }
}
