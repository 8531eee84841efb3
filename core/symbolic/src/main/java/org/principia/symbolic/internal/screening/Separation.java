package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * Which columns the target holds as powers that split off: {@code y = x1^p1 h(x2, x3, …)}.
 *
 * <p>The logarithm of the target is fitted by a full quadratic of the logarithms of the columns. A
 * column splits off if its square and its products with others explain nothing, and if the
 * coefficient of its logarithm is near a multiple of one half.
 *
 * @param halves twice the exponent of each column, 0 for one that does not split off
 */
record Separation(int[] halves) {
  private static final double NEAR = 0.06;

  /** The same in standard errors, and at most. */
  private static final double ERRORS = 5;

  private static final double FAR = 0.2;
  private static final double GUESS = 3;
  private static final int MAX_COLUMNS = 200;

  /** The columns that do not split off. */
  int[] rest() {
    return IntStream.range(0, halves.length).filter(j -> halves[j] == 0).toArray();
  }

  /** Whether some columns split off and some do not. */
  boolean isProper() {
    int rest = rest().length;
    return rest > 0 && rest < halves.length;
  }

  static Separation of(Sample rows) {
    return of(rows, 1);
  }

  /** The same where leaving out may cost some times what chance explains: a guess to be tried. */
  static Separation likely(Sample rows) {
    return of(rows, GUESS);
  }

  private static Separation of(Sample rows, double chances) {
    int d = rows.columns().length;
    int[] halves = new int[d];
    boolean oneSigned =
        TargetTransform.isOfOneSign(rows.target())
            && Arrays.stream(rows.target()).allMatch(y -> y != 0);
    for (double[] column : rows.columns()) {
      oneSigned &= isOneSigned(column);
    }
    int kinds = 3;
    while (kinds > 0 && size(kinds * d) > Math.min(MAX_COLUMNS, rows.rows() / 4)) {
      kinds--;
    }
    if (!oneSigned || kinds == 0) {
      return new Separation(halves);
    }
    double[] y = Products.logs(rows.target());
    double[] weights = TargetTransform.LOGARITHM.weights(rows.target(), rows.weights());
    double full = new LeastSquares(y, weights, design(rows, kinds, -1)).unexplained();
    for (int j = 0; j < d; j++) {
      List<double[]> design = design(rows, kinds, j);
      LeastSquares without = new LeastSquares(y, weights, design);
      double exponent = without.coefficients()[1];
      int rounded = (int) Math.rint(2 * exponent);
      // Fewer parameters leave a little more by chance.
      double fewer = size(kinds * d) - design.size();
      double chance = (fewer + 8 * Math.sqrt(2 * fewer)) / (rows.rows() - size(kinds * d));
      if (without.unexplained() < full * (1 + chances * chance) + 1e-24
          && Math.abs(exponent - 0.5 * rounded) < near(without, rows.rows() - design.size())) {
        halves[j] = rounded;
      }
    }
    return new Separation(halves);
  }

  /** What the exponent of a fit may be off, by its standard error. */
  private static double near(LeastSquares fit, int freedom) {
    double exponent = fit.coefficients()[1];
    double error = Math.sqrt(fit.left() / (freedom * fit.gains()[1])) * Math.abs(exponent);
    return Math.max(NEAR, Math.min(FAR, ERRORS * error));
  }

  private static int size(int atoms) {
    return (atoms + 1) * (atoms + 2) / 2;
  }

  private static boolean isOneSigned(double[] values) {
    boolean positive = values[0] > 0;
    return Arrays.stream(values).allMatch(v -> v != 0 && (v > 0) == positive);
  }

  /**
   * All products of up to two atoms; an atom is the logarithm of a column, the column, its cosine.
   * Of one column the logarithm alone is taken, as the second element; -1 for none.
   */
  private static List<double[]> design(Sample rows, int kinds, int alone) {
    List<double[]> atoms = new ArrayList<>();
    List<double[]> design = new ArrayList<>();
    atoms.add(Feature.map(rows.target(), x -> 1));
    if (alone >= 0) {
      design.add(atoms.get(0));
      design.add(Products.logs(rows.columns()[alone]));
    }
    for (int j = 0; j < rows.columns().length; j++) {
      if (j != alone) {
        double[] column = rows.columns()[j];
        atoms.add(Products.logs(column));
        if (kinds > 1) {
          atoms.add(column);
        }
        if (kinds > 2) {
          atoms.add(Feature.map(column, ElementaryFunctions::cos));
        }
      }
    }
    for (int j = 0; j < atoms.size(); j++) {
      for (int k = 0; k <= j; k++) {
        if (alone < 0 || j > 0) {
          design.add(Feature.map(atoms.get(j), atoms.get(k), (a, b) -> a * b));
        }
      }
    }
    return design;
  }
}
