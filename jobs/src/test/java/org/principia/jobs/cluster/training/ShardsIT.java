package org.principia.jobs.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cli.Sessions;
import org.principia.jobs.cluster.training.SparkTraining.Shards;
import org.principia.validation.MessageProbe;

/** How frames are dealt out to workers. */
final class ShardsIT {
  private static final List<Graph> TRAINING = TrainingFixture.frames(0, 75);

  @TempDir Path directory;
  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    spark =
        new JavaSparkContext(
            Sessions.configured(new SparkConf().setMaster("local[2]").setAppName("shards")));
    spark.setLogLevel("ERROR");
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  private GraphTable table(List<Graph> frames, Split split, int files) {
    return WrittenGraphs.table(
        spark, directory.resolve("frames-" + split + "-" + files), frames, split, files);
  }

  @Test
  void shardsHoldTheFramesInTurnWhateverTheFiles() {
    for (int workers : new int[] {1, 2, 4, 8}) {
      for (int files : new int[] {1, 7}) {
        Shards shards = new Shards(spark, table(TRAINING, Split.TRAIN, files), workers);
        assertThat(shards.size()).isEqualTo(TRAINING.size());
        List<GraphBlock> blocks = shards.blocks().collect();
        assertThat(blocks).hasSize(workers);
        for (int worker = 0; worker < workers; worker++) {
          List<Graph> hand = new ArrayList<>();
          for (int i = worker; i < TRAINING.size(); i += workers) {
            hand.add(TRAINING.get(i));
          }
          assertThat(blocks.get(worker)).usingRecursiveComparison().isEqualTo(GraphBlock.of(hand));
        }
        shards.close();
      }
    }
  }

  @Test
  void framesOutOfOrderAreRefusedInAShardAndBetweenShards() {
    List<Graph> swapped = new ArrayList<>(TRAINING);
    Collections.swap(swapped, 3, 4);
    assertThatThrownBy(() -> new Shards(spark, table(swapped, Split.TEST, 2), 2).blocks().count())
        .hasRootCauseInstanceOf(InputException.class)
        .rootCause()
        .hasMessage(
            "Invalid order of the frames: simulation 0, step 3 after simulation 1, step 0"
                + " (by simulation, then step, each once)");

    // 16 workers are two teams, each of which finds its own frames in order.
    GnnSettings many =
        new GnnSettings("bottleneck", 16, 5, 3, 32, 16, 5, 1e-2, 1e-8, 3.0, 1e-2, 1, 0.65);
    List<Graph> few = TrainingFixture.frames(1000, 20);
    List<Graph> twice = new ArrayList<>(TRAINING.subList(0, 32));
    twice.addAll(TRAINING.subList(0, 32));
    GraphTable table = table(twice, Split.TEST_RAW, 2);
    GraphTable validation = table(few, Split.VALIDATION, 1);
    assertThatThrownBy(
            () ->
                new SparkTraining(
                        spark,
                        table,
                        validation,
                        () -> MessageProbe.of(few, ForceLaws.of("spring", 0)),
                        many,
                        GraphSchema.particles(2),
                        9)
                    .run(
                        new CheckpointStore(
                            new Configuration(),
                            new org.apache.hadoop.fs.Path(directory.resolve("twice").toUri()),
                            "x",
                            1),
                        report -> {},
                        WorkerListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("simulation 0, step 0 after simulation 7, step 3");
  }
}
