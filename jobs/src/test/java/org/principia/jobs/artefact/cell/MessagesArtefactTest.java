package org.principia.jobs.artefact.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.messages.MessageProjection;
import org.principia.messages.MessageSettings.Selection;

final class MessagesArtefactTest {
  private static final MessageProjection KEPT =
      new MessageProjection(
          Selection.ACTIVE,
          new double[][] {{0.1, 1.0 / 3, 0}, {-2, 1e-17, 5}},
          new double[] {3, 2, 1},
          new double[] {10, 3, 1},
          0.875);

  @TempDir Path root;
  private Directory at;

  @BeforeEach
  void open() {
    at = Artefacts.look(root);
  }

  private MessagesArtefact messages(int dimension) {
    FramesArtefact frames =
        new FramesArtefact(at, new CellId("spring", dimension, "l1", 0), "of a test");
    return new MessagesArtefact(at, new ModelArtefact(at, frames));
  }

  @Test
  void whatIsWrittenIsReadToTheLastDigit() {
    messages(2).write(KEPT);
    MessageProjection read = messages(2).kept();
    assertThat(read.map()).isDeepEqualTo(KEPT.map());
    assertThat(read.deviations()).isEqualTo(KEPT.deviations());
    assertThat(read.variances()).isEqualTo(KEPT.variances());
    assertThat(read.selection()).isEqualTo(KEPT.selection());
    assertThat(read.shareOfVariance()).isEqualTo(0.875);
    assertThat(at.read("components.json"))
        .contains(
            "\"share-of-variance\":{\"kept\":0.875,\"deviation\":0.928", "\"principal\":0.928");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"kept\":[0,1],\"deviations\":[1,2]}",
        "[1]",
        "{\"components\":\"active\",\"map\":[[1,0],null],\"offset\":[0,0],"
            + "\"deviations\":[1,1],\"principal-variances\":[1,1]}",
        "{\"components\":\"active\",\"map\":[[1,0,0],[0,1]],\"offset\":[0,0],"
            + "\"deviations\":[1,1],\"principal-variances\":[1,1]}",
        "{\"components\":\"principal\",\"map\":[[1]],"
            + "\"deviations\":[1],\"principal-variances\":[1]}",
        "{\"components\":\"deviation\",\"basis\":\"aligned\",\"map\":[[1,0],[0,1]],\"offset\":[1,0],"
            + "\"deviations\":[1,1],\"principal-variances\":[1,1]}"
      })
  void aFileThatIsNoneIsOneLine(String json) {
    at.write("components.json", json);
    assertThatThrownBy(() -> messages(2).kept())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read "
                + at.file("components.json")
                + ": this program did not write it; principia record --overwrite makes it again");
  }

  @Test
  void aFileOfAnotherDimensionIsOneLine() {
    messages(2).write(KEPT);
    assertThatThrownBy(() -> messages(3).kept())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read " + at.file("components.json"))
        .hasMessageEndingWith(
            ": it keeps 2 components, and there are 3"
                + " dimensions; principia record --overwrite makes it again");
  }
}
