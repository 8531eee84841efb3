package org.principia.gnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.Deal;

final class EpochPlanTest {
  /** So many frames of each worker's minibatch. */
  private static GnnSettings settings(int batch, int workers, int frequency) {
    return new GnnSettings(
        "bottleneck", 8, 5, 2, batch * workers, workers, frequency, 1e-3, 0, 0, 1e-2, 1, 0.65);
  }

  @Test
  void everyFrameIsInExactlyOneMinibatchWhateverTheCounts() {
    for (int frames = 3; frames < 130; frames++) {
      for (int batch : new int[] {2, 3, 8, 64}) {
        for (int frequency : new int[] {1, 5, 7, 100}) {
          EpochPlan plan = EpochPlan.of(frames, settings(batch, 3, frequency));
          int covered = 0;
          for (int worker = 0; worker < 3; worker++) {
            int shard = (frames + 2 - worker) / 3;
            int end = 0;
            for (int k = 0; k < plan.minibatches(); k++) {
              assertThat(Deal.first(k, shard, plan.minibatches())).isEqualTo(end);
              end = Deal.first(k + 1, shard, plan.minibatches());
              assertThat(end - Deal.first(k, shard, plan.minibatches()))
                  .as("%d frames, batch %d", frames, batch)
                  .isBetween(1, Math.min(batch, plan.capacity()));
            }
            covered += end;
          }
          assertThat(covered).isEqualTo(frames);
        }
      }
    }
  }

  @Test
  void everyMinibatchIsInExactlyOneRoundOfAtMostTheFrequency() {
    for (int minibatches = 1; minibatches < 60; minibatches++) {
      EpochPlan plan = EpochPlan.of(2L * minibatches, settings(2, 1, 5));
      assertThat(plan.minibatches()).isEqualTo(minibatches);
      assertThat(plan.firstMinibatch(0)).isZero();
      for (int round = 0; round < plan.rounds(); round++) {
        assertThat(plan.firstMinibatch(round + 1) - plan.firstMinibatch(round)).isBetween(1, 5);
      }
      assertThat(plan.firstMinibatch(plan.rounds())).isEqualTo(minibatches);
    }
  }

  @Test
  void fewerFramesThanWorkersAreTheUsersMistake() {
    assertThatThrownBy(() -> EpochPlan.of(2, settings(8, 3, 5)))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot train the network: 2 training frames for 3 workers");
  }

  @Test
  void frequencyOfAnySizeIsOneRound() {
    assertThat(EpochPlan.of(120, settings(2, 1, Integer.MAX_VALUE)).rounds()).isEqualTo(1);
  }

  @Test
  void moreStepsThanAnIntHoldsAreTheUsersMistake() {
    EpochPlan plan = EpochPlan.of(20_000_000, settings(2, 1, 10));
    assertThat(plan.steps(214)).isEqualTo(2_140_000_000);
    assertThatThrownBy(() -> plan.steps(215))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid gnn.epochs: 215 (at most 214 of 10000000 minibatches)");
  }
}
