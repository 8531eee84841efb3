package org.principia.gnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;

final class TrainingStrategyTest {
  private static TrainingStrategy of(String word) {
    return TrainingStrategy.of(word, 0.5, 2, 0.65);
  }

  @Test
  void bottleneckHasAsManyComponentsAsSpaceHasDimensions() {
    assertThat(of("bottleneck").messages(100, 3)).isEqualTo(3);
  }

  @Test
  void othersHaveAsManyComponentsAsConfigured() {
    for (String word : List.of("standard", "l1", "kl", "pruned")) {
      assertThat(of(word).messages(100, 3)).isEqualTo(100);
    }
  }

  @Test
  void wordsAreReadBackAndWeightsGoWhereTheyBelong() {
    for (String word : TrainingStrategy.WORDS) {
      assertThat(of(word).word()).isEqualTo(word);
    }
    assertThat(of("l1").penaltyWeight()).isEqualTo(0.5);
    assertThat(of("kl").penaltyWeight()).isEqualTo(2);
    assertThat(of("standard").penaltyWeight()).isZero();
  }

  @Test
  void pruningFallsAlongACosineThatEndsAtItsShareOfTheTraining() {
    TrainingStrategy pruned = of("pruned");
    assertThat(pruned.left(0, 100, 2)).isEqualTo(100);
    // Half of the way: (100 + 2) / 2.
    assertThat(pruned.left(0.325, 100, 2)).isEqualTo(51);
    // A third of the way: cos(pi / 3) = 1/2, so that 2 + 98 * 3/4 are left, rounded.
    assertThat(pruned.left(0.65 / 3, 100, 2)).isEqualTo(76);
    assertThat(pruned.left(0.65, 100, 2)).isEqualTo(2);
    assertThat(pruned.left(1, 100, 3)).isEqualTo(3);
    assertThat(pruned.left(0.2, 2, 2)).isEqualTo(2);
  }

  @Test
  void unknownWordIsTheUsersMistake() {
    assertThatThrownBy(() -> of("l3"))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid gnn.strategy: l3 (standard, bottleneck, l1, kl or pruned)");
  }

  @Test
  void settingsNameTheKeyOfWhatIsWrong() {
    assertThatThrownBy(
            () ->
                new GnnSettings(
                    "bottleneck", 300, 100, 0, 64, 2, 10, 1e-3, 1e-8, 3.0, 1e-2, 1, 0.65))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid gnn.epochs: 0");
    assertThatThrownBy(
            () ->
                new GnnSettings(
                    "bottleneck", 300, 100, 1, 1, 2, 10, 1e-3, 1e-8, 3.0, 1e-2, 1, 0.65))
        .hasMessageStartingWith("Invalid gnn.batch-frames: 1");
  }
}
