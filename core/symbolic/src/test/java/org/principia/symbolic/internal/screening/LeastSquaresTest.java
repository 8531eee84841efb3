package org.principia.symbolic.internal.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

/** Least squares, forward selection and backward elimination against what made the target. */
final class LeastSquaresTest {
  private static final int ROWS = 200;
  private final RandomGenerator rng = RandomStream.of(1, "test.least-squares");
  private final double[] ones = rng.doubles(ROWS, 1, 1.0000001).toArray();

  private List<double[]> columns(int count) {
    List<double[]> columns = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      columns.add(rng.doubles(ROWS, -1, 1).toArray());
    }
    return columns;
  }

  private double[] combined(List<double[]> columns, double noise, double... c) {
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < c.length; k++) {
        y[i] += c[k] * columns.get(k)[i];
      }
      y[i] += noise * rng.nextGaussian();
    }
    return y;
  }

  @Test
  void theCoefficientsComeBack() {
    List<double[]> columns = columns(3);
    double[] y = combined(columns, 0, 2, -1, 0.5);
    LeastSquares fit = new LeastSquares(y, ones, columns);
    assertThat(fit.coefficients()).containsExactly(new double[] {2, -1, 0.5}, within(1e-13));
    assertThat(fit.unexplained()).isLessThan(1e-28);
  }

  @Test
  void aRowOfWeightZeroCountsForNothing() {
    List<double[]> columns = columns(2);
    double[] y = combined(columns, 0, 2, -1);
    double[] weights = ones.clone();
    weights[7] = 0;
    y[7] = 1e6;
    assertThat(new LeastSquares(y, weights, columns).coefficients())
        .containsExactly(new double[] {2, -1}, within(1e-12));
  }

  @Test
  void gainsAreWhatIsLeftMoreWithoutAColumn() {
    List<double[]> columns = columns(4);
    double[] y = combined(columns, 0.3, 1, 0.2, -0.5, 0);
    LeastSquares all = new LeastSquares(y, ones, columns);
    for (int k = 0; k < 4; k++) {
      List<double[]> without = new ArrayList<>(columns);
      without.remove(k);
      double more = new LeastSquares(y, ones, without).left() - all.left();
      assertThat(all.gains()[k]).isCloseTo(more, within(1e-9));
    }
  }

  @Test
  void forwardSelectionFindsTheTermsThatMadeTheTarget() {
    List<double[]> terms = columns(300);
    double[] y = combined(terms, 0, 0, 0, 1, 0, 0, -2, 0, 0, 0, 0.5);
    double[] shifted = Feature.map(y, v -> v + 3);
    List<double[]> base = List.of(Feature.map(y, v -> 1));
    List<ForwardSelection.Model> models =
        new ForwardSelection(shifted, ones, base, terms).models(4, 5, 5, 300);
    ForwardSelection.Model exact = models.get(models.size() - 5);
    assertThat(exact.terms()).containsExactly(2, 5, 9);
    assertThat(exact.unexplained()).isLessThan(1e-20);
    assertThat(models.get(0).terms()).containsExactly(5);
  }

  @Test
  void termsBeyondTheFirstAreNotLookedAt() {
    List<double[]> terms = columns(20);
    double[] y = terms.get(15);
    ForwardSelection selection = new ForwardSelection(y, ones, List.of(), terms);
    assertThat(selection.models(1, 1, 1, 20).get(0).terms()).containsExactly(15);
    assertThat(selection.models(1, 1, 1, 15).get(0).terms()[0]).isLessThan(15);
  }

  @Test
  void eliminationKeepsTheTermsThatMadeTheTarget() {
    List<double[]> columns = columns(40);
    for (double noise : new double[] {0, 0.02}) {
      double[] c = new double[12];
      c[3] = 1;
      c[8] = -0.7;
      c[11] = 2;
      Elimination elimination = new Elimination(combined(columns, noise, c), ones, columns);
      assertThat(elimination.run()).isTrue();
      assertThat(elimination.left()).containsExactly(3, 8, 11);
      double[] found = elimination.coefficients();
      assertThat(found).containsExactly(new double[] {1, -0.7, 2}, within(1e-12 + noise));
    }
  }

  @Test
  void eliminationGivesUpWhereNothingIsExplained() {
    double[] y = combined(columns(1), 1, 0);
    List<double[]> columns = columns(5);
    assertThat(new Elimination(y, ones, columns).run()).isFalse();
    columns.add(y.clone());
    assertThat(new Elimination(y, ones, columns).run()).isTrue();
  }

  @Test
  void twoTermsThatExplainNothingAloneAreFoundTogether() {
    List<double[]> terms = columns(60);
    double[] large = columns(1).get(0);
    double[] y = new double[ROWS];
    double[] one = new double[ROWS];
    double[] other = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      // Their difference is the target, and each of them is something else.
      one[i] = large[i] + 0.01 * terms.get(0)[i];
      other[i] = large[i] - 0.01 * terms.get(1)[i];
      y[i] = one[i] - other[i];
    }
    terms.set(0, one);
    terms.set(1, other);
    ForwardSelection selection = new ForwardSelection(y, ones, List.of(ones), terms);
    assertThat(selection.models(2, 10, 10, 60).stream().map(ForwardSelection.Model::terms))
        .doesNotContain(new int[] {0, 1});
    assertThat(selection.pairs(3, 10, 60).get(0).unexplained()).isLessThan(1e-9);
    assertThat(selection.pairs(3, 10, 60).stream().map(ForwardSelection.Model::terms))
        .contains(new int[] {0, 1});
  }
}
