package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * Backward elimination: least squares of all columns, then without the one that matters least, as
 * long as what is left explains the target as well.
 *
 * <p>A column may go if that raises {@code n log(sum of squares)} by less than {@code 3 log n} (a
 * coefficient, and the choice of its column), or if the sum stays within what rounding leaves. All
 * after the first fit happens on its triangle, not on the rows.
 */
final class Elimination {
  /** Share of the scatter that rounding leaves. */
  private static final double NEGLIGIBLE = 1e-22;

  private static final double WORTHWHILE = 0.05;

  private final double rows;
  private final double scatter;
  private final LeastSquares all;
  private final int size;
  private int[] left;
  private double[] coefficients;

  Elimination(double[] target, double[] weights, List<double[]> columns) {
    rows = target.length;
    size = columns.size();
    all = new LeastSquares(target, weights, columns);
    double unit = all.unit();
    scatter = scatter(unit == 1 ? target : Feature.map(target, y -> y / unit), weights);
  }

  int[] left() {
    return left;
  }

  double[] coefficients() {
    return coefficients;
  }

  /** False if all columns together explain too little to go on. */
  boolean run() {
    if (!(all.left() < WORTHWHILE * scatter)) {
      return false;
    }
    List<Integer> in = IntStream.range(0, size).boxed().toList();
    LeastSquares now = fit(in);
    while (in.size() > 1) {
      List<Integer> next = without(in, now.gains(), left(now));
      if (next.isEmpty() || next.size() == in.size()) {
        break;
      }
      LeastSquares fit = fit(next);
      if (isWorse(left(fit), left(now), in.size() - next.size())) {
        break;
      }
      in = next;
      now = fit;
    }
    left = in.stream().mapToInt(Integer::intValue).toArray();
    coefficients = now.coefficients();
    Arrays.setAll(coefficients, i -> all.ofColumn(left[i], coefficients[i]));
    return true;
  }

  /** Sum of squares that some of the columns leave. */
  double left(List<Integer> in) {
    return left(fit(in));
  }

  /** Sum of squares about the mean. */
  double scatter() {
    return scatter;
  }

  private double left(LeastSquares within) {
    return within.left() + all.left();
  }

  private boolean isWorse(double after, double before, int dropped) {
    boolean exact = after <= NEGLIGIBLE * scatter;
    double ratio = after / Math.max(before, Double.MIN_NORMAL);
    return !exact
        && rows * ElementaryFunctions.log(ratio) > 3 * dropped * ElementaryFunctions.log(rows);
  }

  /** Without the eighth that matters least where that is far from mattering, else without one. */
  private List<Integer> without(List<Integer> in, double[] gains, double left) {
    double[] sorted = gains.clone();
    Arrays.sort(sorted);
    double little = Math.max(NEGLIGIBLE * scatter / size, 2 * left / rows);
    double bound = Math.max(sorted[0], Math.min(sorted[(sorted.length - 1) / 8], little));
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < gains.length; i++) {
      if (gains[i] > bound) {
        out.add(in.get(i));
      }
    }
    return out;
  }

  /** Least squares of some of the columns, from the triangle. */
  private LeastSquares fit(List<Integer> in) {
    double[] target = Arrays.copyOf(all.turnedTarget(), size);
    double[] ones = Feature.map(target, x -> 1);
    List<double[]> columns = new ArrayList<>();
    for (int k : in) {
      double[] column = new double[size];
      for (int i = 0; i <= k; i++) {
        column[i] = all.triangle(i, k);
      }
      columns.add(column);
    }
    return new LeastSquares(target, ones, columns);
  }

  private static double scatter(double[] target, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    double mean = 0;
    for (int i = 0; i < target.length; i++) {
      mean += weights[i] * target[i] / sum;
    }
    double out = 0;
    for (int i = 0; i < target.length; i++) {
      out += weights[i] * (target[i] - mean) * (target[i] - mean);
    }
    return out;
  }
}
