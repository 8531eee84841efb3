package org.principia.jobs.cluster.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.dynamics.DynamicsSettings;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.GraphSchema;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.console.Console;

/**
 * Measures how the time of a simulation job grows with its runs, on an embedded Spark of two cores:
 *
 * <pre>
 * mvn -q -B -ntp test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java $(grep -o -- '--add-opens=[^ ]*' deploy/principia) -Xmx2g \
 *   -cp jobs/target/test-classes:jobs/target/classes:$(cat jobs/target/classpath) \
 *   org.principia.jobs.cluster.simulation.SimulationScale DIRECTORY spring 2 1000 10000 40000
 * </pre>
 *
 * <p>One process does all sizes, each with a tenth as many test runs, after a job that warms it up:
 * a start of Java and Spark takes some seconds whatever the size. It prints seconds, seconds a
 * thousand runs, the heap in use after a collection, and the most memory the process ever had.
 */
final class SimulationScale {
  private static final int WARMING = 10_000;

  private SimulationScale() {}

  /**
   * Measures.
   *
   * @param arguments directory to write to, law, dimension, numbers of runs
   */
  public static void main(String[] arguments) throws IOException {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("scale")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "localhost")
            .set("spark.driver.bindAddress", "127.0.0.1");
    Path directory = Path.of(arguments[0]);
    String law = arguments[1];
    int dimension = Integer.parseInt(arguments[2]);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      context.setLogLevel("ERROR");
      measure(context, directory, law, dimension, WARMING);
      System.out.println("   runs  seconds  a 1000  heap [MB]  most of the process [MB]");
      for (int i = 3; i < arguments.length; i++) {
        int runs = Integer.parseInt(arguments[i]);
        untilWritten();
        double seconds = measure(context, directory, law, dimension, runs);
        System.out.printf(
            Locale.ROOT,
            "%7d %8.1f %7.3f %10.0f %10s%n",
            runs,
            seconds,
            1000 * seconds / runs,
            heap() * 1e-6,
            most());
      }
    }
  }

  private static double measure(
      JavaSparkContext context, Path directory, String law, int dimension, int runs) {
    DynamicsSettings d = DynamicsSettings.defaults();
    DynamicsSettings dynamics =
        new DynamicsSettings(
            law,
            dimension,
            0,
            runs,
            runs / 10,
            500,
            0,
            d.softening(),
            d.tolerance(),
            d.definitions());
    Path staging = directory.resolve(law + "-" + runs + "-" + System.nanoTime());
    Simulation simulation =
        new Simulation(
            context,
            new SimulationWork(
                dynamics,
                FrameSettings.defaults(),
                GraphSchema.particles(dynamics.dimension()),
                1,
                "scale"),
            new org.apache.hadoop.fs.Path(staging.toUri()),
            new TaskProgress(context, new Console(Console.Detail.QUIET), "simulate"),
            JobMetrics.get().cell("scale"),
            Integer.MAX_VALUE);
    long started = System.nanoTime();
    DataSet made = simulation.simulate();
    double seconds = (System.nanoTime() - started) * 1e-9;
    if (made.splits().get(3).frames() != 500L * (runs / 10)) {
      throw new IllegalStateException("Cannot measure: frames are missing");
    }
    return seconds;
  }

  /** What the job before left in the system's buffers would be written during the next one. */
  private static void untilWritten() throws IOException {
    try {
      new ProcessBuilder("sync").inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String most() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1000)
        .map(String::valueOf)
        .findFirst()
        .orElse("?");
  }
}
