package org.principia.jobs.cluster.device;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.jobs.cluster.device.TrainingDevice.GpuTasks;
import scala.Tuple2;

/**
 * An application that prints which GPUs its tasks were given and how many ran at a time, for tasks
 * that ask for one and for tasks that do not.
 */
final class GpuTasksReport {
  private static final int TASKS = 4;
  private static final long MILLISECONDS = 700;

  private GpuTasksReport() {}

  public static void main(String[] arguments) {
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("gpu"))) {
      spark.setLogLevel("ERROR");
      List<Integer> numbers = IntStream.range(0, TASKS).boxed().toList();
      JavaRDD<Integer> plain = spark.parallelize(numbers, TASKS);
      System.out.println("plain " + report(plain));
      System.out.println(
          "gpu "
              + report(
                  GpuTasks.of(spark.parallelize(numbers, TASKS))
                      .persist(org.apache.spark.storage.StorageLevel.MEMORY_ONLY())));
      JavaRDD<Integer> shuffled =
          GpuTasks.of(spark.parallelize(numbers, TASKS))
              .mapToPair(i -> new Tuple2<>(i, i))
              .reduceByKey(Integer::sum)
              .values();
      System.out.println("shuffled " + report(shuffled));
    }
  }

  private static String report(JavaRDD<Integer> rdd) {
    List<Span> spans = rdd.mapPartitions(part -> List.of(span()).iterator()).collect();
    int most = 0;
    for (Span at : spans) {
      most =
          Math.max(
              most,
              (int)
                  spans.stream()
                      .filter(s -> s.start() <= at.start() && at.start() < s.end())
                      .count());
    }
    return spans.stream().map(Span::gpus).distinct().sorted().toList() + " at a time " + most;
  }

  /** When a task ran, on the clock of the one machine, and its GPUs. */
  private record Span(long start, long end, String gpus) implements java.io.Serializable {}

  private static Span span() {
    long start = System.currentTimeMillis();
    var gpus = TaskContext.get().resourcesJMap().get(GpuTasks.RESOURCE);
    try {
      Thread.sleep(MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Span(
        start,
        System.currentTimeMillis(),
        gpus == null ? "none" : String.join(" ", gpus.addresses()));
  }
}
