package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;

final class FitCommandTest {
  @Test
  void theCommandIsQuotedAsAShellReadsIt() {
    assertThat(
            FitCommand.command(
                List.of("fit", "a b.csv", "--operators", "+ - *", "--target", "it's", "--seed=3")))
        .isEqualTo("principia fit 'a b.csv' --operators '+ - *' --target 'it'\\''s' --seed=3");
  }

  @Test
  void commasSeparateAndQuotesKeepThem() {
    assertThat(
            FitCommand.columns("--features", List.of("a, b", "c", "\"d, e\",f , \"g \"\"h\"\"\"")))
        .containsExactly("a", "b", "c", "d, e", "f", "g \"h\"");
    assertThat(FitCommand.columns("--features", List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,", ",a", "a,,b", "\"a", "\"a\"b", "\"\""})
  void whatNamesNoColumnIsRefused(String text) {
    assertThatThrownBy(() -> FitCommand.columns("--features", List.of(text)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid --features: " + text + " (");
  }
}
