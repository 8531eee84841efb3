package org.principia.symbolic.internal.screening;

import java.util.List;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;

/** The target divided by powers of the columns; puts formulas of {@code T(y / h)} together. */
final class TransformedTarget {
  private static final double EVEN = 0.03;

  private final FirstPass pass;
  private final Formulas formulas;
  private final int[] halves;
  private final Expression divisor;
  private final double[] divided;

  /** A target, by twice the exponent of each column in the divisor; the pass takes formulas. */
  TransformedTarget(FirstPass pass, int[] halves) {
    this.pass = pass;
    this.formulas = pass.formulas();
    this.halves = halves;
    divisor = formulas.powers(List.copyOf(formulas.variables()), halves);
    divided = values(Sample.all(pass.table()));
  }

  /** Whether the divisor and the inverse can be written, and the targets lie in the domain. */
  boolean allows(TargetTransform t) {
    return divisor != null
        && t.inverse(formulas.variables().get(0), false, formulas) != null
        && t.isInvertibleOn(divided);
  }

  /**
   * Row weights of the divided target: those of the sample, by the square of the divisor where
   * errors are relative, so that they are relative to what is left.
   */
  double[] weights(Sample sample) {
    if (!pass.isRelative()) {
      return sample.weights();
    }
    double[] y = values(sample);
    double[] w = new double[y.length];
    for (int i = 0; i < w.length; i++) {
      double ratio = y[i] == 0 ? 1 : sample.target()[i] / y[i];
      w[i] = sample.weights()[i] * ratio * ratio;
    }
    return Sample.normalised(w);
  }

  double[] values(Sample sample) {
    double[] y = sample.target().clone();
    for (int j = 0; j < halves.length; j++) {
      if (halves[j] != 0) {
        double p = 0.5 * halves[j];
        double[] x = sample.columns()[j];
        for (int i = 0; i < y.length; i++) {
          y[i] /= ElementaryFunctions.pow(x[i], p);
        }
      }
    }
    return y;
  }

  /** Considers a sum of terms, with its coefficients and, where they are alike, without. */
  void consider(TargetTransform transform, double[] c, List<Expression> parts) {
    Expression sum = formulas.product(formulas.constant(c[0]), parts.get(0));
    for (int k = 1; k < parts.size(); k++) {
      sum = formulas.sum(sum, formulas.product(formulas.constant(c[k]), parts.get(k)));
    }
    consider(transform, sum);
    Expression even = evenSum(c, parts);
    if (even != null) {
      Expression inverse = transform.inverse(even, TargetTransform.isNegative(divided), formulas);
      Expression scaled = scaled(lead(transform, c[0]), formulas.product(divisor, inverse));
      pass.consider(scaled);
    }
  }

  void consider(TargetTransform transform, Expression sum) {
    pass.consider(
        formulas.product(
            divisor, transform.inverse(sum, TargetTransform.isNegative(divided), formulas)));
  }

  /** Considers an expression of the divided target itself. */
  void consider(Expression e) {
    pass.consider(formulas.product(divisor, e));
  }

  private Expression scaled(double c, Expression e) {
    boolean one = Math.abs(c - 1) < 1e-6;
    return one ? e : formulas.product(formulas.constant(c), e);
  }

  /** The factor that comes out of the inverse transform. */
  private static double lead(TargetTransform transform, double c) {
    return switch (transform) {
      case IDENTITY -> c;
      case RECIPROCAL -> 1 / c;
      case SQUARE -> Math.sqrt(Math.abs(c));
      case RECIPROCAL_SQUARE -> 1 / Math.sqrt(Math.abs(c));
      case ROOT -> c * c;
      default -> 1;
    };
  }

  /** The sum without coefficients where they are all alike, up to sign; else null. */
  private Expression evenSum(double[] c, List<Expression> parts) {
    Expression sum = parts.get(0);
    for (int k = 1; k < parts.size(); k++) {
      double ratio = c[k] / c[0];
      if (Math.abs(Math.abs(ratio) - 1) > EVEN) {
        return null;
      }
      sum = ratio > 0 ? formulas.sum(sum, parts.get(k)) : formulas.difference(sum, parts.get(k));
    }
    return sum;
  }
}
