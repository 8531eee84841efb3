package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.observed.weak.Equation;

final class KernelSettingsTest {

  @Test
  void theSearchForFormulasIsSetHere() {
    KernelSettings settings =
        KernelSettings.defaults()
            .with(Map.of("rounds", 2, "fits-per-round", 50, "operators", List.of("+", "max")));
    assertThat(settings.search().rounds()).isEqualTo(2);
    assertThat(settings.search().fitsPerRound()).isEqualTo(50);
    assertThat(settings.search().operators()).containsExactly("+", "max");
    assertThat(settings.search().maxComplexity()).isEqualTo(settings.maxComplexity());
  }

  @Test
  void aFreeFrameHasNoResponses() {
    KernelSettings responses = KernelSettings.defaults().with(Map.of("strengths", "responses"));
    assertThat(responses.equations(true)).noneMatch(Equation::free);
    assertThat(KernelSettings.defaults().equations(true)).anyMatch(Equation::free);
    assertThatThrownBy(() -> responses.with(Map.of("frame", "free")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid kernel.strengths: responses (no responses where kernel.frame is free)");
  }

  @Test
  void whatTheSearchDoesNotTakeIsRefusedAtOnce() {
    assertThatThrownBy(() -> KernelSettings.defaults().with(Map.of("patience", 0)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid patience: 0");
    assertThatThrownBy(
            () -> KernelSettings.defaults().with(Map.of("operators", List.of("+", "foo"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("foo");
  }
}
