package org.principia.jobs.cluster.device;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * One GPU a task, for the stages that compute with the network and for no others.
 *
 * <p>By a resource profile of tasks alone, which Spark schedules on the executors that are there:
 * without dynamic allocation, on YARN, Kubernetes and standalone clusters (Spark 3.5.1). A profile
 * with executors of its own would ask for dynamic allocation, which takes executors away with the
 * shards in their memory. An embedded Spark knows no profiles.
 */
public final class GpuTasks {
  public static final String RESOURCE = "gpu";

  private static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";
  private static final String OF_TASKS = "spark.task.resource.gpu.amount";

  private GpuTasks() {}

  /**
   * Has the tasks that compute an RDD, and what is derived from it without a shuffle, ask for one
   * GPU each; unchanged where executors have no GPUs or all tasks ask for one already.
   */
  public static <T> JavaRDD<T> of(JavaRDD<T> rdd) {
    SparkConf conf = rdd.context().getConf();
    if (!areConfigured(conf) || conf.contains(OF_TASKS)) {
      return rdd;
    }
    return rdd.withResources(
        new ResourceProfileBuilder()
            .require(new TaskResourceRequests().resource(RESOURCE, 1))
            .build());
  }

  /** Whether executors have GPUs. */
  static boolean areConfigured(SparkConf conf) {
    return !isEmbedded(conf) && conf.getInt(OF_EXECUTORS, 0) > 0;
  }

  /** Whether driver and executor are one process. */
  static boolean isEmbedded(SparkConf conf) {
    String master = conf.get("spark.master", "local");
    return "local".equals(master) || master.startsWith("local[");
  }
}
