package org.principia.symbolic.front;

import java.util.Arrays;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * The errors of rows as draws from Student's t distribution with {@value #FREEDOM} degrees of
 * freedom: normal in the middle, and a few rows far off do not rule (Lange, Little and Taylor,
 * "Robust statistical modeling using the t distribution", 1989).
 *
 * <p>The scale s is that of the largest likelihood, found by reweighting: {@code s^2 = sum w u e^2
 * / sum w}, {@code u = (v + 1) / (v + e^2 / s^2)}.
 */
final class StudentErrors {
  static final int FREEDOM = 3;

  /** The deviation of normal errors over the scale that they are given. */
  private static final double NORMAL = 1.26;

  private static final int STEPS = 60;

  private final double[] errors;
  private final double[] weights;
  private final double sum;
  private final double scale;

  /**
   * Fits the scale.
   *
   * @param errors of the rows (rows)
   * @param weights of the rows (rows)
   * @param least scale: what rounding leaves
   */
  StudentErrors(double[] errors, double[] weights, double least) {
    this.errors = errors;
    this.weights = weights;
    sum = Arrays.stream(weights).sum();
    double s = Math.max(median(), least);
    for (int step = 0; step < STEPS; step++) {
      double square = 0;
      for (int i = 0; i < errors.length; i++) {
        square += weights[i] * influence(i, s) * errors[i] * errors[i];
      }
      s = Math.max(Math.sqrt(square / sum), least);
    }
    scale = s;
  }

  private double median() {
    double[] sizes = Arrays.stream(errors).map(Math::abs).sorted().toArray();
    return sizes[sizes.length / 2];
  }

  /** What a row counts beside one without an error, times 4/3. */
  private double influence(int row, double s) {
    double e = errors[row] / s;
    return (FREEDOM + 1) / (FREEDOM + e * e);
  }

  /** The standard deviation that the errors have but for the rows far off. */
  double deviation() {
    return NORMAL * scale;
  }

  /**
   * Minus the logarithm of the likelihood, in nats up to a constant, of so many rows as there are:
   * {@code sum w (log s + (v + 1)/2 log(1 + e^2 / (v s^2)))}, weights of mean 1.
   */
  double misfit() {
    double nats = 0;
    for (int i = 0; i < errors.length; i++) {
      double e = errors[i] / scale;
      nats += weights[i] * 0.5 * (FREEDOM + 1) * StrictMath.log1p(e * e / FREEDOM);
    }
    return errors.length * (nats / sum + ElementaryFunctions.log(scale));
  }
}
