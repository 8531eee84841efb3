package org.principia.jobs.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.training.NetworkTraining.TrainingResult;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;
import org.principia.jobs.ClusterProcess;
import org.principia.validation.MessageProbe;

/**
 * Executors are processes of their own here, and are killed in the middle of a round.
 *
 * <p>19 minibatches of a worker in an epoch, in rounds that begin at 0, 4, 9 and 14.
 */
final class ExecutorLossIT {
  static final String NETWORK = "network.zip";
  static final String CURVE = "curve.txt";
  static final String CHECKPOINTS = "checkpoints";

  private static final int MINIBATCHES = 19;
  private static final GnnSettings SETTINGS =
      new GnnSettings("bottleneck", 16, 5, 3, 4, 2, 5, 1e-2, 1e-8, 3.0, 1e-2, 1, 0.65);
  private static final long SEED = 9;

  @TempDir static Path root;
  private static JavaSparkContext spark;
  private static TrainingResult undisturbed;

  /** The training of all tests. */
  static SparkTraining call(JavaSparkContext spark, Path root) {
    List<Graph> validation = TrainingFixture.frames(1000, 20);
    return new SparkTraining(
        spark,
        WrittenGraphs.table(
            spark, root.resolve("train"), TrainingFixture.frames(0, 75), Split.TRAIN, 3),
        WrittenGraphs.table(spark, root.resolve("validation"), validation, Split.VALIDATION, 1),
        () -> MessageProbe.of(validation, ForceLaws.of("spring", 0)),
        SETTINGS,
        GraphSchema.particles(2),
        SEED);
  }

  /** Everything of a curve but its times. */
  static List<String> lines(TrainingResult result) {
    return result.curve().stream()
        .map(
            report ->
                String.join(
                    " ",
                    String.valueOf(report.epoch()),
                    String.valueOf(report.trainingLoss()),
                    String.valueOf(report.validationError()),
                    String.valueOf(report.learningRate()),
                    Arrays.toString(report.deviations()),
                    Arrays.toString(report.linearity())))
        .toList();
  }

  @BeforeAll
  static void trainUndisturbed() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("undisturbed")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    spark.setLogLevel("ERROR");
    undisturbed =
        call(spark, root)
            .run(store(root.resolve("undisturbed")), report -> {}, WorkerListener.NONE);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static CheckpointStore store(Path directory) {
    return new CheckpointStore(
        new Configuration(), new org.apache.hadoop.fs.Path(directory.toUri()), "x", 2);
  }

  @Test
  void lostExecutorsCostARoundOfTheirWorkerAndNoBit() throws Exception {
    Halting.Minibatch first = new Halting.Minibatch(0, MINIBATCHES + 11);
    Halting.Minibatch second = new Halting.Minibatch(1, 2 * MINIBATCHES + 6);
    Path directory = Files.createDirectory(root.resolve("lost"));
    Process driver = start(directory, 4, first, second);
    try {
      ClusterProcess.kill(first.file(directory), driver);
      ClusterProcess.kill(second.file(directory), driver);
      assertThat(driver.waitFor(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      driver.destroyForcibly();
    }
    assertThat(driver.exitValue()).as(ClusterProcess.log(directory)).isZero();
    try (InputStream in = Files.newInputStream(directory.resolve(NETWORK))) {
      assertThat(GraphNetwork.load(in).parameters()).isEqualTo(undisturbed.network().parameters());
    }
    assertThat(Files.readAllLines(directory.resolve(CURVE))).isEqualTo(lines(undisturbed));

    List<Halting.Note> notes = Halting.notes(directory);
    Map<Halting.Minibatch, Integer> expected = new HashMap<>();
    for (int iteration = 0; iteration < 3 * MINIBATCHES; iteration++) {
      // The rounds of the halts begin at minibatches 9 and 4.
      boolean firstAgain = iteration >= MINIBATCHES + 9 && iteration <= first.iteration();
      boolean secondAgain = iteration >= 2 * MINIBATCHES + 4 && iteration <= second.iteration();
      expected.put(new Halting.Minibatch(0, iteration), firstAgain ? 2 : 1);
      expected.put(new Halting.Minibatch(1, iteration), secondAgain ? 2 : 1);
    }
    assertThat(
            notes.stream()
                .collect(
                    Collectors.groupingBy(Halting.Note::minibatch, Collectors.summingInt(n -> 1))))
        .isEqualTo(expected);
    // The executor that came in the place of the first has a shard again, and not the other both.
    Set<Long> processes = processes(notes, 2 * MINIBATCHES);
    assertThat(processes).hasSize(2);
    assertThat(processes(notes, MINIBATCHES)).hasSize(2).isNotEqualTo(processes);
  }

  /** The processes that fitted a minibatch. */
  private static Set<Long> processes(List<Halting.Note> notes, int iteration) {
    return notes.stream()
        .filter(note -> note.minibatch().iteration() == iteration)
        .map(Halting.Note::process)
        .collect(Collectors.toSet());
  }

  @Test
  void aTrainingThatLosesTooManyFailsAndGoesOnFromItsCheckpoint() throws Exception {
    Halting.Minibatch halt = new Halting.Minibatch(1, MINIBATCHES + 5);
    Path directory = Files.createDirectory(root.resolve("failed"));
    Process driver = start(directory, 1, halt);
    try {
      ClusterProcess.kill(halt.file(directory), driver);
      assertThat(driver.waitFor(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      driver.destroyForcibly();
    }
    assertThat(driver.exitValue()).isNotZero();
    assertThat(ClusterProcess.log(directory)).contains("ExecutorLostFailure");
    assertThat(directory.resolve(NETWORK)).doesNotExist();

    TrainingResult resumed =
        call(spark, root)
            .run(store(directory.resolve(CHECKPOINTS)), report -> {}, WorkerListener.NONE);
    assertThat(resumed.resumedFrom()).isEqualTo(1);
    assertThat(resumed.network().parameters()).isEqualTo(undisturbed.network().parameters());
    assertThat(lines(resumed)).isEqualTo(lines(undisturbed));
  }

  private static Process start(Path directory, int failures, Halting.Minibatch... halts)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(directory.toString(), String.valueOf(failures)));
    for (Halting.Minibatch halt : halts) {
      arguments.add(halt.worker() + "-" + halt.iteration());
    }
    return ClusterProcess.start(directory, ClusterDriver.class, arguments);
  }
}
