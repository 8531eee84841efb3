package org.principia.observed.kernel;

import java.util.Arrays;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.Scene;
import org.principia.symbolic.expression.Expression;

/**
 * A pair force given by a formula: the derivatives of the acceleration by each of its constants,
 * each extra term, each source and the receiver's response, then the acceleration itself.
 *
 * @param formula g(r), its only variable the distance
 * @param extras columns of the extra terms that are free, among all of them
 * @param coefficients of these
 * @param source s of each particle (n)
 * @param response p of each particle (n)
 * @param dimension d
 */
record FormulaColumns(
    Expression formula,
    int[] extras,
    double[] coefficients,
    double[] source,
    double[] response,
    int dimension)
    implements Columns {
  private static final double STEP = 1e-6;

  @Override
  public int count() {
    return formula.constants().length + extras.length + source.length + 2;
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
    int constants = formula.constants().length;
    int sources = constants + extras.length;
    double p = response[scene.self()];
    Arrays.fill(out, 0);
    double[] value = new double[constants + 1];
    Expression[] shifted = shifted();
    double[] r = new double[1];
    for (int j = 0; j < n; j++) {
      int at = (instant * n + j) * d;
      r[0] = Scene.distance(scene.separation(), at, d);
      if (!(r[0] > 0)) {
        continue;
      }
      values(shifted, r, value);
      for (int c = 0; c < d; c++) {
        double unit = scene.separation()[at + c] / r[0];
        int row = c * stride;
        for (int k = 0; k < constants; k++) {
          out[row + k] += p * source[j] * value[k] * unit;
        }
        double force = value[constants] * unit;
        out[row + sources + j] = p * force;
        out[row + sources + n] += source[j] * force;
        out[row + stride - 1] += p * source[j] * force;
      }
    }
    extras(scene, instant, out);
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
    int constants = formula.constants().length;
    int stride = count();
    for (int c = 0; c < d; c++) {
      for (int e = 0; e < extras.length; e++) {
        double term = terms[c * all + extras[e]];
        out[c * stride + constants + e] = term;
        out[c * stride + stride - 1] += coefficients[e] * term;
      }
    }
  }

  /** The formula with each constant a little smaller, then a little larger, then as it is. */
  private Expression[] shifted() {
    double[] constants = formula.constants();
    Expression[] shifted = new Expression[2 * constants.length + 1];
    for (int k = 0; k < constants.length; k++) {
      for (int side = 0; side < 2; side++) {
        double[] other = constants.clone();
        other[k] += (2 * side - 1) * step(constants[k]);
        shifted[2 * k + side] = formula.withConstants(other);
      }
    }
    shifted[2 * constants.length] = formula;
    return shifted;
  }

  private static double step(double constant) {
    return STEP * Math.max(Math.abs(constant), 1e-3);
  }

  private void values(Expression[] shifted, double[] r, double[] value) {
    double[] constants = formula.constants();
    for (int k = 0; k < constants.length; k++) {
      value[k] =
          (shifted[2 * k + 1].evaluate(r) - shifted[2 * k].evaluate(r)) / (2 * step(constants[k]));
    }
    value[constants.length] = formula.evaluate(r);
  }
}
