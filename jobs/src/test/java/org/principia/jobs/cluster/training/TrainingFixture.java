package org.principia.jobs.cluster.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.RandomStream;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.training.NetworkTraining.TrainingListener;
import org.principia.gnn.training.NetworkTraining.TrainingResult;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.validation.MessageProbe;

/** Trains a small network on three particles, each time in a Spark of its own. */
abstract class TrainingFixture {
  static final int PARTICLES = 3;

  /** 75 frames of two workers in minibatches of two: 19 each, 38 in all. */
  static final List<Graph> TRAINING = frames(0, 75);

  static final List<Graph> VALIDATION = frames(1000, 20);
  static final MessageProbe PROBE = MessageProbe.of(VALIDATION, ForceLaws.of("spring", 0));
  static final GnnSettings SETTINGS = settings(2, 5);

  @TempDir Path directory;
  JavaSparkContext spark;

  static GnnSettings settings(int workers, int frequency) {
    return settings("bottleneck", workers, frequency);
  }

  static GnnSettings settings(String strategy, int workers, int frequency) {
    return new GnnSettings(
        strategy, 16, 5, 3, 2 * workers, workers, frequency, 1e-2, 1e-8, 3.0, 1e-2, 1e-2, 0.65);
  }

  /** Each frame has masses of its own, by which it is known again. */
  static List<Graph> frames(int firstRun, int count) {
    List<Graph> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] v = new float[6 * PARTICLES + 2 * PARTICLES];
      var random = RandomStream.of(1, "test.frames", firstRun + i);
      for (int k = 0; k < v.length; k++) {
        v[k] = (float) random.nextGaussian();
      }
      frames.add(
          new Particles(
                  2, slice(v, 0, 1), slice(v, 1, 1), slice(v, 2, 2), slice(v, 4, 2), slice(v, 6, 2))
              .graph(firstRun + i / 4, i % 4, 0));
    }
    return frames;
  }

  static float[] slice(float[] values, int from, int width) {
    return Arrays.copyOfRange(values, from * PARTICLES, (from + width) * PARTICLES);
  }

  @BeforeEach
  void start() {
    start("local[2]");
    Fitted.clear();
  }

  void start(String master) {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster(master)
                .setAppName("training")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    spark.setLogLevel("ERROR");
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  CheckpointStore store(String name, String fingerprint) {
    return new CheckpointStore(
        new Configuration(),
        new org.apache.hadoop.fs.Path(directory.resolve(name).toUri()),
        fingerprint,
        2);
  }

  TrainingResult train(String name, GnnSettings settings, int files, TrainingListener listener) {
    return train(name, settings, files, listener, new Fitted());
  }

  TrainingResult train(
      String name,
      GnnSettings settings,
      int files,
      TrainingListener listener,
      WorkerListener minibatches) {
    GraphTable training = table(TRAINING, Split.TRAIN, files);
    GraphTable validation = table(VALIDATION, Split.VALIDATION, files);
    return new SparkTraining(
            spark, training, validation, () -> PROBE, settings, GraphSchema.particles(2), 9)
        .run(store(name, "x"), listener, minibatches);
  }

  GraphTable table(List<Graph> frames, Split split, int files) {
    return WrittenGraphs.table(
        spark, directory.resolve("frames-" + split + "-" + files), frames, split, files);
  }
}
