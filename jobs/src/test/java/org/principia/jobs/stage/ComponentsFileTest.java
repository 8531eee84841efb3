package org.principia.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.messages.MessageProjection;
import org.principia.messages.Selection;

final class ComponentsFileTest {
  private static final Path FILE = new Path("/out/messages/components.json");
  private static final MessageProjection KEPT =
      new MessageProjection(
          Selection.ACTIVE,
          new double[][] {{0.1, 1.0 / 3, 0}, {-2, 1e-17, 5}},
          new double[] {3, 2, 1},
          new double[] {10, 3, 1},
          0.875);

  @Test
  void whatIsWrittenIsReadToTheLastDigit() {
    String json = ComponentsFile.json(KEPT);
    MessageProjection read = ComponentsFile.parse(json, FILE, 2);
    assertThat(read.map()).isDeepEqualTo(KEPT.map());
    assertThat(read.deviations()).isEqualTo(KEPT.deviations());
    assertThat(read.variances()).isEqualTo(KEPT.variances());
    assertThat(read.selection()).isEqualTo(KEPT.selection());
    assertThat(read.shareOfVariance()).isEqualTo(0.875);
    assertThat(json)
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
    assertThatThrownBy(() -> ComponentsFile.parse(json, FILE, 2))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read /out/messages/components.json: it is no map of messages that this program"
                + " wrote; principia record --overwrite makes it again");
  }

  @Test
  void aFileOfAnotherDimensionIsOneLine() {
    String json = ComponentsFile.json(KEPT);
    assertThatThrownBy(() -> ComponentsFile.parse(json, FILE, 3))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read /out/messages/components.json: it keeps 2 components, and there are 3"
                + " dimensions; principia record --overwrite makes it again");
  }
}
