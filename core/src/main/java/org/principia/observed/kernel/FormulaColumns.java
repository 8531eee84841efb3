package org.principia.observed.kernel;

import java.util.Arrays;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.Scene;
import org.principia.symbolic.expression.Expression;

/**
 * A pair force given by a formula: the derivatives of the acceleration by each of its constants,
 * each extra term, each source and the receiver's response, then the acceleration itself.
 */
final class FormulaColumns implements Columns {
  private static final long serialVersionUID = 1L;
  private static final double STEP = 1e-6;

  private final Expression formula;
  private final int[] extras;
  private final double[] coefficients;
  private final double[] source;
  private final double[] response;
  private final int dimension;

  /** The formula with each constant a little smaller, then a little larger. */
  private final Expression[] shifted;

  private final double[] steps;

  /**
   * Of a law for one run.
   *
   * @param formula g(r), its only variable the distance
   * @param extras columns of the extra terms that are free, among all of them
   * @param coefficients of these
   * @param source s of each particle (n)
   * @param response p of each particle (n)
   * @param dimension d
   */
  FormulaColumns(
      Expression formula,
      int[] extras,
      double[] coefficients,
      double[] source,
      double[] response,
      int dimension) {
    this.formula = formula;
    this.extras = extras;
    this.coefficients = coefficients;
    this.source = source;
    this.response = response;
    this.dimension = dimension;
    double[] constants = formula.constants();
    shifted = new Expression[2 * constants.length];
    steps = new double[constants.length];
    for (int k = 0; k < constants.length; k++) {
      steps[k] = STEP * Math.max(Math.abs(constants[k]), 1e-3);
      for (int side = 0; side < 2; side++) {
        double[] other = constants.clone();
        other[k] += (2 * side - 1) * steps[k];
        shifted[2 * k + side] = formula.withConstants(other);
      }
    }
  }

  @Override
  public int count() {
    return steps.length + extras.length + source.length + 2;
  }

  @Override
  public boolean model() {
    return true;
  }

  @Override
  public void fill(Scene scene, int instant, double[] out) {
    int d = dimension;
    int n = scene.particles();
    int stride = count();
    int constants = steps.length;
    int sources = constants + extras.length;
    double p = response[scene.self()];
    Arrays.fill(out, 0);
    double[] r = new double[1];
    double[] slope = new double[constants];
    for (int j = 0; j < n; j++) {
      int at = (instant * n + j) * d;
      r[0] = Scene.distance(scene.separation(), at, d);
      if (!(r[0] > 0)) {
        continue;
      }
      slopes(r, slope);
      double g = formula.evaluate(r);
      for (int c = 0; c < d; c++) {
        double unit = scene.separation()[at + c] / r[0];
        int row = c * stride;
        for (int k = 0; k < constants; k++) {
          out[row + k] += p * source[j] * slope[k] * unit;
        }
        double force = g * unit;
        out[row + sources + j] = p * force;
        out[row + sources + n] += source[j] * force;
        out[row + stride - 1] += p * source[j] * force;
      }
    }
    extras(scene, instant, out);
  }

  private void slopes(double[] r, double[] slope) {
    for (int k = 0; k < slope.length; k++) {
      slope[k] = (shifted[2 * k + 1].evaluate(r) - shifted[2 * k].evaluate(r)) / (2 * steps[k]);
    }
  }

  private void extras(Scene scene, int instant, double[] out) {
    int d = dimension;
    int all = Extra.widths(d);
    double[] terms = new double[d * all];
    Extra.fill(
        new Extra.State(scene.receiver().position(), scene.receiver().velocity(), d),
        instant,
        terms,
        all,
        0);
    int stride = count();
    for (int c = 0; c < d; c++) {
      for (int e = 0; e < extras.length; e++) {
        double term = terms[c * all + extras[e]];
        out[c * stride + steps.length + e] = term;
        out[c * stride + stride - 1] += coefficients[e] * term;
      }
    }
  }
}
