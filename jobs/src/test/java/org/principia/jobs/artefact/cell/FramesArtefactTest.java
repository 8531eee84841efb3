package org.principia.jobs.artefact.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.graphs.PruningBounds;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;

final class FramesArtefactTest {
  @TempDir Path root;

  private FramesArtefact frames(String bounds) {
    Directory at = Directory.look(Storage.look(new Configuration(), "output", root.toString()));
    at.write("bounds.json", bounds);
    return new FramesArtefact(at, new CellId("spring", 2, "l1", 1), "x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | [1, 1, 1, 1]",
        "[0, 0, 0, 0] | null",
        "[0, 0, 0, 0] | [1, 1, 1]",
        "[0, 0] | [1, 1]",
      })
  void spoiltBoundsAreOneLine(String lower, String upper) {
    FramesArtefact frames =
        frames("{\"columns\": \"x\", \"lower\": " + lower + ", \"upper\": " + upper + "}");
    assertThatThrownBy(frames::bounds)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read ")
        .hasMessageContaining("bounds.json: ");
  }

  @Test
  void boundsAreReadAsTheyWereWritten() {
    PruningBounds bounds = new PruningBounds(new float[4], new float[] {1, 1, 1, 2.5f});
    FramesArtefact frames = frames("");
    frames.write(bounds);
    assertThat(frames.bounds().lower()).isEqualTo(bounds.lower());
    assertThat(frames.bounds().upper()).isEqualTo(bounds.upper());
  }
}
