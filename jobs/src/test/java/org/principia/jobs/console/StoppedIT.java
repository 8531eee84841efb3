package org.principia.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.JsonText;
import org.principia.jobs.Main;

/** The program as a process: what it says while it is being stopped, and in a locale of ASCII. */
final class StoppedIT {
  private static final Path CONF = Path.of("..", "conf").toAbsolutePath().normalize();

  @TempDir Path directory;

  private Process start(List<String> options, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk"))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out.txt").toFile())
            .redirectError(directory.resolve("err.txt").toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  private String text(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  /** Ends a command by SIGTERM once frames are being made; its exit code. */
  private int stop(List<String> options, List<String> arguments) throws Exception {
    Process process = start(options, arguments);
    try {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      while (!text("err.txt").contains("simulate: ") && System.nanoTime() < deadline) {
        assertThat(process.isAlive()).as(text("err.txt")).isTrue();
        TimeUnit.MILLISECONDS.sleep(50);
      }
      process.destroy();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  @Test
  void whatIsStoppedSaysSoInTheLogAsTheLastLine() throws Exception {
    String output = directory.resolve("output").toString();
    int code =
        stop(
            List.of(
                "-Dspark.master=local[2]",
                "-Dlog4j2.configurationFile=" + CONF.resolve("log4j2-json.properties").toUri()),
            List.of("simulate", "--set", "dynamics.runs=200000", "--out", output));
    List<Map<String, Object>> events = new ArrayList<>();
    for (String line : text("err.txt").lines().toList()) {
      events.add(JsonText.object(line));
    }
    assertThat(code).isEqualTo(143);
    assertThat(events.get(events.size() - 1))
        .containsEntry("message", "Stopped; the same command goes on where it was.")
        .containsEntry("level", "ERROR");
  }

  @Test
  void aSweepThatIsStoppedSaysItOnceAndNothingElse() throws Exception {
    Path conf = directory.resolve("grid.conf");
    Files.writeString(
        conf,
        """
        dynamics.runs = 200000
        sweep.grids = [{ laws = [spring], dimensions = [2], strategies = [l1], seeds = [1] }]
        """);
    int code =
        stop(
            List.of(
                "-Dspark.master=local[2]",
                "-Dlog4j2.configurationFile=" + CONF.resolve("log4j2.properties").toUri()),
            List.of("sweep", conf.toString(), "--out", directory.resolve("output").toString()));
    assertThat(code).isEqualTo(143);
    String said = text("err.txt");
    assertThat(said.strip()).endsWith("\nStopped; the same command goes on where it was.");
    assertThat(said).doesNotContain("Cannot", "Exception");
  }

  @Test
  void resultsAreJsonInALocaleOfAsciiToo() throws Exception {
    Path conf = directory.resolve("a.conf");
    Files.writeString(conf, "output = \"\u00e9\u221a\"\n");
    Process process = start(List.of(), List.of("config", conf.toString(), "--json"));
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(text("err.txt")).isZero();
    assertThat(JsonText.object(text("out.txt")).toString()).contains("\u00e9\u221a");
  }
}
