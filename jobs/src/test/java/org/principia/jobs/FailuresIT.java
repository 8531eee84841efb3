package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.CommandLineRun.Outcome;

/** Commands on a file system that fails. */
final class FailuresIT {
  private static final List<String> TINY =
      List.of(
          "--set", "dynamics.runs=60",
          "--set", "dynamics.test-runs=40",
          "--set", "dynamics.steps=8",
          "--set", "frames.stride=4",
          "--set", "frames.lower-percentile=1",
          "--set", "frames.upper-percentile=99",
          "--set", "gnn.hidden=8",
          "--set", "gnn.batch-frames=8",
          "--set", "gnn.workers=1",
          "--set", "gnn.epochs=2",
          "--set", "messages.samples=50",
          "--set", "seed=4");

  private static final List<String> VERBS = List.of("simulate", "train", "record");

  @TempDir Path root;

  @BeforeEach
  void openFailingFiles() {
    System.setProperty(FailingFiles.SETTING, FailingFiles.class.getName());
    FailingFiles.heal();
  }

  @AfterEach
  void forget() {
    FailingFiles.heal();
    System.clearProperty(FailingFiles.SETTING);
    System.clearProperty("spark.master");
  }

  private Outcome run(String master, String verb, String output) {
    List<String> arguments = new ArrayList<>(List.of(verb));
    arguments.addAll(TINY);
    arguments.addAll(List.of("--out", "failing://" + root.resolve(output)));
    return CommandLineRun.of(master, arguments);
  }

  private void runAll(String master, String output) {
    for (String verb : VERBS) {
      Outcome outcome = run(master, verb, output);
      assertThat(outcome.code()).as(outcome.err()).isZero();
    }
  }

  /** The network, and rows of all tables but the learning curve, which has times. */
  private Map<String, Object> content(String output) throws IOException {
    Map<String, Object> content = new TreeMap<>();
    Path directory = root.resolve(output);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        if (name.endsWith(".parquet") && !name.contains("/curve/")) {
          content.put(name.replaceAll("-[0-9a-f-]{36}.*", ""), ParquetRows.of(file));
        } else if (name.endsWith("model.zip")) {
          content.put(name, entries(file));
        }
      }
    }
    return content;
  }

  /** Hashes of a zip's entries; JSON as such, for DL4J writes its keys in any order. */
  private static Map<String, Object> entries(Path file) throws IOException {
    Map<String, Object> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        byte[] bytes = zip.readAllBytes();
        boolean json = entry.getName().endsWith(".json");
        entries.put(
            entry.getName(), json ? new ObjectMapper().readTree(bytes) : Arrays.hashCode(bytes));
      }
    }
    return entries;
  }

  private List<String> leftovers(String output) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(output))) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.startsWith("_")).toList();
    }
  }

  @Test
  void tasksThatFailTwiceChangeNothingAndThoseThatAlwaysFailAreOneLine() throws IOException {
    runAll("local[2]", "whole");
    FailingFiles.failAttempts(2);
    runAll("local[2,3]", "twice");
    assertThat(FailingFiles.failed()).anyMatch(attempt -> attempt.endsWith(".1"));
    assertThat(content("twice"))
        .isEqualTo(content("whole"))
        .hasSizeGreaterThan(8)
        .containsKey("spring-2d/bottleneck/model/model.zip");
    assertThat(leftovers("twice")).isEmpty();

    FailingFiles.failAttempts(3);
    Outcome outcome = run("local[2,3]", "simulate", "always");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains("Cannot write frames below ").contains(": injected");
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(root.resolve("always/spring-2d/frames")).doesNotExist();
  }

  @Test
  void aFullDiskIsOneLineAndWithRoomTheSameCommandGoesOn() throws IOException {
    runAll("local[2]", "whole");
    int verb = 0;
    int refused = 0;
    // Fuller and fuller: within the frames, their tables, the checkpoints, the samples.
    for (long room = 3_000; verb < VERBS.size(); room += 9_000) {
      FailingFiles.room(room);
      Outcome outcome = run("local[2]", VERBS.get(verb), "full");
      if (outcome.code() == 0) {
        verb++;
        room = 0;
      } else {
        refused++;
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains("No space left on device").doesNotContain("\tat ");
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(3);
    assertThat(content("full")).isEqualTo(content("whole"));
    assertThat(leftovers("full")).isEmpty();
  }
}
