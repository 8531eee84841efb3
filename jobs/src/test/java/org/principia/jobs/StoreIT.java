package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.CommandLineRun.Outcome;

/** Commands on an object store, whose renames are neither quick nor whole. */
final class StoreIT {
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
          "--set", "seed=4");

  @TempDir Path root;

  @BeforeEach
  void open() {
    System.setProperty(StoreFiles.SETTING, StoreFiles.class.getName());
  }

  @AfterEach
  void forget() {
    StoreFiles.copies(Integer.MAX_VALUE);
    System.clearProperty(StoreFiles.SETTING);
    System.clearProperty("spark.master");
  }

  private Outcome run(String output, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(TINY);
    arguments.addAll(List.of("--out", output));
    return CommandLineRun.of("local[2]", arguments);
  }

  private static void assertRefused(Outcome outcome, String... parts) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(parts).doesNotContain("\tat ");
  }

  /** Rows of the frames and of their tables. */
  private static Map<String, List<String>> content(Path frames) throws IOException {
    Map<String, List<String>> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(frames)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        String name = frames.relativize(file).toString().replaceAll("-[0-9a-f-]{36}.*", "");
        content.put(name, ParquetRows.of(file));
      }
    }
    return content;
  }

  private static int count(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return (int) files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void anOutputWhoseRenameWasCutShortIsNeverBelievedAndMadeAgain() throws IOException {
    String store = "store://" + root.resolve("store");
    Path frames = root.resolve("store/spring-2d/frames");
    Path local = root.resolve("local");
    assertThat(run(local.toString(), "simulate").code()).isZero();

    StoreFiles.copies(1);
    assertRefused(run(store, "simulate"), "Cannot write ", "the connection was lost");
    assertThat(count(frames)).isEqualTo(1);
    StoreFiles.copies(Integer.MAX_VALUE);
    assertRefused(run(store, "simulate"), "it holds files that no manifest tells of");
    assertRefused(run(store, "train"), "frames is not there; principia simulate makes it");

    Outcome mended = run(store, "simulate", "--overwrite");
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(content(frames)).isEqualTo(content(local.resolve("spring-2d/frames")));

    // Another order of the same copies: all but the last of the tables, the manifest among them.
    List<Path> last = new ArrayList<>();
    try (Stream<Path> files = Files.walk(frames.resolve("statistics"))) {
      files.filter(file -> file.toString().endsWith(".parquet")).forEach(last::add);
    }
    Files.delete(last.get(0));
    assertRefused(run(store, "simulate"), "is missing; --overwrite makes it again");
    assertRefused(run(store, "train"), "is missing; principia simulate --overwrite makes it");
    assertThat(run(store, "simulate", "--overwrite").code()).isZero();
    Outcome trained = run(store, "train");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(root.resolve("store/spring-2d/bottleneck/model/model.zip")).exists();
    try (Stream<Path> left = Files.walk(root.resolve("store"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("_") && !name.equals("_SUCCESS"));
    }
  }
}
