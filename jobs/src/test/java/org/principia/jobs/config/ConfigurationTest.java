package org.principia.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.symbolic.Choice;

final class ConfigurationTest {

  private static Configuration parse(String text, String... overrides) {
    return Configuration.parse(text, "test.conf", List.of(overrides));
  }

  @Test
  void anEmptyTextGivesTheDefaultsOfTheRecords() {
    assertThat(parse("").dynamics()).isEqualTo(DynamicsSettings.defaults());
  }

  @Test
  void overridesWinOverTheFileAndTheFileOverTheDefaults() {
    Configuration configuration =
        parse("dynamics { runs = 7, steps = 9 }", "dynamics.runs=8", "seed=42");
    assertThat(configuration.dynamics().runs()).isEqualTo(8);
    assertThat(configuration.dynamics().steps()).isEqualTo(9);
    assertThat(configuration.dynamics().testRuns())
        .isEqualTo(DynamicsSettings.defaults().testRuns());
    assertThat(configuration.run().seed()).isEqualTo(42);
  }

  @Test
  void listsAndConstantsAreRead() {
    Configuration configuration =
        parse("symbolic.choice = accuracy", "symbolic.operators=[\"+\", \"*\"]");
    assertThat(configuration.symbolic().operators()).containsExactly("+", "*");
    assertThat(configuration.symbolic().choice()).isEqualTo(Choice.ACCURACY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dynamics.rums = 5 | Invalid key dynamics.rums: 5 (no such key; the nearest is dynamics.runs)",
        "dynamics.runs = -3 | Invalid dynamics.runs: -3 (a whole number of at least 1)",
        "dynamics.runs = 1.5 | Invalid dynamics.runs: 1.5 (a whole number)",
        "dynamics.runs = many | Invalid dynamics.runs: many (a whole number)",
        "dynamics.law = sprong | Invalid dynamics.law: sprong (one of spring, inverse-distance, inverse-square, charge; nearest: spring)",
        "dynamics = 5 | Invalid dynamics: 5 (a section in braces)",
        "dynamic {} | Invalid key dynamic: {} (no such key; the nearest is dynamics.law)",
        "gnn.epochs = null | Invalid gnn.epochs: null (a value, or no such line)",
        "gnn { strategy = standard, messages = 1 } | Invalid gnn.messages: 1 (at least dynamics.dimension = 2)",
        "dynamics.steps = 300000000 | Invalid dynamics.steps: 300000000 (a whole number from 1 to 1000000)",
        "symbolic.choice = best | Invalid symbolic.choice: best (one of fractional-drop, accuracy, description-length)",
        "symbolic.operators = 5 | Invalid symbolic.operators: 5 (a list of texts)",
        "frames.lower-percentile = 101 | Invalid frames.lower-percentile: 101.0 (a number from 0.0 to 100.0)",
      })
  void aMistakeIsOneLineThatNamesKeyValueAndWhatIsAllowed(String text, String message) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(InputException.class).hasMessage(message);
  }

  @Test
  void brokenSyntaxSaysWhere() {
    assertThatThrownBy(() -> parse("dynamics {\n runs = 5"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read test.conf: test.conf: 2:");
  }

  @Test
  void anOverrideWithoutValueIsRefused() {
    assertThatThrownBy(() -> parse("", "seed"))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid --set: seed (key=value)");
  }

  @Test
  void theResolvedTextReadsBackToTheSameConfiguration() {
    Configuration configuration = parse("dynamics.law = charge", "gnn.epochs=3");
    assertThat(parse(Reference.text(configuration))).isEqualTo(configuration);
  }

  @Test
  void theReferenceInConfIsTheGeneratedOne() throws IOException {
    assertThat(Files.readString(Path.of("../conf/reference.conf"))).isEqualTo(Reference.text());
  }

  @Test
  void theConfigurationsInConfAreValid() throws IOException {
    try (var files = Files.newDirectoryStream(Path.of("../conf"), "*.conf")) {
      for (Path file : files) {
        assertThat(Configuration.parse(Files.readString(file), file.toString(), List.of()))
            .isNotNull();
      }
    }
  }
}
