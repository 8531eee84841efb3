package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaws;
import org.principia.messages.MessageSettings.Selection;
import org.principia.validation.EdgeForces;
import org.principia.validation.Linearity;

final class MessageProjectionTest {
  private static MessageProjection projection(List<EdgeSample> samples, Selection selection) {
    return projection(samples, selection, new double[0][0]);
  }

  /** The projection where the node function is of W m alone. */
  private static MessageProjection projection(
      List<EdgeSample> samples, Selection selection, double[][] forms) {
    return MessageProjection.of(
        samples,
        2,
        new MessageSettings(5000, selection),
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

  /** Messages of which each component takes two values at equal shares: +-d is a deviation d. */
  private static List<EdgeSample> twoValued(float... deviations) {
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 1 << deviations.length; i++) {
      float[] message = new float[deviations.length];
      for (int c = 0; c < message.length; c++) {
        message[c] = (i >> c & 1) == 0 ? deviations[c] : -deviations[c];
      }
      samples.add(new EdgeSample(0, 0, 0, 1, new double[7], message));
    }
    return samples;
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
    MessageProjection kept = projection(samples, Selection.DEVIATION);
    assertThat(kept.map()).isDeepEqualTo(new double[][] {{1, 0, 0, 0}, {0, 0, 0, 1}});
    assertThat(kept.deviations()).containsExactly(new double[] {2, 0, 0, 3}, within(1e-12));
    assertThat(kept.variances()).containsExactly(new double[] {13, 0, 0, 0}, within(1e-9));
    assertThat(kept.shareOfVariance()).isCloseTo(1, within(1e-12));
    assertThat(kept.presence()).containsExactly(new double[] {1, 0, 0, 1}, within(1e-15));
    assertThat(kept.of(new float[] {4, Float.NaN, 6, 7})).containsExactly(4, 7);
    assertThat(projection(samples, Selection.AUTO).selection()).isEqualTo(Selection.DEVIATION);
  }

  @Test
  void autoTakesDeviationFromNinetyFivePerCentOfTheVarianceOn() {
    // Variances 9, 9 and 0.9: the first two have 18 / 18.9 = 95.2 %.
    double[][] forms = {{1, 0, 0}, {0, 1, 0}};
    List<EdgeSample> enough = twoValued(3, 3, (float) Math.sqrt(0.9));
    assertThat(projection(enough, Selection.AUTO, forms).shareOfVariance())
        .isCloseTo(18 / 18.9, within(1e-6));
    assertThat(projection(enough, Selection.AUTO, forms).selection())
        .isEqualTo(Selection.DEVIATION);
    // Variances 9, 9 and 1: 18 / 19 = 94.7 %.
    List<EdgeSample> tooLittle = twoValued(3, 3, 1);
    assertThat(projection(tooLittle, Selection.AUTO, forms).selection())
        .isEqualTo(Selection.ACTIVE);
  }

  @Test
  void sharesFollowFromTheVariances() {
    MessageProjection kept = projection(twoValued(3, 2, 1), Selection.DEVIATION);
    assertThat(kept.shareByDeviation()).isCloseTo(13.0 / 14, within(1e-12));
    assertThat(kept.shareByPrincipal()).isCloseTo(13.0 / 14, within(1e-12));
    assertThat(kept.shareOfVariance()).isCloseTo(13.0 / 14, within(1e-12));
  }

  @Test
  void activeDirectionsFindWhatIsSpreadOverComponentsAndDeviationDoesNot() {
    // The second axis goes to six weak components, the first to two strong ones.
    double[][] map = new double[10][2];
    map[3][0] = 1;
    map[7][0] = -0.9;
    for (int c : new int[] {0, 1, 2, 4, 5, 6}) {
      map[c][1] = c % 2 == 0 ? 0.5 : -0.4;
    }
    SyntheticEdges edges = new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, map);
    double[] noise = new double[10];
    Arrays.fill(noise, 0.03);
    List<EdgeSample> samples = edges.samples(noise, 0);
    MessageProjection deviation = projection(samples, Selection.DEVIATION);
    assertThat(reverse(samples, deviation)[1]).isLessThan(0.1);
    assertThat(deviation.shareOfVariance()).isLessThan(0.7);
    assertThat(deviation.shareByPrincipal()).isGreaterThan(0.99);
    MessageProjection auto = projection(samples, Selection.AUTO, transposed(map));
    assertThat(auto.selection()).isEqualTo(Selection.ACTIVE);
    assertThat(reverse(samples, auto)[0]).isGreaterThan(0.995);
    assertThat(reverse(samples, auto)[1]).isGreaterThan(0.995);
    assertThat(auto.shareByDeviation()).isCloseTo(deviation.shareOfVariance(), within(1e-12));
  }

  @Test
  void activeDirectionsAreThoseOfTheFormsToWhichTheNodeFunctionIsSensitive() {
    double[][] map = {{1, 0.2}, {-0.5, 0.7}, {0.3, 0.9}, {0.6, -0.4}, {0, 0}, {0, 0}};
    // What is large in all components falls out of these forms.
    double[] unused = {1, 1, 1, -1, 2, -1};
    double[][] forms = {{1, -1, 0, 0, 0, 0}, {0, 0, 1, 1, 0, 0}};
    SyntheticEdges edges = new SyntheticEdges(ForceLaws.of("spring", 0.01), 2, map);
    List<EdgeSample> samples = edges.samples(new double[] {0.02, 0.02, 0.02, 0.02, 0.1, 0.1}, 0);
    for (EdgeSample sample : samples) {
      for (int c = 0; c < unused.length; c++) {
        sample.message()[c] += (float) (10 * unused[c] * Math.log(sample.inputs()[0]));
      }
    }
    assertThat(reverse(samples, projection(samples, Selection.DEVIATION))[1]).isLessThan(0.9);
    MessageProjection active = projection(samples, Selection.ACTIVE, forms);
    assertThat(reverse(samples, active)[0]).isGreaterThan(0.98);
    assertThat(reverse(samples, active)[1]).isGreaterThan(0.98);
    // Half of each component of the two forms, nothing of the others.
    assertThat(active.presence())
        .containsExactly(new double[] {0.5, 0.5, 0.5, 0.5, 0, 0}, within(1e-6));
  }

  @Test
  void messagesThatVaryInTooFewDirectionsAreProjectedByDeviation() {
    MessageProjection kept =
        projection(twoValued(0, 2, 0), Selection.ACTIVE, new double[][] {{1, 1, 1}, {0, 1, 0}});
    assertThat(kept.map()).isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 1, 0}});
  }

  @Test
  void theInverseIsTheRegressionOfTheMessageOnItsProjection() {
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float a = i % 10;
      float b = i / 10 - 4;
      // The third component follows the first, the fourth is constant.
      samples.add(new EdgeSample(0, 0, 0, 1, new double[7], new float[] {3 * a, 2 * b, a, 1}));
    }
    MessageProjection kept = projection(samples, Selection.DEVIATION);
    double[][] expected = {{1, 0}, {0, 1}, {1 / 3.0, 0}, {0, 0}};
    double[][] inverse = kept.inverse(samples);
    for (int c = 0; c < 4; c++) {
      assertThat(inverse[c]).containsExactly(expected[c], within(1e-12));
    }
    // Of edges that are all alike nothing is known but the map.
    double[][] smallest = kept.inverse(List.of(samples.get(0), samples.get(0)));
    assertThat(smallest[2]).containsExactly(new double[] {0, 0}, within(1e-12));
    assertThat(smallest[1]).containsExactly(new double[] {0, 1}, within(1e-12));
  }

  /** R2 of the true force on the projection. */
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
      MessageProjection kept = projection(samples, selection);
      assertThat(kept.map()).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
      assertThat(kept.shareOfVariance()).isEqualTo(1);
    }
  }

  @Test
  void sizesThatDoNotAgreeAreRefused() {
    double[][] map = {{1, 0}, {0, 1, 0}};
    assertThatThrownBy(
            () -> new MessageProjection(Selection.DEVIATION, map, new double[2], new double[2], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid map of messages: its sizes do not agree");
  }
}
