package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/** A driver in a process of its own whose executors are processes too, to be killed by tests. */
public final class ClusterProcess {
  /** Executors of {@link #conf}, of one core each. */
  public static final int EXECUTORS = 2;

  private ClusterProcess() {}

  /** Settings of such a driver. */
  public static SparkConf conf(String name) {
    return new SparkConf()
        .setMaster("local-cluster[" + EXECUTORS + ",1,1024]")
        .setAppName(name)
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.executorEnv.OMP_NUM_THREADS", "1")
        // They live for seconds: a better compiler costs more than it brings.
        .set("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .set("spark.executor.extraClassPath", classPath());
  }

  /** Executors have directories of their own: no entry may be a relative one. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Starts a driver.
   *
   * @param directory its output goes to the file {@code log} there
   * @param main its class
   * @param arguments of it
   */
  public static Process start(Path directory, Class<?> main, List<String> arguments)
      throws IOException {
    return start(directory, main, arguments, Map.of());
  }

  /**
   * Starts a driver.
   *
   * @param directory its output goes to the file {@code log} there
   * @param main its class
   * @param arguments of it
   * @param environment added to this process's
   */
  public static Process start(
      Path directory, Class<?> main, List<String> arguments, Map<String, String> environment)
      throws IOException {
    // Executors take their class path from here and ours from the settings; no Spark is installed.
    Path home = Files.createDirectories(directory.resolve("spark-home"));
    Files.createDirectories(home.resolve("jars"));
    Files.writeString(home.resolve("RELEASE"), "Spark of the class path\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    return builder.redirectOutput(directory.resolve("log").toFile()).start();
  }

  /** What a driver of a directory said. */
  public static String log(Path directory) throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  /**
   * Writes this process's number to a file and waits to be killed; the second time it does nothing.
   *
   * @param file whose directory is there
   */
  public static void halt(Path file) throws IOException {
    try {
      Files.createFile(file.resolveSibling("." + file.getFileName()));
    } catch (FileAlreadyExistsException e) {
      return;
    }
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(temporary, String.valueOf(ProcessHandle.current().pid()));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try {
      TimeUnit.MINUTES.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("nobody killed this process");
  }

  /**
   * Kills the process whose number a file has, as soon as it has it.
   *
   * @param file of {@link #halt}
   * @param driver which must live
   */
  public static void kill(Path file, Process driver) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    while (!Files.exists(file)) {
      assertThat(driver.isAlive()).as(log(file.getParent())).isTrue();
      assertThat(System.nanoTime()).as("halted in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    ProcessHandle executor = ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow();
    // SIGKILL: nothing of the process is asked, and no hook of it runs.
    assertThat(executor.destroyForcibly()).isTrue();
  }
}
