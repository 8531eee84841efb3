package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.principia.common.InputException;

final class TrainingStrategyTest {
  @Test
  void bottleneckHasAsManyComponentsAsSpaceHasDimensions() {
    assertThat(TrainingStrategy.parse("bottleneck").messages(100, 3)).isEqualTo(3);
  }

  @Test
  void standardHasAsManyComponentsAsConfigured() {
    assertThat(TrainingStrategy.parse("standard").messages(100, 3)).isEqualTo(100);
  }

  @Test
  void wordsAreReadBack() {
    for (String word : new String[] {"standard", "bottleneck"}) {
      assertThat(TrainingStrategy.parse(word).word()).isEqualTo(word);
    }
  }

  @Test
  void unknownWordIsTheUsersMistake() {
    assertThatThrownBy(() -> TrainingStrategy.parse("l3"))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid gnn.strategy: l3 (standard or bottleneck)");
  }

  @Test
  void settingsNameTheKeyOfWhatIsWrong() {
    assertThatThrownBy(() -> new GnnSettings("bottleneck", 300, 100, 0, 64, 2, 10, 1e-3, 1e-8, 3.0))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid gnn.epochs: 0");
    assertThatThrownBy(() -> new GnnSettings("bottleneck", 300, 100, 1, 1, 2, 10, 1e-3, 1e-8, 3.0))
        .hasMessageStartingWith("Invalid gnn.batch-frames: 1");
  }
}
