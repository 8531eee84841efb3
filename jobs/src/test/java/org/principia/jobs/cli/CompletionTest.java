package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.config.Reference;

/** The scripts that {@code completion} prints, in a real bash, and in a real zsh where one is. */
final class CompletionTest {
  /**
   * Lines with a tab at their end, typed into a zsh on a terminal of its own, in which the program
   * prints its arguments.
   */
  private static final String TYPED =
      """
      zmodload zsh/zpty
      zpty shell "zsh -f -i"
      zpty -w shell "PS1=; autoload -U compinit; compinit -u -D; source $1; bindkey '^I' complete-word
        principia() { print -r -- \\"<\\$*>\\" }; print -r -- is-ready | tr a-z A-Z"
      zpty -r shell text '*IS-READY*'
      shift
      for line; do
        zpty -w -n shell "principia $line"$'\t\n'
        zpty -r shell text $'*\n<*>*'
        print -r -- "${${text##*$'\n'<}%%>*}"
      done
      zpty -d shell
      """;

  @TempDir Path directory;
  private Path script;

  @BeforeEach
  void write() throws IOException {
    script = directory.resolve("principia.bash");
    Files.writeString(script, CommandLineRun.of("local[1]", List.of("completion", "bash")).out());
  }

  private static String bash(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "--norc"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  /** What is offered for the last of some words. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    StringBuilder array = new StringBuilder();
    Arrays.stream(words).forEach(word -> array.append(" '").append(word).append('\''));
    String text =
        bash(
            "-c",
            "source '"
                + script
                + "'; COMP_WORDS=(principia"
                + array
                + "); COMP_CWORD="
                + words.length
                + "; _principia 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"");
    return text.lines().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void bashReadsBothScripts() throws IOException, InterruptedException {
    assertThat(bash("-n", script.toString())).isEmpty();
    Path zsh = directory.resolve("principia.zsh");
    String text = CommandLineRun.of("local[1]", List.of("completion", "zsh")).out();
    Files.writeString(zsh, text);
    assertThat(text).contains("bashcompinit");
    assertThat(bash("-n", zsh.toString())).isEmpty();
    assertThat(bash("-c", "source '" + script + "'; complete -p principia"))
        .contains("-F _principia");
  }

  @Test
  void verbsAreOfferedAlsoBehindOptionsOfTheLauncher() throws IOException, InterruptedException {
    assertThat(offered(""))
        .containsExactlyElementsOf(CommandTable.create().getSubcommands().keySet());
    assertThat(offered("--m")).containsExactlyInAnyOrder("--master", "--memory");
    assertThat(offered("s")).containsExactlyInAnyOrder("simulate", "sweep", "status");
    assertThat(offered("--master", "spark", ":", "//host", ":", "7077", "--gpu", "trai"))
        .containsExactly("train");
    assertThat(offered("--conf", "spark.executor.instances", "=", "8", "sw"))
        .containsExactly("sweep");
  }

  @Test
  void optionsOfTheVerbAreOfferedAndNoOthers() throws IOException, InterruptedException {
    assertThat(offered("sweep", "--o")).containsExactlyInAnyOrder("--only", "--out", "--overwrite");
    assertThat(offered("--dry-run", "fit", "wires.csv", "--t")).containsExactly("--target");
    assertThat(offered("run", "--t")).isEmpty();
  }

  @Test
  void valuesAreThoseOfTheProgram() throws IOException, InterruptedException {
    assertThat(offered("run", "--law", "")).containsExactlyElementsOf(ForceLaws.names());
    assertThat(offered("run", "conf/quickstart.conf", "--strategy", ""))
        .containsExactlyElementsOf(TrainingStrategy.WORDS);
    assertThat(offered("train", "--set", ""))
        .containsExactlyElementsOf(Reference.keys().stream().map(key -> key + "=").toList());
    assertThat(offered("sweep", "--set", "gnn.ep")).containsExactly("gnn.epochs=");
    assertThat(offered("run", "--out", "")).as("files are the shell's").isEmpty();
  }

  @Test
  void zshCompletesTheSameWords() throws Exception {
    Process there = new ProcessBuilder("sh", "-c", "command -v zsh").start();
    assumeThat(there.waitFor()).as("zsh is installed").isZero();
    Path zsh = directory.resolve("principia.zsh");
    Files.writeString(zsh, CommandLineRun.of("local[1]", List.of("completion", "zsh")).out());
    Path typed = Files.writeString(directory.resolve("typed"), TYPED);
    List<String> command = new ArrayList<>(List.of("zsh", "-f", typed.toString(), zsh.toString()));
    command.addAll(
        List.of("sim", "--gpu trai", "sweep --ou", "run --law dam", "run --set gnn.epo"));
    Path printed = directory.resolve("printed");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(printed))
        .containsExactly(
            "simulate", "--gpu train", "sweep --out", "run --law damped", "run --set gnn.epochs=");
  }
}
