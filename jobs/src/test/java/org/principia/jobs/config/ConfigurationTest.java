package org.principia.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.LawDefinition;
import org.principia.symbolic.settings.Choice;

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
  void twoRecordsShareTheSectionOfTheDynamics() {
    Configuration configuration =
        parse("dynamics { law = charge, drag = 0.5, field = [0, -1] }", "dynamics.trap=2");
    assertThat(configuration.dynamics().law()).isEqualTo("charge");
    assertThat(configuration.world())
        .isEqualTo(
            WorldSettings.defaults()
                .with(Map.of("drag", 0.5, "trap", 2, "field", List.of("0", "-1"))));
    assertThat(parse(Reference.text(configuration))).isEqualTo(configuration);
    assertThat(Reference.text().lines().filter("dynamics {"::equals)).hasSize(1);
  }

  @Test
  void textsAreReadAsTheyAreWritten() {
    assertThat(parse("", "output=true").run().output()).isEqualTo("true");
    assertThatThrownBy(() -> parse("symbolic.operators = [\"+\", 1e3]"))
        .hasMessageStartingWith("Invalid symbolic.operators: 1e3 (");
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
        "dynamics.rums = 5 | Invalid key dynamics.rums: 5 (no such key; the nearest is"
            + " dynamics.runs)",
        "dynamics.runs = -3 | Invalid dynamics.runs: -3 (a whole number from 1 to 10000000)",
        "dynamics.drag = -1 | Invalid dynamics.drag: -1.0 (a number from 0.0 to 1.0E9)",
        "dynamics.hidden = 4 | Invalid dynamics.hidden: 4 (a whole number from 0 to 3)",
        "dynamics.properties = mine | Invalid dynamics.properties: mine (one of fixed, drawn)",
        "dynamics.runs = 1.5 | Invalid dynamics.runs: 1.5 (a whole number)",
        "dynamics.runs = many | Invalid dynamics.runs: many (a whole number)",
        "dynamics.law = sprong | Invalid dynamics.law: sprong (one of spring, inverse-distance,"
            + " inverse-square, charge, damped, superposition, discontinuous, string; nearest:"
            + " spring)",
        "dynamics = 5 | Invalid dynamics: 5 (a section in braces)",
        "dynamic {} | Invalid key dynamic: {} (no such key; the nearest is dynamics.law)",
        "gnn.epochs = null | Invalid gnn.epochs: null (a value, or no such line)",
        "gnn { strategy = standard, messages = 1 } | Invalid gnn.messages: 1 (at least"
            + " dynamics.dimension = 2)",
        "dynamics.steps = 300000000 | Invalid dynamics.steps: 300000000 (a whole number from 1 to"
            + " 1000000)",
        "symbolic.choice = best | Invalid symbolic.choice: best (one of fractional-drop, accuracy,"
            + " description-length)",
        "symbolic.operators = 5 | Invalid symbolic.operators: 5 (a list of texts)",
        "frames.lower-percentile = 101 | Invalid frames.lower-percentile: 101.0 (a number from 0.0"
            + " to 100.0)",
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
  void aLawOfTheUsersIsReadAndReadBack() {
    String text =
        """
        laws.yukawa { force = "-m1*m2*exp(-r)/(r+0.01)^2", time-step = 0.001 }
        dynamics.law = yukawa
        """;
    Configuration configuration = parse(text, "laws.yukawa.time-step=0.002");
    assertThat(configuration.dynamics().definitions())
        .containsExactly(new LawDefinition("yukawa", "-m1*m2*exp(-r)/(r+0.01)^2", 0.002));
    assertThat(configuration.dynamics().resolvedTimeStep()).isEqualTo(0.002);
    assertThat(configuration.dynamics().forceLaw().attraction(1, 2, 3, 1, 1))
        .isCloseTo(-6 * Math.exp(-1) / (1.01 * 1.01), within(1e-12));
    assertThat(parse(Reference.text(configuration))).isEqualTo(configuration);
  }

  @Test
  void onlyTheLawThatIsUsedIsPartOfWhatTheSimulationDependsOn() {
    String used = "laws.a { force = \"r\", time-step = 1 }\ndynamics.law = a\n";
    String more = used + "laws.b { force = \"2*r\", time-step = 1 }\n";
    assertThat(Reference.dynamics(parse(more).dynamics()))
        .isEqualTo(Reference.dynamics(parse(used).dynamics()))
        .contains("force = \"r\"");
    assertThat(Reference.dynamics(parse(used, "laws.a.force=3*r").dynamics()))
        .isNotEqualTo(Reference.dynamics(parse(used).dynamics()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "laws.a { force = \"m3*r\", time-step = 1 } | Cannot read laws.a.force: cannot parse"
            + " expression 'm3*r' at position 1: unknown name 'm3', the nearest is m1; variables"
            + " are r, m1, m2, q1, q2,",
        "laws.a { force = \"r^\", time-step = 1 } | Cannot read laws.a.force: cannot parse"
            + " expression 'r^' at position 3: a number, a name or '(' expected, but the text ends",
        "laws.a { force = \"log(r - 1)\", time-step = 1 } | Invalid laws.a.force: log(r - 1) (a"
            + " finite number for r from 0.01 to 100; it is NaN at r = 0.01,",
        "laws.a { force = r } | Cannot define law a: laws.a.time-step is missing",
        "laws.a { force = r, time-step = 0 } | Invalid laws.a.time-step: 0.0 (a positive number)",
        "laws.a { force = r, timestep = 1 } | Invalid key laws.a.timestep: 1 (no such key; the"
            + " nearest is laws.a.time-step)",
        "laws.spring { force = r, time-step = 1 } | Invalid name of a law in the section laws:"
            + " spring (another one: this law is built in)",
        "laws.\"A b\" { force = r, time-step = 1 } | Invalid name of a law in the section laws: A b"
            + " (lower-case letters, digits and hyphens, a letter first)",
        "laws.a = 5 | Invalid laws.a: 5 (a section with force and time-step)",
        "laws = 5 | Invalid laws: 5 (a section of laws, each with force and time-step)",
      })
  void aMistakeInALawOfTheUsersSaysWhereAndWhy(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
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

  @ParameterizedTest
  @ValueSource(strings = {"solar-system", "jupiter-moons", "colloids", "plasma", "hidden-body"})
  void examplesOfObservedParticlesAreConfigurations(String name) throws IOException {
    String file = "../conf/observed/" + name + ".conf";
    Configuration example = Configuration.parse(Files.readString(Path.of(file)), file, List.of());
    assertThat(example.observed().table()).isEqualTo("runs/data/" + name + ".parquet");
    assertThat(example.run().output()).isEqualTo("runs/observed/" + name);
  }

  @Test
  void theReferenceInConfIsTheGeneratedOne() throws IOException {
    assertThat(Files.readString(Path.of("../conf/reference.conf"))).isEqualTo(Reference.text());
  }

  @Test
  void theConfigurationsInConfAreValid() throws IOException {
    try (var files = Files.newDirectoryStream(Path.of("../conf"), "*.conf")) {
      for (Path file : files) {
        String text = Files.readString(file);
        // Settings of Spark's own lie beside ours.
        if (text.lines().noneMatch(line -> line.startsWith("spark."))) {
          assertThat(Configuration.parse(text, file.toString(), List.of())).isNotNull();
        }
      }
    }
  }

  @Test
  void aKeyOfAFormerVersionIsTakenWhereItSaysWhatIsDoneNow() {
    List<String> none = List.of();
    String kept = "messages.basis = own, symbolic.relative-islands = 0.0";
    assertThat(Configuration.parse(kept, "old", none))
        .isEqualTo(Configuration.parse("", "new", none));
    assertThatThrownBy(() -> Configuration.parse("messages.basis = aligned", "old", none))
        .hasMessageContaining("Invalid key messages.basis: aligned");
  }
}
