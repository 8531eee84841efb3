package org.principia.jobs.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.training.NodeTraining;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.training.SparkTraining.Shards;
import org.principia.parallel.Distributed;
import org.principia.theory.Distillation;
import org.principia.theory.law.ComposedLaw;

final class NodeTrainingIT {
  private static final List<Graph> TRAINING = TrainingFixture.frames(0, 75);
  private static final GnnSettings SETTINGS =
      new GnnSettings("bottleneck", 16, 5, 3, 4, 2, 5, 1e-2, 1e-8, 3.0, 1e-2, 1e-2, 0.65);
  private static final ComposedLaw LAW =
      ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of("s1/m", "s2/m"));
  private static final NodeModel.SumMap SUMS =
      new NodeModel.SumMap(new double[][] {{1, 0}, {0, 1}}, new double[2]);

  @TempDir Path directory;
  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    start("local[2]");
  }

  private void start(String master) {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster(master)
                .setAppName("retraining")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    spark.setLogLevel("ERROR");
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  private float[] train(int files, IntConsumer listener) {
    GraphNetwork network =
        new GraphNetwork(
            Architecture.create(SETTINGS, GraphSchema.particles(2), 10, 3),
            SETTINGS,
            GraphSchema.particles(2));
    GraphTable frames =
        WrittenGraphs.table(
            spark, directory.resolve("frames-" + files), TRAINING, Split.TRAIN, files);
    try (Shards shards = new Shards(spark, frames, SETTINGS.workers());
        Distributed<NodeBlock> blocks =
            shards.derive(
                LAW,
                (law, part) ->
                    List.of(Distillation.formulaSums(law, part.items().next())).iterator())) {
      return new NodeTraining(blocks, frames.size(), SETTINGS, 9)
          .run(network, SUMS, WorkerListener.NONE, listener)
          .graph()
          .params()
          .data()
          .asFloat();
    }
  }

  @Test
  void coresAndFilesDoNotChangeABit() {
    List<Integer> epochs = new ArrayList<>();
    float[] whole = train(1, epochs::add);
    assertThat(epochs).containsExactly(1, 2, 3);
    float[] fresh =
        NodeModel.of(
                new GraphNetwork(
                    Architecture.create(SETTINGS, GraphSchema.particles(2), 10, 3),
                    SETTINGS,
                    GraphSchema.particles(2)),
                SUMS,
                SETTINGS,
                1)
            .graph()
            .params()
            .data()
            .asFloat();
    assertThat(whole).isNotEqualTo(fresh);
    stop();
    start("local[1]");
    assertThat(train(7, epoch -> {})).isEqualTo(whole);
  }
}
