package org.principia.jobs.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.dynamics.ForceLaws;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cli.Sessions;

/** How frames are dealt out to workers. */
final class ShardsIT {
  private static final List<Graph> TRAINING = NetworkTrainingIT.frames(0, 75);

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
        shards.release();
      }
    }
  }

  @Test
  void teamsShareOutConsecutiveFramesEvenly() {
    for (int workers : new int[] {9, 16, 20, 75, 80}) {
      Shards shards = new Shards(spark, table(TRAINING, Split.TRAIN, 7), workers);
      List<GraphBlock> blocks = shards.blocks().collect();
      shards.release();
      assertThat(blocks).hasSize(Math.min(workers, TRAINING.size()));
      List<Integer> numbers = new ArrayList<>();
      int smallest = TRAINING.size() / workers;
      for (GraphBlock block : blocks) {
        assertThat(block.size()).isBetween(Math.max(1, smallest), smallest + 1);
        int first = number(block, 0);
        int last = number(block, block.size() - 1);
        assertThat(last - first).isLessThan(Shards.TEAM * block.size());
        for (int i = 0; i < block.size(); i++) {
          numbers.add(number(block, i));
        }
      }
      Collections.sort(numbers);
      assertThat(numbers).isEqualTo(IntStream.range(0, TRAINING.size()).boxed().toList());
    }
    // Workers of two teams have nothing of each other's.
    assertThat(Shards.team(7, 16)).isZero();
    assertThat(Shards.team(8, 16)).isEqualTo(1);
    assertThat(Shards.team(4, 9)).isEqualTo(1);
    assertThat(Shards.team(3, 9)).isZero();
  }

  /** Number of a training frame in the order of all. */
  private static int number(GraphBlock block, int place) {
    return 4 * block.simulation()[place] + block.step()[place];
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
    GnnSettings many = new GnnSettings("bottleneck", 16, 5, 3, 32, 16, 5, 1e-2, 1e-8, 3.0);
    List<Graph> few = NetworkTrainingIT.frames(1000, 20);
    List<Graph> twice = new ArrayList<>(TRAINING.subList(0, 32));
    twice.addAll(TRAINING.subList(0, 32));
    GraphTable table = table(twice, Split.TEST_RAW, 2);
    GraphTable validation = table(few, Split.VALIDATION, 1);
    assertThatThrownBy(
            () ->
                new NetworkTraining.Call(
                        spark,
                        table,
                        validation,
                        () -> MessageProbe.of(few, ForceLaws.of("spring", 0)),
                        many,
                        2,
                        9)
                    .run(
                        CheckpointStore.at(
                            new Configuration(),
                            new org.apache.hadoop.fs.Path(directory.resolve("twice").toUri()),
                            "x",
                            1),
                        report -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("simulation 0, step 0 after simulation 7, step 3");
  }
}
