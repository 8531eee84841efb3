package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.ForceLaws;
import org.principia.gnn.TrainingStrategy;
import org.principia.jobs.config.Reference;

/** The script that {@code completion} prints, in a real bash. */
final class CompletionTest {
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
                + "; _principia; printf '%s\\n' \"${COMPREPLY[@]}\"");
    return text.lines().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void bashReadsBothScripts() throws IOException, InterruptedException {
    assertThat(bash("-n", script.toString())).isEmpty();
    Path zsh = directory.resolve("principia.zsh");
    String text = CommandLineRun.of("local[1]", List.of("completion", "zsh")).out();
    Files.writeString(zsh, text);
    assertThat(text).startsWith("#compdef principia\n").contains("bashcompinit");
    assertThat(bash("-n", zsh.toString())).isEmpty();
    assertThat(bash("-c", "source '" + script + "'; complete -p principia"))
        .contains("-F _principia");
  }

  @Test
  void verbsAreOfferedAlsoBehindOptionsOfTheLauncher() throws IOException, InterruptedException {
    assertThat(offered(""))
        .containsAll(CommandTable.create().getSubcommands().keySet())
        .contains("--master", "--properties", "--help");
    assertThat(offered("s")).containsExactlyInAnyOrder("simulate", "sweep", "status");
    assertThat(offered("--master", "spark", ":", "//host", ":", "7077", "--gpu", "tr"))
        .containsExactly("train");
    assertThat(offered("--conf", "spark.executor.instances", "=", "8", "sw"))
        .containsExactly("sweep");
  }

  @Test
  void optionsOfTheVerbAreOfferedAndNoOthers() throws IOException, InterruptedException {
    assertThat(offered("sweep", "--o")).containsExactlyInAnyOrder("--only", "--out", "--overwrite");
    assertThat(offered("--dry-run", "fit", "wires.csv", "--t")).containsExactly("--target");
    assertThat(offered("run", "--t")).isEmpty();
    assertThat(offered("help", "reg")).containsExactly("regress");
    assertThat(offered("completion", "")).contains("bash", "zsh");
    assertThat(offered("example", "s")).containsExactly("sin");
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
}
