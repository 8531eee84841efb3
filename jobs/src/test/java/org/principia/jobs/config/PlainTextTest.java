package org.principia.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;

/** What a configuration of unknown origin gets at: nothing. */
final class PlainTextTest {
  @TempDir Path root;

  private static Configuration parse(String text) {
    return Configuration.parse(text, "test.conf", List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"FILE\"",
        "include file(\"FILE\")",
        "include url(\"file:FILE\")",
        "include classpath(\"reference.conf\")",
        "include required(file(\"FILE\"))",
        "dynamics { include file(\"FILE\") }",
      })
  void nothingIsIncluded(String line) throws IOException {
    Path file = Files.writeString(root.resolve("other.conf"), "dynamics.runs = 7\n");
    assertThatThrownBy(() -> parse(line.replace("FILE", file.toString())))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read test.conf: it includes ")
        .hasMessageEndingWith("; a configuration is one file");
  }

  @Test
  void aReferenceIsAnotherKeyAndNoVariableOfTheEnvironment() {
    assertThat(parse("dynamics { runs = 40, test-runs = ${dynamics.runs} }").dynamics().testRuns())
        .isEqualTo(40);
    assertThat(System.getenv()).containsKey("PATH");
    assertThatThrownBy(() -> parse("output = ${PATH}"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot resolve test.conf: ")
        .hasMessageContaining("PATH");
  }

  @Test
  void aManifestOfUnknownOriginIsComparedAndIncludesNothing() {
    assertThat(
            Reference.difference(
                "include file(\"/etc/hosts\")", parse("dynamics.runs = 40"), List.of()))
        .isEmpty();
  }
}
