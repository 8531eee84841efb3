package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;
import org.principia.jobs.JsonText;
import org.principia.jobs.config.Reference;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the command line says of itself. */
final class HelpTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  private static Outcome run(String... arguments) {
    return CommandLineRun.of("local[1]", List.of(arguments));
  }

  static List<String> verbs() {
    return List.copyOf(CommandTable.create().getSubcommands().keySet());
  }

  @Test
  void helpListsEveryVerbAndEveryExitCodeAndSucceeds() {
    Outcome help = run("help");
    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help.err()).isEmpty();
    for (String verb : verbs()) {
      assertThat(help.out()).containsPattern("(?m)^  " + verb + " +\\S");
    }
    assertThat(help.out()).contains("Exit codes:", "130", "143", "--master URL");
    assertThat(run("--help").out()).isEqualTo(help.out());
    assertThat(run().out()).isEqualTo(help.out());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpOfAVerbHasItsOptionsAndExamples(String verb) {
    Outcome help = run("help", verb);
    assertThat(help.code()).as(help.err()).isZero();
    CommandSpec command = CommandTable.create().getSubcommands().get(verb).getCommandSpec();
    assertThat(command.usageMessage().description()).isNotEmpty();
    for (OptionSpec option : command.options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
      assertThat(help.out()).contains(option.longestName());
    }
    assertThat(help.out()).contains("Examples:");
    for (String example : CommandTable.EXAMPLES_OF.get(verb)) {
      assertThat(help.out()).contains("  " + example + System.lineSeparator());
    }
    if (!"help".equals(verb)) {
      Outcome option = run(verb, "--help");
      assertThat(option.code()).isZero();
      assertThat(option.out()).isEqualTo(help.out());
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void examplesOfAVerbAreUnderstood(String verb) throws IOException {
    assertThat(CommandTable.EXAMPLES_OF.get(verb)).isNotEmpty();
    for (String example : CommandTable.EXAMPLES_OF.get(verb)) {
      List<String> words = ShellWords.of(example);
      assertThat(words.subList(0, 2)).containsExactly("principia", verb);
      CommandCheck.understood(words.subList(1, words.size()), ROOT);
    }
  }

  @Test
  void helpOfWhatIsNoVerbIsAMistake() {
    Outcome help = run("help", "swep");
    assertThat(help.code()).isEqualTo(ExitCode.USAGE);
    assertThat(help.out()).isEmpty();
    assertThat(help.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLineAndExitCode2(List<String> arguments) {
    Outcome outcome = run(arguments.toArray(new String[0]));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).doesNotContain("\033[");
  }

  static List<List<String>> mistakes() {
    return List.of(
        List.of("rnu"),
        List.of("run", "--lwa", "spring"),
        List.of("run", "no-such.conf"),
        List.of("run", "--set", "gnn.epochs=none", "--json"),
        List.of("fit"),
        List.of("tracks"),
        List.of("tracks", "--out", "x.parquet", "--set", "dynamics.spacing=99"),
        List.of("sweep"),
        List.of("completion", "fish"),
        List.of("--gpu", "run"));
  }

  @Test
  void jsonIsOneObjectOnOneLineOfStandardOutput() throws IOException {
    Outcome laws = run("laws", "--json");
    assertThat(laws.code()).isZero();
    assertThat(laws.out().lines()).hasSize(1);
    assertThat(JsonText.object(laws.out()).get("laws"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(
            run("laws")
                .out()
                .lines()
                .filter(l -> l.matches("[a-z-]+ +[0-9.]+ .*"))
                .toList()
                .size());
    Outcome config = run("config", "--set", "gnn.epochs=7", "--json");
    assertThat(config.out().lines()).hasSize(1);
    assertThat(JsonText.object(config.out()).get("gnn"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("epochs", 7);
  }

  @Test
  void everyKeyThatIsOfferedIsAKeyOfTheReference() {
    String reference = Reference.text();
    assertThat(Reference.keys()).contains("seed", "gnn.epochs", "symbolic.max-complexity");
    for (String key : Reference.keys()) {
      String name = key.substring(key.lastIndexOf('.') + 1);
      assertThat(reference).containsPattern("(?m)^ *" + name + " = ");
    }
  }

  @Test
  void theCellsOfASweepAreSeparatedByCommasOrGivenOneByOne() {
    List<String> cells =
        CommandTable.create()
            .parseArgs("sweep", "grid.conf", "--only", "spring-2d/l1,charge-2d/*", "--only", "x")
            .subcommand()
            .matchedOptionValue("--only", List.of());
    assertThat(cells).containsExactly("spring-2d/l1", "charge-2d/*", "x");
  }

  @Test
  void anOptionOfTheLauncherAfterTheVerbIsNotTakenForASlip() {
    Outcome outcome = run("fit", "table.csv", "--conf", "spark.executor.instances=2");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("options of the launcher go before the verb")
        .doesNotContain("nearest");
  }
}
