package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.symbolic.data.OwnTerms;
import picocli.CommandLine.ParseResult;

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

  private static ParseResult joint(String... words) {
    List<String> all = new ArrayList<>(List.of("fit", "t.csv", "--target", "y", "--joint"));
    all.addAll(List.of(words));
    return CommandTable.create().parseArgs(all.toArray(String[]::new)).subcommand();
  }

  @Test
  void aWordAfterJointIsItsValueOnlyIfItIsOneOfIts() {
    assertThat(joint().matchedOptionValue("--joint", "")).isEqualTo("auto");
    assertThat(joint("--quiet").matchedOptionValue("--joint", "")).isEqualTo("auto");
    assertThat(joint("scale").matchedOptionValue("--joint", "")).isEqualTo("scale");
    ParseResult configured = joint("my.conf");
    assertThat(configured.matchedOptionValue("--joint", "")).isEqualTo("auto");
    assertThat(configured.matchedPositional(1).<String>getValue()).isEqualTo("my.conf");
  }

  @Test
  void groupsMayHaveWhatJointSays() {
    assertThat(JointTerms.parse("auto")).containsExactly(OwnTerms.values());
    assertThat(JointTerms.parse("scale-shift")).containsExactly(OwnTerms.SCALE_SHIFT);
    assertThatThrownBy(() -> JointTerms.parse("slope"))
        .hasMessage("Invalid --joint: slope (auto, scale-shift, scale, shift, none)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,", ",a", "a,,b", "\"a", "\"a\"b", "\"\""})
  void whatNamesNoColumnIsRefused(String text) {
    assertThatThrownBy(() -> FitCommand.columns("--features", List.of(text)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid --features: " + text + " (");
  }
}
