package org.principia.jobs.artefact.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;

/**
 * Files that an earlier version wrote stay readable: {@code fixtures/format-2/*.parquet}, with the
 * values beside them as text.
 */
final class FixtureTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures/format-2");

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void filesOfFormatTwoAreReadAsTheyWereWritten(int dimension) throws IOException {
    List<String> lines = new ArrayList<>();
    try (GraphReader reader =
        new GraphReader(
            new Configuration(),
            hadoop(file(dimension)),
            GraphSchema.particles(dimension),
            Optional.empty())) {
      reader.forEachRemaining(frame -> lines.addAll(lines(frame)));
    }
    assertThat(lines)
        .isEqualTo(
            Files.readAllLines(
                FIXTURES.resolve("frames-" + dimension + "d.csv"), StandardCharsets.UTF_8));
  }

  private static Path file(int dimension) {
    return FIXTURES.resolve("frames-" + dimension + "d.parquet");
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  /** A line a particle: simulation, step, time, particle, and every float of it. */
  private static List<String> lines(Graph frame) {
    List<String> lines = new ArrayList<>();
    int d = frame.dimension();
    for (int i = 0; i < frame.nodes(); i++) {
      StringBuilder line =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%d,%d,%s,%d,%s,%s",
                  frame.simulation(),
                  frame.step(),
                  frame.time(),
                  i,
                  frame.feature("mass")[i],
                  frame.feature("charge")[i]));
      for (float[] vector :
          List.of(
              frame.feature("position"), frame.feature("velocity"), frame.target("acceleration"))) {
        for (int k = 0; k < d; k++) {
          line.append(',').append(vector[i * d + k]);
        }
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /**
   * Wrote the fixtures, once; a new format gets a new directory and leaves the old ones alone.
   *
   * @param arguments the directory to write to
   */
  public static void main(String[] arguments) throws IOException {
    for (int dimension : new int[] {2, 3}) {
      DynamicsSettings d = DynamicsSettings.defaults();
      DynamicsSettings settings =
          new DynamicsSettings(
              "charge", dimension, 3, 2, 1, 4, 0.1, d.softening(), d.tolerance(), d.definitions());
      Path directory = Path.of(arguments[0]);
      Path file = directory.resolve("frames-" + dimension + "d.parquet");
      List<String> lines = new ArrayList<>();
      try (GraphWriter writer =
          new GraphWriter(
              new Configuration(),
              hadoop(file),
              new Origin("fixture", settings.law(), GraphSchema.particles(dimension), Split.TRAIN),
              file.getFileName().toString())) {
        for (int run = 0; run < 2; run++) {
          for (Graph frame :
              Particles.graphs(
                  GraphSchema.particles(dimension), run, new Simulator(settings, 0).run(run), 1)) {
            writer.write(frame);
            lines.addAll(lines(frame));
          }
        }
      }
      Files.write(directory.resolve("frames-" + dimension + "d.csv"), lines);
    }
  }
}
