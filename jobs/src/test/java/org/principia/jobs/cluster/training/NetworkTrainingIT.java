package org.principia.jobs.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.common.InputException;
import org.principia.gnn.Architecture;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.training.EpochPlan;
import org.principia.gnn.training.NetworkState;
import org.principia.gnn.training.NetworkTraining.TrainingListener;
import org.principia.gnn.training.NetworkTraining.TrainingResult;
import org.principia.gnn.training.ShardOrder;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;

final class NetworkTrainingIT extends TrainingFixture {
  /** What tasks of this JVM saw, for one test. */
  private static final AtomicReference<List<MultiDataSet>> SEEN = new AtomicReference<>();

  @Test
  void howFarItIsIsToldAfterEachRound() {
    List<Double> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void begins(int epochs) {
            told.add((double) epochs);
          }

          @Override
          public void reaches(double epochs) {
            told.add(epochs);
          }

          @Override
          public void ends(EpochReport report) {
            told.add((double) report.epoch());
          }
        };
    train("a", SETTINGS, 1, listener);
    int rounds = EpochPlan.of(TRAINING.size(), SETTINGS).rounds();
    assertThat(rounds).isGreaterThan(1);
    assertThat(told).hasSize(1 + 3 * (rounds + 1)).isSorted().startsWith(0.0).endsWith(3.0);
    assertThat(told).doesNotHaveDuplicates();
  }

  @Test
  void everyFrameIsFittedOnceAnEpochAndCountersRunOn() {
    TrainingResult result = train("a", SETTINGS, 1, report -> {});

    assertThat(Fitted.notes()).hasSize(2);
    List<Float> masses = new ArrayList<>();
    for (List<Fitted.Note> notes : Fitted.notes().values()) {
      assertThat(notes).hasSize(3 * 19);
      for (int i = 0; i < notes.size(); i++) {
        assertThat(notes.get(i).iteration()).isEqualTo(i);
        assertThat(notes.get(i).epoch()).isEqualTo(i / 19);
        if (i / 19 == 1) {
          masses.addAll(notes.get(i).masses());
        }
      }
    }
    assertThat(masses)
        .containsExactlyInAnyOrderElementsOf(
            TRAINING.stream().map(frame -> frame.feature("mass")[0]).toList());
    assertThat(result.network().graph().getConfiguration().getIterationCount()).isEqualTo(57);
    assertThat(result.curve()).extracting(EpochReport::epoch).containsExactly(1, 2, 3);
  }

  @Test
  void stateOfTheUpdaterIsNotLostAtAnAveraging() {
    train("a", SETTINGS, 1, report -> {});
    for (List<Fitted.Note> notes : Fitted.notes().values()) {
      assertThat(notes.get(0).moment()).isZero();
      for (Fitted.Note note : notes.subList(1, notes.size())) {
        assertThat(note.moment()).isPositive();
      }
    }
  }

  @Test
  void oneWorkerWithAveragingsIsPlainFittingOfTheSameMinibatches() {
    GnnSettings alone = settings(1, 4);
    TrainingResult result = train("a", alone, 1, report -> {});

    EpochPlan plan = EpochPlan.of(TRAINING.size(), alone);
    ComputationGraph graph =
        Architecture.create(alone, GraphSchema.particles(2), 3 * plan.minibatches(), 9);
    GraphBlock block = GraphBlock.of(TRAINING);
    GraphBatch batches = WrittenGraphs.batches(block, plan.capacity(), alone);
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] order = ShardOrder.of("expected", block.size(), 9, epoch, 0);
      for (int k = 0; k < plan.minibatches(); k++) {
        graph.fit(
            batches.of(
                order,
                Deal.first(k, block.size(), plan.minibatches()),
                Deal.first(k + 1, block.size(), plan.minibatches()),
                new Translation(9, epoch, 3.0)));
      }
    }
    float[] expected = new GraphNetwork(graph, alone, GraphSchema.particles(2)).parameters();
    float[] found = result.network().parameters();
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-6f));
    }
    float[] fresh =
        new GraphNetwork(
                Architecture.create(alone, GraphSchema.particles(2), 1, 9),
                alone,
                GraphSchema.particles(2))
            .parameters();
    assertThat(found).isNotEqualTo(fresh);
  }

  @Test
  void twoWorkersAreTwoNetworksWhoseStatesAreAveraged() {
    TrainingResult result = train("a", SETTINGS, 1, report -> {});

    EpochPlan plan = EpochPlan.of(TRAINING.size(), SETTINGS);
    int steps = plan.steps(SETTINGS.epochs());
    List<GraphBlock> shards = List.of(everySecond(0), everySecond(1));
    NetworkState state =
        NetworkState.of(Architecture.create(SETTINGS, GraphSchema.particles(2), steps, 9));
    for (int epoch = 0; epoch < SETTINGS.epochs(); epoch++) {
      for (int round = 0; round < plan.rounds(); round++) {
        List<NetworkState.WorkerPart> parts = new ArrayList<>();
        for (int worker = 0; worker < 2; worker++) {
          ComputationGraph graph =
              Architecture.create(SETTINGS, GraphSchema.particles(2), steps, 1);
          state.into(graph);
          GraphBlock shard = shards.get(worker);
          int[] order = ShardOrder.of("expected", shard.size(), 9, epoch, worker);
          GraphBatch batches = WrittenGraphs.batches(shard, plan.capacity(), SETTINGS);
          for (int k = plan.firstMinibatch(round); k < plan.firstMinibatch(round + 1); k++) {
            graph.fit(
                batches.of(
                    order,
                    Deal.first(k, shard.size(), plan.minibatches()),
                    Deal.first(k + 1, shard.size(), plan.minibatches()),
                    new Translation(9, epoch, 3.0)));
          }
          parts.add(new NetworkState.WorkerPart(NetworkState.of(graph), 0, 0, 0));
        }
        state = NetworkState.WorkerPart.average(parts).state();
      }
    }
    assertThat(result.network().parameters()).isEqualTo(state.parameters());
    assertThat(NetworkState.of(result.network().graph()).moments()).isEqualTo(state.moments());
  }

  private static GraphBlock everySecond(int first) {
    List<Graph> frames = new ArrayList<>();
    for (int i = first; i < TRAINING.size(); i += 2) {
      frames.add(TRAINING.get(i));
    }
    return GraphBlock.of(frames);
  }

  @Test
  void nativeMemoryOfMinibatchesIsFreedHoweverTheTaskEnds() {
    List<MultiDataSet> seen = Collections.synchronizedList(new ArrayList<>());
    SEEN.set(seen);
    train("a", SETTINGS, 1, report -> {}, (minibatch, graph) -> SEEN.get().add(minibatch));
    assertThat(seen).hasSize(3 * 38);
    assertThatThrownBy(() -> train("b", SETTINGS, 1, report -> {}, NetworkTrainingIT::keepAndFail))
        .hasMessageContaining("in the middle");
    assertThat(seen).hasSizeGreaterThan(3 * 38);
    assertThat(seen).allMatch(minibatch -> minibatch.getFeatures(0).wasClosed());
    assertThat(seen).allMatch(minibatch -> minibatch.getLabelsMaskArray(0).wasClosed());
  }

  private static void keepAndFail(MultiDataSet minibatch, ComputationGraph graph) {
    SEEN.get().add(minibatch);
    throw new IllegalStateException("in the middle");
  }

  @Test
  void coresAndFilesDoNotChangeABit() {
    TrainingResult two = train("a", SETTINGS, 1, report -> {});
    TrainingResult partitioned = train("b", SETTINGS, 7, report -> {});
    stop();
    start("local[1]");
    TrainingResult one = train("c", SETTINGS, 7, report -> {});

    assertThat(partitioned.network().parameters()).isEqualTo(two.network().parameters());
    assertThat(one.network().parameters()).isEqualTo(two.network().parameters());
    for (int epoch = 0; epoch < 3; epoch++) {
      EpochReport a = two.curve().get(epoch);
      EpochReport b = one.curve().get(epoch);
      assertThat(b.validationError()).isEqualTo(a.validationError());
      assertThat(b.trainingLoss()).isEqualTo(a.trainingLoss());
    }
  }

  @Test
  void validationErrorIsThatOfTheNetworkOnTheFrames() {
    TrainingResult result = train("a", SETTINGS, 1, report -> {});
    GraphBlock block = GraphBlock.of(VALIDATION);
    double expected = result.network().absoluteError(block) / block.targets().length;
    assertThat(result.curve().get(2).validationError()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void penaltiesAreReportedAndPruningLeavesAsManyComponentsAsAxes() {
    TrainingResult sparse = train("l1", settings("l1", 2, 5), 1, report -> {});
    TrainingResult divergent = train("kl", settings("kl", 2, 5), 1, report -> {});
    TrainingResult pruned = train("pruned", settings("pruned", 2, 5), 1, report -> {});
    for (TrainingResult result : List.of(sparse, divergent)) {
      for (EpochReport report : result.curve()) {
        assertThat(report.penalty()).isPositive().isLessThan(report.trainingLoss());
        assertThat(report.components()).isEqualTo(5);
        assertThat(report.deviations())
            .hasSize(5)
            .isSortedAccordingTo((a, b) -> Double.compare(b, a));
      }
    }
    assertThat(pruned.curve()).extracting(EpochReport::penalty).containsOnly(0.0);
    assertThat(pruned.curve().get(2).components()).isEqualTo(2);
    double[] deviations = pruned.curve().get(2).deviations();
    assertThat(deviations[1]).isPositive();
    // Masked components say nothing at all.
    assertThat(Arrays.copyOfRange(deviations, 2, 5)).containsOnly(0);
    assertThat(pruned.curve().get(2).linearity()).hasSize(2);
  }

  @Test
  void divergedEpochIsTheUsersMistakeAndLeavesNoCheckpoint() {
    GnnSettings wild =
        new GnnSettings("bottleneck", 16, 5, 3, 4, 2, 5, 1e30, 1e-8, 3.0, 1e-2, 1, 0.65);
    assertThatThrownBy(() -> train("a", wild, 1, report -> {}))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot train the network: the error of epoch 1 is not finite;"
                + " lower gnn.learning-rate (1.0E30) and give --overwrite");
    assertThat(store("a", "x").latest()).isEmpty();

    // Rectifiers take what is not a number for zero: the errors of this one stay finite.
    GnnSettings hidden =
        new GnnSettings("bottleneck", 16, 5, 3, 4, 2, 5, 1e13, 1e-8, 3.0, 1e-2, 1, 0.65);
    assertThatThrownBy(() -> train("c", hidden, 1, report -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("epoch 1 is not finite; lower gnn.learning-rate");
    assertThat(store("c", "x").latest()).isEmpty();

    assertThatThrownBy(() -> train("b", SETTINGS, 1, report -> {}, new Spoiling(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the error of epoch 2 is not finite");
    assertThat(store("b", "x").latest().orElseThrow().curve()).hasSize(1);
  }
}
