package org.principia.jobs.cluster;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Storage;

/**
 * The running Spark application, as those see it who know nothing of Spark.
 *
 * @param session Spark's session
 */
public record SparkApplication(SparkSession session) implements AutoCloseable {
  private static final String POOL = "spark.scheduler.pool";

  /**
   * Opens a directory of outputs, which need not be there; an error names the key or option. Throws
   * an {@link org.principia.common.InputException} when it cannot be written.
   */
  public Directory directory(String key, String path) {
    return Directory.of(Storage.open(hadoop(), key, path), session);
  }

  /** Hadoop's configuration of this application. */
  public Configuration hadoop() {
    return context().hadoopConfiguration();
  }

  /** Tasks that run at a time, about. */
  public int slots() {
    return context().defaultParallelism();
  }

  /** The URL of the master. */
  public String master() {
    return context().master();
  }

  /** Whether Spark has stopped. */
  public boolean isStopped() {
    return context().isStopped();
  }

  /** Cancels the jobs of all threads. */
  public void cancelJobs() {
    if (!isStopped()) {
      context().cancelAllJobs();
    }
  }

  /** Gives the jobs of this thread a pool of their own in Spark's fair scheduler. */
  public void usePool(String name) {
    context().setLocalProperty(POOL, name);
  }

  /** Spark as a cluster of tasks. */
  public SparkCluster cluster() {
    return new SparkCluster(java());
  }

  /** Spark's context for Java. */
  public JavaSparkContext java() {
    return JavaSparkContext.fromSparkContext(context());
  }

  private SparkContext context() {
    return session.sparkContext();
  }

  @Override
  public void close() {
    session.close();
  }
}
