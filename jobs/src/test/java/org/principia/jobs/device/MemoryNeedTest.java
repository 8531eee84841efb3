package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.GraphSchema;

final class MemoryNeedTest {

  private static GnnSettings settings(String strategy, int hidden, int batchFrames) {
    return new GnnSettings(
        strategy, hidden, 100, 3, batchFrames, 2, 5, 1e-3, 1e-8, 3.0, 1e-2, 1e-2, 0.65);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void parametersAreThoseOfTheNetwork(String strategy) {
    GnnSettings settings = settings(strategy, 24, 8);
    long counted = Architecture.create(settings, GraphSchema.particles(3), 10, 1).numParams();
    long mask = "pruned".equals(strategy) ? 0 : settings.messageComponents(3);
    assertThat(MemoryNeed.parameters(settings, GraphSchema.particles(3))).isEqualTo(counted + mask);
  }

  @Test
  void theReportsNetworkTakesLittleMoreThanTheFloor() {
    long need =
        MemoryNeed.ofTraining(settings("standard", 300, 64), GraphSchema.particles(2), 4, 12, 1)
            .mebibytes();
    assertThat(need).isBetween(MemoryNeed.FLOOR + 10, MemoryNeed.FLOOR + 40);
  }

  @Test
  void memoryGrowsWithMinibatchPairsAndTasks() {
    GnnSettings large = settings("standard", 300, 2 * 4096);
    long one =
        MemoryNeed.ofTraining(large, GraphSchema.particles(3), 8, 56, 1).mebibytes()
            - MemoryNeed.FLOOR;
    // 229 376 edges with 600 hidden values, 100 messages and 16 features, and once more backwards.
    double edges = 4096.0 * 8 * 7 * (600 + 100 + 16) * 4 * 2 / (1 << 20);
    assertThat(one).isBetween((long) edges, (long) (1.3 * edges));
    long two =
        MemoryNeed.ofTraining(large, GraphSchema.particles(3), 8, 56, 2).mebibytes()
            - MemoryNeed.FLOOR;
    assertThat(two).isBetween(2 * one - 2, 2 * one + 2);
  }
}
