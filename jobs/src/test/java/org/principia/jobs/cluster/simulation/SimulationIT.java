package org.principia.jobs.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.DynamicsSettings;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.simulation.SimulationWork.SimulationUnit;
import org.principia.jobs.cluster.simulation.SimulationWork.UnitReport;
import org.principia.jobs.console.Console;

final class SimulationIT {
  private static final int RUNS = 8 * SimulationUnit.RUNS - 3;
  private static final DynamicsSettings DYNAMICS = dynamics();
  private static final FrameSettings FRAMES = new FrameSettings(2, 1, 99);
  private static JavaSparkContext context;

  @TempDir Path root;

  private static DynamicsSettings dynamics() {
    DynamicsSettings d = DynamicsSettings.defaults();
    return new DynamicsSettings(
        d.law(), 2, 3, RUNS, 250, 8, 0, d.softening(), d.tolerance(), d.definitions());
  }

  @BeforeAll
  static void open() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("simulation")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  static void close() {
    context.stop();
  }

  private Simulation simulation(Path staging, int partitions) {
    return new Simulation(
        context,
        new SimulationWork(
            DYNAMICS, FRAMES, GraphSchema.particles(DYNAMICS.dimension()), 5, "test"),
        new org.apache.hadoop.fs.Path(staging.toUri()),
        new TaskProgress(context, new Console(Console.Detail.QUIET), "simulate"),
        JobMetrics.get().cell("test"),
        partitions);
  }

  private Map<String, String> simulated(String name, int partitions) throws IOException {
    simulation(root.resolve(name), partitions).simulate();
    return bytes(root.resolve(name));
  }

  /** Every file, with a hash of its bytes. */
  private static Map<String, String> bytes(Path directory) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().endsWith(".crc")) {
          bytes.put(
              directory.relativize(file).toString(),
              Arrays.hashCode(Files.readAllBytes(file)) + " of " + Files.size(file));
        }
      }
    }
    return bytes;
  }

  @Test
  void theBytesDoNotDependOnPartitionsNorOnAKilledTask() throws IOException {
    Map<String, String> one = simulated("one", 1);
    // Of 8 units training and validation, of 2 the test sets; 10 reports and the percentiles.
    assertThat(one).hasSize(2 * 8 + 2 * 2 + 10 + 1);
    assertThat(simulated("two", 2)).isEqualTo(one);
    assertThat(simulated("seven", 7)).isEqualTo(one);
    KillsEachTaskOnce killer = new KillsEachTaskOnce();
    context.sc().addSparkListener(killer);
    try {
      assertThat(simulated("killed", 10)).isEqualTo(one);
    } finally {
      context.sc().removeSparkListener(killer);
    }
    assertThat(killer.killed).isNotEmpty();
  }

  /** Kills the first attempt of every task as it starts; Spark tries it again. */
  private static final class KillsEachTaskOnce extends SparkListener {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<Long> killed = ConcurrentHashMap.newKeySet();

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
      if (seen.add(event.stageId() + "/" + event.taskInfo().index())) {
        context.sc().killTaskAttempt(event.taskInfo().taskId(), true, "test");
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
      if (event.taskInfo().killed()) {
        killed.add(event.taskInfo().taskId());
      }
    }
  }

  @Test
  void aKilledSimulationGoesOnWithTheUnitsThatAreMissing() throws IOException {
    Path staging = root.resolve("resumed");
    Map<String, String> whole = simulated("resumed", 4);
    // Killed in the middle: two units have files without a report, one of them cut short.
    Path cut = staging.resolve("data/law=spring/dim=2/split=train/part-00003.parquet");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 100));
    Files.delete(staging.resolve("units/run-00003"));
    Files.delete(staging.resolve("units/test-run-00001"));
    // And one whose report is there while its file is gone.
    Files.delete(staging.resolve("data/law=spring/dim=2/split=validation/part-00005.parquet"));
    Path kept = staging.resolve("data/law=spring/dim=2/split=train/part-00002.parquet");
    var before = Files.getLastModifiedTime(kept);
    DataSet again = simulation(staging, 4).simulate();
    assertThat(again.resumed()).isEqualTo(7);
    assertThat(bytes(staging)).isEqualTo(whole);
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(before);
  }

  @Test
  void countsAddUpAndEveryRunHasALine() {
    Simulation simulation = simulation(root.resolve("counts"), 2);
    DataSet made = simulation.simulate();
    long runs = 0;
    for (DataSet.OfSplit split : made.splits()) {
      // 8 steps, every second is a frame.
      assertThat(split.frames() + split.dropped()).isEqualTo(4L * split.runs());
      runs += split.split() == Split.TEST_RAW ? 0 : split.runs();
    }
    assertThat(runs).isEqualTo(RUNS + 250);
    List<UnitReport.OfRun> lines = simulation.runs().collect();
    assertThat(lines).hasSize(RUNS + 250);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).set()).isEqualTo(i < RUNS ? "run" : "test-run");
      assertThat(lines.get(i).simulation()).isEqualTo(i < RUNS ? i : i - RUNS);
    }
    assertThat(made.statistics()).hasSize(4 * (2 + 3 * 2));
    assertThat(made.splits().get(0).dropped()).isPositive();
    assertThat(made.splits().get(3).dropped()).isZero();
  }
}
