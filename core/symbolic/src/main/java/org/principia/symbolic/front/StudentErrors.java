package org.principia.symbolic.front;

import java.util.Arrays;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * The errors of rows as draws from Student's t distribution: normal in the middle, and a few rows
 * far off do not rule (Lange, Little and Taylor, "Robust statistical modeling using the t
 * distribution", 1989). Of n rows it has {@code max(3, 60 / n)} degrees of freedom v: among few,
 * one far off is no exception. Of {@value #MANY} rows or more one in twenty may be wild instead:
 * anywhere in the range of the target, with the same density everywhere.
 *
 * <p>The scale s is that of the largest likelihood, where {@code sum w u / sum w = 1}, {@code u =
 * (v + 1) r^2 / (v + r^2)}, {@code r = e / s}: the sum falls with s, and halving the interval of
 * log s finds it for errors of any size, also where most of them are zero. Where rows may be wild,
 * expectation and maximisation go on from there.
 */
final class StudentErrors {
  private static final double FREEDOM = 3;
  private static final double FREEDOM_OF_FEW = 60;

  /** Of these there is one wild row at the least. */
  static final int MANY = 20;

  private static final double WILD = 0.05;
  private static final int STEPS = 40;

  /** Density at 0 of the distribution of three degrees of freedom. */
  private static final double CENTRE = 2 / (Math.PI * Math.sqrt(3));

  /** The deviation of normal errors over the scale that they are given is 1 + this / v, nearly. */
  private static final double NORMAL = 0.78;

  /** They leave 1e-10 of a scale that is 14 decimals below the largest error. */
  private static final int HALVINGS = 40;

  private final double[] errors;
  private final double[] weights;
  private final double freedom;
  private final double sum;
  private final double range;
  private final double scale;

  /**
   * Fits the scale.
   *
   * @param errors of the rows (rows)
   * @param weights of the rows (rows)
   * @param least scale: what rounding leaves
   * @param range of the target in units of the errors
   */
  StudentErrors(double[] errors, double[] weights, double least, double range) {
    this.errors = errors;
    this.weights = weights;
    freedom = Math.max(FREEDOM, FREEDOM_OF_FEW / errors.length);
    sum = Arrays.stream(weights).sum();
    this.range = Math.max(range, Double.MIN_NORMAL);
    double student = scale(least);
    scale = errors.length < MANY ? student : amongWild(student, least);
  }

  /** The scale of the errors that are not wild, from that of all. */
  private double amongWild(double student, double least) {
    double s = student;
    for (int k = 0; k < STEPS; k++) {
      double tame = 0;
      double square = 0;
      for (int i = 0; i < errors.length; i++) {
        double r = errors[i] / s;
        double share = likelihood(r, 0) / likelihood(r, s);
        tame += weights[i] * share;
        square += weights[i] * share * ((freedom + 1) / (1 + freedom / (r * r)));
      }
      // The more rows are wild, the smaller the scale: never beyond rounding.
      s = Math.max(least, tame > 0 ? s * Math.sqrt(square / tame) : s);
    }
    return s;
  }

  /** Of an error r scales long, times the scale over the density at 0; of a wild one too. */
  private double likelihood(double r, double s) {
    double q = 1 + r * r / FREEDOM;
    double tame = 1 / (q * q);
    return (1 - WILD) * tame + WILD * s / (CENTRE * range);
  }

  private double scale(double least) {
    double low = least;
    double high = least;
    for (double e : errors) {
      high = Math.max(high, Math.abs(e));
    }
    if (influence(low) <= 1) {
      return low;
    }
    for (int k = 0; k < HALVINGS && low < high; k++) {
      double middle = Math.sqrt(low) * Math.sqrt(high);
      if (influence(middle) > 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Weighted mean of u at a scale, at most 1 at the largest error. */
  private double influence(double s) {
    double u = 0;
    for (int i = 0; i < errors.length; i++) {
      double r = errors[i] / s;
      // Whatever the size of r, and 0 of none.
      u += weights[i] * ((freedom + 1) / (1 + freedom / (r * r)));
    }
    return u / sum;
  }

  /** The standard deviation that the errors have but for the rows far off. */
  double deviation() {
    return (1 + NORMAL / freedom) * scale;
  }

  /**
   * Minus the logarithm of the likelihood, in nats up to a constant, of so many rows as there are:
   * {@code sum w (log s + (v + 1)/2 log(1 + e^2 / (v s^2)))}, weights of mean 1, where no row may
   * be wild.
   */
  double misfit() {
    double nats = 0;
    for (int i = 0; i < errors.length; i++) {
      double e = errors[i] / scale;
      nats +=
          weights[i]
              * (errors.length < MANY
                  ? 0.5 * (freedom + 1) * StrictMath.log1p(e * e / freedom)
                  : -StrictMath.log(likelihood(e, scale)));
    }
    return errors.length * (nats / sum + ElementaryFunctions.log(scale));
  }
}
