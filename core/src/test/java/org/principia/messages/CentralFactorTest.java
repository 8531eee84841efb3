package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;

final class CentralFactorTest {
  private static final double[][] PLANE = {{0.8, 0.5}, {-0.2, 1.1}};
  private static final double[][] SPACE = {{0.8, 0.5, 0.1}, {-0.2, 1.1, 0.4}, {0.3, -0.6, -0.9}};

  /** R2 of the factor on the true attraction divided by the distance. */
  private static double determination(String name, double[][] map, double[] noise) {
    ForceLaw law = ForceLaws.of(name, 0.01);
    List<EdgeSample> samples = new SyntheticEdges(law, map.length, map).samples(noise, 0.1);
    EdgeVariables layout = new EdgeVariables(map.length);
    double[] truth =
        samples.stream()
            .map(EdgeSample::inputs)
            .mapToDouble(
                e ->
                    law.attraction(layout.distance(e), e[0], e[1], e[2], e[3]) / layout.distance(e))
            .toArray();
    double[] factor = CentralFactor.of(columns(samples), inputs(samples)).orElseThrow();
    return AffineFit.trimmed(new double[][] {truth}, factor).r2();
  }

  private static List<double[]> inputs(List<EdgeSample> samples) {
    return samples.stream().map(EdgeSample::inputs).toList();
  }

  private static double[][] columns(List<EdgeSample> samples) {
    double[][] columns = new double[samples.get(0).message().length][samples.size()];
    for (int row = 0; row < samples.size(); row++) {
      for (int k = 0; k < columns.length; k++) {
        columns[k][row] = samples.get(row).message()[k];
      }
    }
    return columns;
  }

  @ParameterizedTest
  @ValueSource(strings = {"spring", "inverse-distance", "inverse-square", "charge", "string"})
  void theFactorIsTheAttractionWhateverTheAxesOfTheMessage(String law) {
    assertThat(determination(law, PLANE, new double[3])).isGreaterThan(0.9);
    assertThat(determination(law, SPACE, new double[3])).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inverse-distance", "inverse-square", "charge"})
  void closeEncountersDoNotDecideAboutTheOthers(String law) {
    assertThat(determination(law, PLANE, new double[3])).isGreaterThan(0.999);
  }

  @Test
  void theFactorDoesNotDependOnTheScaleOfTheMessages() {
    ForceLaw law = ForceLaws.of("spring", 0.01);
    List<EdgeSample> samples =
        new SyntheticEdges(law, 2, PLANE).samples(new double[] {0.1, 0.1}, 0);
    double[][] columns = columns(samples);
    double[] factor = CentralFactor.of(columns, inputs(samples)).orElseThrow();
    for (double[] column : columns) {
      for (int row = 0; row < column.length; row++) {
        column[row] = 8 * column[row] + 3;
      }
    }
    double[] scaled = CentralFactor.of(columns, inputs(samples)).orElseThrow();
    assertThat(AffineFit.of(new double[][] {factor}, scaled).r2()).isCloseTo(1, within(1e-9));
  }

  @Test
  void messagesThatFollowTheSeparationInOneDirectionAloneHaveNone() {
    double[][] line = {{1, 0.5}, {2, 1}};
    List<EdgeSample> samples =
        new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, line)
            .samples(new double[] {0.05, 0.05}, 1);
    assertThat(CentralFactor.of(columns(samples), inputs(samples))).isEmpty();
  }
}
