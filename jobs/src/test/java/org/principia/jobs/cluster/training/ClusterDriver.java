package org.principia.jobs.cluster.training;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.gnn.training.NetworkTraining.TrainingResult;
import org.principia.jobs.ClusterProcess;

/**
 * A driver in a process of its own, with two executors in processes of their own; {@link
 * ExecutorLossIT} starts it. Arguments: directory, {@code spark.task.maxFailures}, halts as {@code
 * worker-iteration}.
 */
final class ClusterDriver {
  private ClusterDriver() {}

  /** Trains as {@link ExecutorLossIT} says, and leaves the network and its curve. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    List<Halting.Minibatch> halts = new ArrayList<>();
    for (String halt : List.of(arguments).subList(2, arguments.length)) {
      String[] numbers = halt.split("-", -1);
      halts.add(new Halting.Minibatch(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
    }
    SparkConf conf =
        ClusterProcess.conf("executor loss").set("spark.task.maxFailures", arguments[1]);
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      spark.setLogLevel("ERROR");
      TrainingResult result =
          ExecutorLossIT.call(spark, directory.getParent())
              .run(
                  ExecutorLossIT.store(directory.resolve(ExecutorLossIT.CHECKPOINTS)),
                  report -> awaitExecutors(spark),
                  new Halting(directory.toString(), halts));
      try (OutputStream out = Files.newOutputStream(directory.resolve(ExecutorLossIT.NETWORK))) {
        result.network().save(out);
      }
      Files.write(directory.resolve(ExecutorLossIT.CURVE), ExecutorLossIT.lines(result));
    }
  }

  /** An epoch of the test is over before the executor is there that takes a lost one's place. */
  private static void awaitExecutors(JavaSparkContext spark) {
    try {
      for (int i = 0; i < 1200; i++) {
        // The driver counts too.
        if (spark.sc().getExecutorMemoryStatus().size() == ClusterProcess.EXECUTORS + 1) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("executors are missing");
  }
}
