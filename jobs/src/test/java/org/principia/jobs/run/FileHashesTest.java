package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.run.Runner.FileHashes;

final class FileHashesTest {
  @TempDir Path root;

  private FileSystem files() throws IOException {
    return FileSystem.getLocal(new Configuration());
  }

  private org.apache.hadoop.fs.Path directory() {
    return new org.apache.hadoop.fs.Path(root.toUri());
  }

  @Test
  void everyFileCountsButTheManifestAndHiddenOnes() throws IOException {
    Files.writeString(root.resolve("a.txt"), "abc");
    Files.writeString(root.resolve("manifest.json"), "{}");
    Files.writeString(root.resolve(".a.txt.crc"), "x");
    Files.writeString(Files.createDirectory(root.resolve("below")).resolve("b"), "");
    // The two test vectors of FIPS 180-2 and of the empty message.
    assertThat(FileHashes.of(files(), directory(), name -> true))
        .containsExactly(
            Map.entry("a.txt", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            Map.entry(
                "below/b", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  }

  @Test
  void aChangedAndAMissingFileAreNamedAndAnOldManifestIsBelieved() throws IOException {
    Path file = Files.writeString(root.resolve("a.txt"), "abc");
    Manifest manifest =
        new Manifest(Map.of("files", FileHashes.of(files(), directory(), name -> true)));
    assertThat(FileHashes.difference(files(), directory(), manifest)).isEmpty();
    Files.writeString(file, "abd");
    assertThat(FileHashes.difference(files(), directory(), manifest).orElseThrow())
        .endsWith("a.txt was changed after it was written (its SHA-256 is not the manifest's)");
    assertThat(FileHashes.difference(files(), directory(), new Manifest(Map.of()))).isEmpty();
    Files.delete(file);
    assertThat(FileHashes.difference(files(), directory(), manifest).orElseThrow())
        .endsWith("a.txt is missing");
  }

  @Test
  void aLocalFileWithAnotherChecksumBesideItIsToldInTheSameWords() throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(directory(), "a.txt");
    try (var out = files().create(file)) {
      out.writeBytes("abc");
    }
    Manifest manifest =
        new Manifest(Map.of("files", FileHashes.of(files(), directory(), name -> true)));
    Files.writeString(root.resolve("a.txt"), "abd");
    assertThat(FileHashes.difference(files(), directory(), manifest).orElseThrow())
        .contains("a.txt was changed after it was written");
  }
}
