package org.principia.jobs.cluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.JsonText;

/** What an operator sees of a run: metrics, Spark's UI, the log. */
final class ObserveIT {
  private static final Path CONF = Path.of("..", "conf").toAbsolutePath().normalize();
  private static final String CELL = "spring-2d-bottleneck-seed-11";

  @TempDir static Path directory;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk"))
        .forEach(command::add);
    command.add("-Dlog4j2.configurationFile=" + CONF.resolve("log4j2-json.properties").toUri());
    command.add("-Dspark.master=local[2]");
    command.add("-Dspark.ui.port=0");
    Properties settings = new Properties();
    try (var reader = Files.newBufferedReader(CONF.resolve("observe.conf"))) {
      settings.load(reader);
    }
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ObservedRun.class.getName(),
            directory.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out.txt").toFile())
            .redirectError(directory.resolve("err.txt").toFile());
    // With it a JVM begins with a line of its own.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    // As the launcher does for an embedded Spark.
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(text("err.txt")).isZero();
  }

  private static String text(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private static double gauge(String name) throws IOException {
    JsonNode gauges = new ObjectMapper().readTree(text("metrics.json")).path("gauges");
    JsonNode gauge = gauges.path("jobs.driver.principia." + name);
    assertThat(gauge.isMissingNode()).as(name + " in " + text("metrics.json")).isFalse();
    return gauge.path("value").asDouble();
  }

  @Test
  void theServletTellsWhatTheCellHasDone() throws IOException {
    JsonNode simulated = manifest("spring-2d/frames");
    JsonNode trained = manifest("spring-2d/bottleneck/model");
    assertThat(gauge(CELL + ".runs_simulated")).isEqualTo(350);
    double frames = 0;
    for (String split : List.of("train", "validation", "test", "test-raw")) {
      frames += simulated.path("frames-" + split).asDouble();
    }
    assertThat(gauge(CELL + ".frames_written")).isEqualTo(frames);
    assertThat(gauge(CELL + ".epochs")).isEqualTo(2);
    assertThat(gauge(CELL + ".training_loss")).isEqualTo(trained.path("training-loss").asDouble());
    assertThat(gauge(CELL + ".validation_error"))
        .isEqualTo(trained.path("validation-error").asDouble());
    assertThat(Math.round(gauge(CELL + ".frames_per_second")))
        .isEqualTo(trained.path("frames-per-second").asLong());
    assertThat(gauge(CELL + ".evaluations")).isGreaterThan(100);
    assertThat(gauge(CELL + ".evaluations_per_second")).isPositive();
    assertThat(gauge(CELL + ".best_loss"))
        .isEqualTo(
            Math.min(
                Math.min(
                    gauge(CELL + ".best_loss.message_1"), gauge(CELL + ".best_loss.message_2")),
                Math.min(
                    gauge(CELL + ".best_loss.acceleration_1"),
                    gauge(CELL + ".best_loss.acceleration_2"))));
    assertThat(gauge(CELL + ".stage")).isZero();
  }

  private static JsonNode manifest(String output) throws IOException {
    return new ObjectMapper().readTree(text("out/" + output + "/manifest.json")).path("result");
  }

  @Test
  void prometheusReadsTheSame() throws IOException {
    assertThat(text("driver.prometheus"))
        .containsPattern(
            "(?m)^metrics_jobs_driver_principia_spring_2d_bottleneck_seed_11_runs_simulated_Value\\S*"
                + " 350\\.0$");
    // name{labels} value: what its text format asks of each line.
    assertThat(text("driver.prometheus").lines())
        .allMatch(line -> line.matches("[a-zA-Z_][a-zA-Z0-9_]*(\\{[^}]*})? \\S+"));
    assertThat(text("executors.prometheus")).contains("metrics_executor_completedTasks_total{");
  }

  @Test
  void theUiAnswersOnNoOtherAddress() throws IOException {
    assertThat(text("elsewhere")).isEqualTo("refused");
  }

  @Test
  void theUiShowsCellAndStageOfEveryJob() throws IOException {
    Set<String> groups = new HashSet<>();
    for (JsonNode job : new ObjectMapper().readTree(text("jobs.json"))) {
      assertThat(job.path("description").asText()).as(job.toString()).contains(": ");
      groups.add(job.path("description").asText().replaceAll(",.*", ""));
    }
    assertThat(groups)
        .contains(CELL + ": simulate", CELL + ": train", CELL + ": record", CELL + ": regress");
    Set<String> counted = new HashSet<>();
    for (JsonNode stage : new ObjectMapper().readTree(text("stages.json"))) {
      stage.path("accumulatorUpdates").forEach(a -> counted.add(a.path("name").asText()));
    }
    assertThat(counted)
        .contains("runs simulated", "frames written", "minibatches fitted", "formulas fitted");
  }

  private static List<Map<String, Object>> events() throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    for (String line : text("err.txt").lines().toList()) {
      events.add(JsonText.object(line));
    }
    return events;
  }

  @Test
  void everyLineOfTheLogIsAnObject() throws IOException {
    assertThat(events())
        .allSatisfy(
            event ->
                assertThat(event)
                    .containsOnlyKeys(
                        "time",
                        "level",
                        "logger",
                        "thread",
                        "cell",
                        "stage",
                        "task",
                        "message",
                        "exception"));
    assertThat(text("out.txt")).isEmpty();
  }

  @Test
  void linesOfStagesSearchesAndTasksNameTheirCell() throws IOException {
    assertThat(events())
        .anySatisfy(
            event ->
                assertThat(event)
                    .containsEntry("message", "simulate: spring-2d-bottleneck")
                    .containsEntry("cell", CELL)
                    .containsEntry("stage", "simulate"))
        .anySatisfy(
            event ->
                // By a thread of the search's own.
                assertThat(event)
                    .containsEntry("stage", "regress")
                    .containsEntry("cell", CELL)
                    .extractingByKey("thread")
                    .asString()
                    .startsWith("search-"))
        .anySatisfy(
            event -> {
              assertThat(event)
                  .containsEntry("message", "said\tin a task")
                  .containsEntry("cell", "a \"cell\"")
                  .containsEntry("stage", "stage");
              assertThat(event.get("task")).asString().startsWith("task 0.0 in stage");
            })
        .anySatisfy(
            event -> {
              assertThat(event)
                  .containsEntry("message", "two\nlines")
                  .containsEntry("level", "ERROR");
              assertThat(event.get("exception"))
                  .asString()
                  .contains("IllegalStateException: with a \"quote\"", "\tat org.principia");
            });
  }
}
