package org.principia.jobs.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.principia.jobs.ClusterProcess;
import org.principia.jobs.Main;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.cli.Sessions;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.run.Runner.Overwrite;
import scala.Tuple2;

/**
 * A driver with executors that are processes, under the settings of {@code conf/secure.conf}; or a
 * verb of the program under the same.
 */
final class SecureRun {
  private SecureRun() {}

  /** Simulates into the directory of the first argument, and shuffles. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 1) {
      // The program itself, with these words and the log of the launcher's.
      System.setProperty(
          "log4j2.configurationFile",
          SparkSettings.ROOT.resolve("conf/log4j2.properties").toUri().toString());
      SparkSettings.of("secure.conf").forEach(System::setProperty);
      System.setProperty("spark.master", "local[1]");
      Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
      return;
    }
    Path directory = Path.of(arguments[0]);
    SparkConf conf = ClusterProcess.conf("secure");
    SparkSettings.of("secure.conf").forEach(conf::set);
    SparkSession.Builder builder = SparkSession.builder().config(Sessions.configured(conf));
    try (SparkSession spark = builder.getOrCreate()) {
      Configuration settings =
          Configuration.parse(
              "",
              "none",
              List.of(
                  "dynamics.runs=120",
                  "dynamics.test-runs=20",
                  "dynamics.steps=12",
                  "frames.stride=4",
                  "frames.lower-percentile=5",
                  "frames.upper-percentile=95",
                  "output=" + directory.resolve("out")));
      Directory root = new SparkApplication(spark).directory("output", settings.run().output());
      Console quiet = new Console(Console.Detail.QUIET);
      new Pipeline(settings, root, quiet, Overwrite.REFUSE).run("simulate");
      SparkEnv environment = SparkEnv.get();
      Files.write(
          directory.resolve("told"),
          List.of(
              sums(spark),
              "secret " + environment.securityManager().getSecretKey().length(),
              "encrypted " + environment.serializerManager().encryptionEnabled(),
              "executors " + (spark.sparkContext().getExecutorMemoryStatus().size() - 1)));
    }
  }

  /** Sums of the numbers below 1000 by remainder, after a shuffle. */
  private static String sums(SparkSession spark) {
    List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(numbers, 4)
        .mapToPair(n -> new Tuple2<>(n % 3, n))
        .reduceByKey(Integer::sum, 2)
        .collect()
        .stream()
        .sorted(java.util.Comparator.comparing(Tuple2::_1))
        .map(pair -> String.valueOf(pair._2()))
        .collect(Collectors.joining(" "));
  }
}
