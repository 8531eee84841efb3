package org.principia.jobs.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Json.JsonFile;

final class JsonTest {
  private record Point(double x, double y) {}

  @TempDir Path root;

  @Test
  void theTextNullIsNoObject() {
    assertThat(Json.map("null")).isEmpty();
    assertThat(Json.parse("null", Point.class)).isEmpty();
    assertThat(Manifest.parse("null").entries()).isEqualTo(Map.of());
  }

  @Test
  void aFileOfTheTextNullIsForeign() {
    Directory directory =
        Directory.look(Storage.look(new Configuration(), "output", root.toString()));
    directory.write("point.json", "null");
    JsonFile<Point> file = new JsonFile<>("point.json", Point.class, Json::line, "train");
    assertThatThrownBy(() -> file.read(directory))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "point.json: this program did not write it; principia train --overwrite makes it"
                + " again");
  }
}
