package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.dynamics.ForceLaws;
import org.principia.validation.EdgeForces;
import org.principia.validation.Linearity;

final class MessageProjectionTest {
  private static MessageSettings settings(Selection selection, Basis basis) {
    return new MessageSettings(5000, selection, basis);
  }

  private static MessageProjection kept(List<EdgeSample> samples, int d, Selection s, Basis b) {
    return kept(samples, d, s, b, new double[0][0]);
  }

  /** What is kept where the node function is of W m alone. */
  private static MessageProjection kept(
      List<EdgeSample> samples, int d, Selection s, Basis b, double[][] forms) {
    return MessageProjection.of(
        samples,
        d,
        settings(s, b),
        deviations -> {
          double[][] sensitivity = new double[deviations.length][deviations.length];
          for (double[] form : forms) {
            for (int i = 0; i < form.length; i++) {
              for (int j = 0; j < form.length; j++) {
                sensitivity[i][j] += form[i] * form[j];
              }
            }
          }
          return sensitivity;
        });
  }

  private static double[][] transposed(double[][] map) {
    double[][] transposed = new double[map[0].length][map.length];
    for (int i = 0; i < map.length; i++) {
      for (int j = 0; j < map[i].length; j++) {
        transposed[j][i] = map[i][j];
      }
    }
    return transposed;
  }

  @Test
  void theComponentsWithTheLargestDeviationAreKeptInTheirOrder() {
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float sign = i % 2 == 0 ? 1 : -1;
      // Component 1 is large but constant: its deviation is zero.
      samples.add(
          new EdgeSample(0, 0, 0, 1, new double[7], new float[] {2 * sign, 50, 0.5f, 3 * sign}));
    }
    MessageProjection kept = kept(samples, 2, Selection.DEVIATION, Basis.OWN);
    assertThat(kept.map()).isDeepEqualTo(new double[][] {{1, 0, 0, 0}, {0, 0, 0, 1}});
    assertThat(kept.deviations()).containsExactly(new double[] {2, 0, 0, 3}, within(1e-12));
    assertThat(kept.shareOfVariance()).isCloseTo(1, within(1e-12));
    assertThat(kept.presence()).containsExactly(1, 0, 0, 1);
    assertThat(kept.of(new float[] {4, Float.NaN, 6, 7})).containsExactly(4, 7);
    assertThat(kept.ofSum(new float[] {8, 0, 0, 14}, 2)).containsExactly(8, 14);
    assertThat(kept(samples, 2, Selection.AUTO, Basis.OWN).selection())
        .isEqualTo(Selection.DEVIATION);
    MessageProjection principal = kept(samples, 2, Selection.PRINCIPAL, Basis.OWN);
    assertThat(principal.variances()).containsExactly(new double[] {13, 0, 0, 0}, within(1e-9));
  }

  @Test
  void principalDirectionsFindWhatIsSpreadOverComponentsAndDeviationDoesNot() {
    // The second axis goes to six weak components, the first to two strong ones.
    double[][] map = new double[10][2];
    map[3][0] = 1;
    map[7][0] = -0.9;
    for (int c : new int[] {0, 1, 2, 4, 5, 6}) {
      map[c][1] = c % 2 == 0 ? 0.5 : -0.4;
    }
    SyntheticEdges edges = new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, map);
    double[] noise = new double[10];
    java.util.Arrays.fill(noise, 0.03);
    List<EdgeSample> samples = edges.samples(noise, 0);
    MessageProjection deviation = kept(samples, 2, Selection.DEVIATION, Basis.OWN);
    MessageProjection principal = kept(samples, 2, Selection.PRINCIPAL, Basis.OWN);
    assertThat(reverse(samples, deviation)[1]).isLessThan(0.1);
    assertThat(reverse(samples, principal)[0]).isGreaterThan(0.995);
    assertThat(reverse(samples, principal)[1]).isGreaterThan(0.995);
    assertThat(deviation.shareOfVariance()).isLessThan(0.7);
    MessageProjection auto = kept(samples, 2, Selection.AUTO, Basis.OWN, transposed(map));
    assertThat(auto.selection()).isEqualTo(Selection.ACTIVE);
    assertThat(reverse(samples, auto)[1]).isGreaterThan(0.995);
    assertThat(principal.shareOfVariance()).isGreaterThan(0.99);
    assertThat(principal.shareByDeviation()).isCloseTo(deviation.shareOfVariance(), within(1e-12));
    assertThat(deviation.shareByPrincipal()).isCloseTo(principal.shareOfVariance(), within(1e-12));
  }

  @Test
  void centralDirectionsAreFoundWherePrincipalOnesSayWhoseParticlesTheyAre() {
    // Components 0 to 3 carry the force, spread; 4 to 7 speak loudly of the receiver alone.
    double[][] map = {
      {1, 0.2}, {-0.5, 0.7}, {0.3, 0.9}, {0.6, -0.4}, {0, 0}, {0, 0}, {0, 0}, {0, 0}
    };
    SyntheticEdges edges = new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, map);
    double[] noise = {0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05};
    List<EdgeSample> samples = edges.samples(noise, 3);
    assertThat(reverse(samples, kept(samples, 2, Selection.PRINCIPAL, Basis.OWN))[1])
        .isLessThan(0.9);
    MessageProjection central = kept(samples, 2, Selection.CENTRAL, Basis.OWN);
    assertThat(central.selection()).isEqualTo(Selection.CENTRAL);
    assertThat(central.basis()).isEqualTo(Basis.ALIGNED);
    Linearity linearity =
        Linearity.of(
            central.columns(samples), EdgeForces.of(samples, ForceLaws.of("spring", 0.01), 2));
    for (int k = 0; k < 2; k++) {
      assertThat(linearity.of(MessageQuantity.FORCE).reverse()[k]).isGreaterThan(0.98);
      assertThat(linearity.of(MessageQuantity.FORCE).all()[k]).isGreaterThan(0.98);
    }
  }

  @Test
  void activeDirectionsAreThoseOfTheFormsThatTheNodeFunctionListensTo() {
    double[][] map = {{1, 0.2}, {-0.5, 0.7}, {0.3, 0.9}, {0.6, -0.4}, {0, 0}, {0, 0}};
    // What is loud in all components falls out of these forms.
    double[] loud = {1, 1, 1, -1, 2, -1};
    double[][] forms = {{1, -1, 0, 0, 0, 0}, {0, 0, 1, 1, 0, 0}};
    SyntheticEdges edges = new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, map);
    List<EdgeSample> samples = edges.samples(new double[] {0.02, 0.02, 0.02, 0.02, 0.1, 0.1}, 0);
    for (EdgeSample sample : samples) {
      for (int c = 0; c < loud.length; c++) {
        sample.message()[c] += (float) (10 * loud[c] * Math.log(sample.inputs()[0]));
      }
    }
    assertThat(reverse(samples, kept(samples, 2, Selection.PRINCIPAL, Basis.OWN))[1])
        .isLessThan(0.9);
    MessageProjection active = kept(samples, 2, Selection.ACTIVE, Basis.OWN, forms);
    assertThat(reverse(samples, active)[0]).isGreaterThan(0.98);
    assertThat(reverse(samples, active)[1]).isGreaterThan(0.98);
    // Half of each component of the two forms, nothing of the others.
    assertThat(active.presence())
        .containsExactly(new double[] {0.5, 0.5, 0.5, 0.5, 0, 0}, within(1e-6));
  }

  @Test
  void theInverseIsTheRegressionOfTheMessageOnWhatIsKept() {
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float a = i % 10;
      float b = i / 10 - 4;
      // The third component follows the first, the fourth is constant.
      samples.add(new EdgeSample(0, 0, 0, 1, new double[7], new float[] {3 * a, 2 * b, a, 1}));
    }
    MessageProjection kept = kept(samples, 2, Selection.DEVIATION, Basis.OWN);
    double[][] expected = {{1, 0}, {0, 1}, {1 / 3.0, 0}, {0, 0}};
    double[][] inverse = kept.inverse(samples);
    for (int c = 0; c < 4; c++) {
      assertThat(inverse[c]).containsExactly(expected[c], within(1e-12));
    }
    // Of edges that are all alike nothing is known but the map.
    double[][] least = kept.inverse(List.of(samples.get(0), samples.get(0)));
    assertThat(least[2]).containsExactly(new double[] {0, 0}, within(1e-12));
    assertThat(least[1]).containsExactly(new double[] {0, 1}, within(1e-12));
  }

  /** R2 of the true force on what was kept. */
  private static double[] reverse(List<EdgeSample> samples, MessageProjection kept) {
    return Linearity.of(
            kept.columns(samples), EdgeForces.of(samples, ForceLaws.of("spring", 0.01), 2))
        .of(MessageQuantity.FORCE)
        .reverse();
  }

  @Test
  void aMessageOfAsManyComponentsAsDimensionsIsKeptAsItIs() {
    double[][] map = {{2, 1}, {0.3, -1}};
    List<EdgeSample> samples =
        new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, map).samples(new double[2], 0);
    for (Selection selection : Selection.values()) {
      MessageProjection kept = kept(samples, 2, selection, Basis.OWN);
      assertThat(kept.map()).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
      assertThat(kept.shareOfVariance()).isCloseTo(1, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring",
        "inverse-distance",
        "inverse-square",
        "charge",
        "damped",
        "superposition",
        "discontinuous",
        "string"
      })
  void alignedComponentKFollowsAxisKDespiteNoiseAndFunctionsOfTheParticles(String law) {
    double[][] plane = {{0.8, 0.5}, {-0.2, 1.1}};
    double[][] space = {{0.8, 0.5, 0.1}, {-0.2, 1.1, 0.4}, {0.3, -0.6, -0.9}};
    for (double[][] map : List.of(plane, space)) {
      int d = map.length;
      SyntheticEdges edges = new SyntheticEdges(ForceLaws.of(law, 0.01), d, map);
      double[] noise = {0.3, 0.1, 0.05};
      List<EdgeSample> samples = edges.samples(noise, 0.5);
      MessageProjection kept = kept(samples, d, Selection.DEVIATION, Basis.ALIGNED);
      assertThat(kept.basis()).isEqualTo(Basis.ALIGNED);
      double[][] product = new double[d][d];
      double scale = 0;
      for (int k = 0; k < d; k++) {
        for (int a = 0; a < d; a++) {
          for (int j = 0; j < d; j++) {
            product[k][a] += kept.map()[k][j] * map[j][a];
          }
        }
        scale += Math.abs(product[k][k]) / d;
      }
      for (int k = 0; k < d; k++) {
        for (int a = 0; a < d; a++) {
          double share = Math.abs(product[k][a]) / scale;
          assertThat(share).isCloseTo(k == a ? 1 : 0, within(k == a ? 0.06 : 0.03));
        }
      }
    }
  }

  @Test
  void messagesThatDoNotFollowTheSeparationAreNotAligned() {
    double[][] line = {{1, 0.5}, {2, 1}};
    List<EdgeSample> samples =
        new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, line)
            .samples(new double[] {0.05, 0.05}, 1);
    MessageProjection kept = kept(samples, 2, Selection.DEVIATION, Basis.ALIGNED);
    assertThat(kept.basis()).isEqualTo(Basis.OWN);
    assertThat(kept.map()).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
  }
}
