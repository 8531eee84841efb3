package org.principia.jobs.cluster.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepStoreTest {
  @TempDir Path root;

  private StepStore store(String fingerprint) throws IOException {
    return new StepStore(
        FileSystem.getLocal(new Configuration()),
        new org.apache.hadoop.fs.Path(root.resolve("steps").toString()),
        fingerprint);
  }

  /** Work that is not to be done again. */
  private static Object never() {
    throw new IllegalStateException("made again");
  }

  @Test
  void aFinishedStepIsTakenAndAnotherIsMade() throws IOException {
    assertThat(store("a").of("one", () -> List.of(1.5, Double.NaN))).hasSize(2);
    StepStore later = store("a");
    assertThat(later.of("one", StepStoreTest::never)).isEqualTo(List.of(1.5, Double.NaN));
    assertThat(later.of("two", () -> "new")).isEqualTo("new");
    assertThat(later.resumed()).isEqualTo(1);
  }

  @Test
  void aStepOfOtherSettingsOrCutShortIsMadeAgain() throws IOException {
    store("a").of("one", () -> "old");
    assertThat(store("b").of("one", () -> "new")).isEqualTo("new");
    assertThat(store("b").of("one", StepStoreTest::never)).isEqualTo("new");
    Path file = root.resolve("steps/step-one");
    byte[] whole = Files.readAllBytes(file);
    Files.delete(root.resolve("steps/.step-one.crc"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(store("b").of("one", () -> "again")).isEqualTo("again");
      Files.deleteIfExists(root.resolve("steps/.step-one.crc"));
    }
  }

  @Test
  void workThatFailsLeavesNothing() throws IOException {
    StepStore store = store("a");
    assertThatThrownBy(() -> store.of("one", StepStoreTest::never)).hasMessage("made again");
    assertThat(root.resolve("steps")).doesNotExist();
    store.of("one", () -> 1);
    try (Stream<Path> files = Files.list(root.resolve("steps"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("step-one", ".step-one.crc");
    }
  }
}
