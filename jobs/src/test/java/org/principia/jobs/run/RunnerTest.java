package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Runner.Overwrite;

final class RunnerTest {
  @TempDir Path root;
  private Storage storage;
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void open() {
    storage = Storage.open(new Configuration(), "output", root.toString());
  }

  /** An output of one file, which notes what is asked of it. */
  private class OneFile implements Output {
    private final String content;
    private Optional<String> damage = Optional.empty();
    private boolean whole = true;

    OneFile(String content) {
      this.content = content;
    }

    @Override
    public String verb() {
      return "test";
    }

    @Override
    public org.apache.hadoop.fs.Path path() {
      return new org.apache.hadoop.fs.Path(storage.root(), "output");
    }

    @Override
    public String fingerprint() {
      return "of " + content;
    }

    @Override
    public Map<String, Object> manifest() {
      return Map.of("stage", "test", "fingerprint", fingerprint());
    }

    @Override
    public Map<String, Object> make(org.apache.hadoop.fs.Path made) {
      events.add("make " + content);
      storage.write(new org.apache.hadoop.fs.Path(made, "file"), content);
      return Map.of("length", content.length());
    }

    @Override
    public String difference(Manifest other) {
      return " (not " + content + ")";
    }

    @Override
    public boolean isWhole() {
      return whole;
    }

    @Override
    public Optional<String> damage() {
      events.add("damage");
      return damage;
    }

    @Override
    public void skipped() {
      events.add("skipped");
    }

    @Override
    public void committed() {
      events.add("committed");
    }
  }

  private Runner runner(Overwrite overwrite) {
    return new Runner(storage, new Console(Console.Detail.QUIET), overwrite);
  }

  private String made() throws IOException {
    return Files.readString(root.resolve("output/file"));
  }

  private List<String> names() {
    try (Stream<Path> all = Files.list(root)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsMadeLiesUnderItsNameWithAManifestAndNothingBesideIt() throws IOException {
    runner(Overwrite.REFUSE).run(new OneFile("one"));
    assertThat(made()).isEqualTo("one");
    assertThat(names()).containsExactly("output");
    Manifest manifest = Manifest.parse(Files.readString(root.resolve("output/manifest.json")));
    assertThat(manifest.fingerprint()).isEqualTo("of one");
    assertThat(manifest.result("length")).contains(3);
    assertThat(manifest.entries()).containsKeys("seconds", "versions", "files");
    assertThat(events).containsExactly("make one", "committed");
  }

  @Test
  void aCompleteOutputIsSkipped() {
    runner(Overwrite.REFUSE).run(new OneFile("one"));
    events.clear();
    runner(Overwrite.REFUSE).run(new OneFile("one"));
    assertThat(events).containsExactly("skipped");
  }

  @Test
  void anOutputOfOtherSettingsIsRefusedOrReplaced() throws IOException {
    runner(Overwrite.REFUSE).run(new OneFile("one"));
    assertThatThrownBy(() -> runner(Overwrite.REFUSE).run(new OneFile("two")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other settings or inputs (not two); --overwrite replaces them");
    assertThat(made()).isEqualTo("one");
    runner(Overwrite.REPLACE).run(new OneFile("two"));
    assertThat(made()).isEqualTo("two");
    assertThat(names()).containsExactly("output");
  }

  @Test
  void aFileThatWasChangedOrIsMissingIsRefusedOrMadeAgain() throws IOException {
    runner(Overwrite.REFUSE).run(new OneFile("one"));
    // A checksum of the local file system would notice it before.
    Files.deleteIfExists(root.resolve("output/.file.crc"));
    Files.writeString(root.resolve("output/file"), "edited");
    assertThatThrownBy(() -> runner(Overwrite.REFUSE).run(new OneFile("one")))
        .hasMessageContaining("was changed after it was written")
        .hasMessageEndingWith("--overwrite makes it again");
    runner(Overwrite.REPLACE).run(new OneFile("one"));
    assertThat(made()).isEqualTo("one");
    OneFile incomplete = new OneFile("one");
    incomplete.whole = false;
    assertThatThrownBy(() -> runner(Overwrite.REFUSE).run(incomplete))
        .hasMessageContaining("files of it are missing");
  }

  @Test
  void damageIsLookedForOnlyWhereTheOutputMayBeReplaced() {
    OneFile output = new OneFile("one");
    runner(Overwrite.REFUSE).run(output);
    output.damage = Optional.of("a file is damaged");
    events.clear();
    runner(Overwrite.REFUSE).run(output);
    assertThat(events).containsExactly("skipped");
    events.clear();
    runner(Overwrite.REPLACE).run(output);
    assertThat(events).containsExactly("damage", "damage", "make one", "committed");
  }

  @Test
  void aBodyThatFailsLeavesNothingAndWhatWasThere() throws IOException {
    runner(Overwrite.REFUSE).run(new OneFile("one"));
    OneFile failing =
        new OneFile("two") {
          @Override
          public Map<String, Object> make(org.apache.hadoop.fs.Path made) {
            super.make(made);
            throw new IllegalStateException("half way");
          }
        };
    assertThatThrownBy(() -> runner(Overwrite.REPLACE).run(failing)).hasMessage("half way");
    assertThat(made()).isEqualTo("one");
    assertThat(names()).containsExactly("output");
    assertThat(events).doesNotContain("committed two");
  }

  @Test
  void whoLostTheLeaseIsCancelledAndCommitsNothing() {
    OneFile robbed =
        new OneFile("one") {
          @Override
          public Map<String, Object> make(org.apache.hadoop.fs.Path made) {
            storage.write(
                new org.apache.hadoop.fs.Path(storage.root(), "_lease-output"),
                "{\"id\": \"another\", \"process\": 1}");
            return super.make(made);
          }
        };
    assertThatThrownBy(() -> runner(Overwrite.REFUSE).run(robbed)).matches(Lease::isLoss);
    assertThat(root.resolve("output")).doesNotExist();
    assertThat(events).containsExactly("make one");
  }

  @Test
  void anInputMustBeThereOfTheSameSettingsAndUnchanged() {
    OneFile input = new OneFile("one");
    Runner runner = runner(Overwrite.REFUSE);
    assertThatThrownBy(() -> runner.require(input, "use it"))
        .hasMessageStartingWith("Cannot use it: ")
        .hasMessageEndingWith("output is not there; principia test makes it");
    runner.run(input);
    runner.require(input, "use it");
    assertThatThrownBy(() -> runner.require(new OneFile("two"), "use it"))
        .hasMessageContaining("was made with other settings (not two); principia test --overwrite");
    storage.delete(new org.apache.hadoop.fs.Path(input.path(), "file"));
    assertThatThrownBy(() -> runner.require(input, "use it"))
        .hasMessageContaining("file is missing; principia test --overwrite makes it again");
  }
}
