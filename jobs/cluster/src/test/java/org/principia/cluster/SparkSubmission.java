package org.principia.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Submits principia.jar as {@code bin/spark-submit} does: a process with Spark alone on its class
 * path, which is given the jar.
 *
 * @param directory where logs go
 * @param configuration what {@code HADOOP_CONF_DIR} names
 * @param settings of Spark
 */
record SparkSubmission(Path directory, Path configuration, List<String> settings) {
  /** It takes a minute; a machine with other work takes its time. */
  private static final int MINUTES = 30;

  /**
   * What came of a submission.
   *
   * @param code exit code of the process
   * @param log all that it said
   */
  record Outcome(int code, String log) {}

  /** The jar under test. */
  static Path jar() {
    return Path.of(System.getProperty("principia.jar")).normalize();
  }

  /** Jars of Spark, with its client for YARN; none of ours and none of Hadoop's servers. */
  static List<String> sparkJars() throws IOException {
    String spark = Files.readString(Path.of(System.getProperty("spark.classpath")));
    return List.of(spark.strip().split(":", -1));
  }

  /** What containers take as Spark: on one machine, the same files. */
  static String containersJars() throws IOException {
    return sparkJars().stream().map(path -> "local:" + path).collect(Collectors.joining(","));
  }

  /**
   * Runs a verb.
   *
   * @param name of the log's file
   * @param master of Spark
   * @param deployMode client or cluster
   * @param jar the jar's address
   * @param arguments verb and options
   */
  Outcome run(String name, String master, String deployMode, String jar, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk"))
        .forEach(command::add);
    command.addAll(List.of("-cp", configuration + ":" + String.join(":", sparkJars())));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
    command.addAll(List.of("--deploy-mode", deployMode));
    settings.forEach(setting -> command.addAll(List.of("--conf", setting)));
    command.addAll(List.of("--class", "org.principia.jobs.Main", jar));
    command.addAll(arguments);
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HADOOP_CONF_DIR", configuration.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.redirectOutput(log.toFile()).start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      return new Outcome(ended ? process.exitValue() : -1, Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }
}
