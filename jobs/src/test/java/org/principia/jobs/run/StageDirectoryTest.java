package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.run.Runner.Overwrite;

final class StageDirectoryTest {
  @TempDir Path root;
  private Storage storage;
  private org.apache.hadoop.fs.Path model;
  private StageDirectory stage;

  @BeforeEach
  void open() {
    storage = Storage.open(new Configuration(), "output", root.toString());
    model = new org.apache.hadoop.fs.Path(storage.root(), "spring-2d/bottleneck/model");
    stage = new StageDirectory(storage, model);
  }

  private void write(String fingerprint, String content) {
    org.apache.hadoop.fs.Path temporary = stage.begin();
    storage.write(new org.apache.hadoop.fs.Path(temporary, "content"), content);
    try (Lease lease = lease()) {
      commit(temporary, fingerprint, lease);
    }
  }

  private Lease lease() {
    return Lease.take(storage, model);
  }

  private void commit(org.apache.hadoop.fs.Path temporary, String fingerprint, Lease lease) {
    stage.commit(temporary, new Manifest(Map.of("fingerprint", fingerprint)), lease);
  }

  private StageDirectory another() {
    return new StageDirectory(storage, model);
  }

  private String content() throws IOException {
    return Files.readString(root.resolve("spring-2d/bottleneck/model/content"));
  }

  @Test
  void nothingIsThereUntilTheCommit() {
    stage.begin();
    assertThat(root.resolve("spring-2d/bottleneck/model")).doesNotExist();
    assertThat(stage.complete("a", Overwrite.REFUSE, other -> "")).isFalse();
  }

  @Test
  void whoLostHisLeaseCommitsNothingAndTheOthersOutputStays() throws IOException {
    Path file = root.resolve("spring-2d/bottleneck/_lease-model");
    org.apache.hadoop.fs.Path slept = stage.begin();
    try (Lease lost = lease()) {
      Files.delete(file);
      try (Lease others = lease()) {
        assertThatThrownBy(() -> commit(slept, "a", lost))
            .isInstanceOf(InputException.class)
            .hasMessageStartingWith("Cannot write ")
            .hasMessageEndingWith(": its lease expired and another process took it");
        assertThat(root.resolve("spring-2d/bottleneck/model")).doesNotExist();
        StageDirectory other = another();
        org.apache.hadoop.fs.Path made = other.begin();
        storage.write(new org.apache.hadoop.fs.Path(made, "content"), "whole");
        other.commit(made, new Manifest(Map.of("fingerprint", "a")), others);
      }
      assertThatThrownBy(() -> commit(slept, "a", lost)).isInstanceOf(InputException.class);
    }
    assertThat(content()).isEqualTo("whole");
  }

  @Test
  void whatAnotherPutThereMeanwhileIsNotReplacedEvenWithTheLease() throws IOException {
    write("a", "first");
    org.apache.hadoop.fs.Path made = stage.begin();
    storage.write(new org.apache.hadoop.fs.Path(model, "content"), "second");
    storage.write(
        new org.apache.hadoop.fs.Path(model, Manifest.FILE),
        new Manifest(Map.of("fingerprint", "b")).json());
    try (Lease lease = lease()) {
      assertThatThrownBy(() -> commit(made, "c", lease))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("another process has put something there meanwhile");
    }
    assertThat(content()).isEqualTo("second");
  }

  @Test
  void aCompleteOutputOfTheSameSettingsIsSkipped() throws IOException {
    write("a", "first");
    assertThat(stage.complete("a", Overwrite.REFUSE, other -> "")).isTrue();
    assertThat(stage.complete("a", Overwrite.REPLACE, other -> "")).isTrue();
    assertThat(content()).isEqualTo("first");
  }

  @Test
  void anOutputOfOtherSettingsIsRefusedUnlessOverwritten() throws IOException {
    write("a", "first");
    assertThatThrownBy(() -> stage.complete("b", Overwrite.REFUSE, other -> ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--overwrite");
    assertThat(content()).isEqualTo("first");
    assertThat(stage.complete("b", Overwrite.REPLACE, other -> "")).isFalse();
    write("b", "second");
    assertThat(content()).isEqualTo("second");
  }

  @Test
  void aForeignDirectoryIsNotReplacedSilently() throws IOException {
    Path foreign = Files.createDirectories(root.resolve("spring-2d/bottleneck/model"));
    assertThat(stage.complete("a", Overwrite.REFUSE, other -> ""))
        .as("empty, made by hand")
        .isFalse();
    Files.writeString(foreign.resolve("letter.txt"), "mine");
    assertThatThrownBy(() -> stage.complete("a", Overwrite.REFUSE, other -> ""))
        .isInstanceOf(InputException.class);
  }

  @Test
  void whatKilledAttemptsLeftIsRemoved() throws IOException {
    Path parent = root.resolve("spring-2d/bottleneck");
    Path writing = Files.createDirectories(parent.resolve("_writing-model-killed"));
    Path old = Files.createDirectories(parent.resolve("_old-model-killed"));
    Path others = Files.createDirectories(parent.resolve("_writing-law-living"));
    // The output that was moved away is the only one until there is another.
    stage.begin();
    assertThat(writing).doesNotExist();
    assertThat(old).exists();
    write("a", "whole");
    stage.begin();
    assertThat(old).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void aManifestCutShortIsNoManifestOfTheseSettings() throws IOException {
    write("a", "first");
    Path directory = root.resolve("spring-2d/bottleneck/model");
    Files.writeString(directory.resolve("manifest.json"), "{\"finger");
    // Hadoop's checksum would notice; other file systems have none.
    Files.delete(directory.resolve(".manifest.json.crc"));
    assertThat(stage.complete("a", Overwrite.REPLACE, other -> "")).isFalse();
  }

  @Test
  void anOutputThatIsAFileIsRefusedWithItsName() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> Storage.open(new Configuration(), "output", file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid output: " + file + " (a directory that can be written");
  }

  @Test
  void openingLeavesNothingBehind() {
    Storage.open(new Configuration(), "output", root.resolve("a/b/c").toString());
    assertThat(root.resolve("a")).doesNotExist();
  }

  @Test
  void fingerprintsTellListsApart() {
    assertThat(Manifest.fingerprint("ab", "c")).isNotEqualTo(Manifest.fingerprint("a", "bc"));
    assertThat(Manifest.fingerprint("a")).hasSize(64).isEqualTo(Manifest.fingerprint("a"));
  }
}
