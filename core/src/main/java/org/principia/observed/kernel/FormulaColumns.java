package org.principia.observed.kernel;

import java.util.Arrays;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.Scene;
import org.principia.symbolic.data.ColumnFunction;
import org.principia.symbolic.expression.Expression;

/**
 * A pair force given by a formula: the derivatives of the acceleration by each of its constants,
 * each extra term, each source and the receiver's response, then the acceleration itself.
 */
final class FormulaColumns implements Columns {
  private static final long serialVersionUID = 1L;

  private final Expression formula;
  private final int[] extras;
  private final double[] coefficients;
  private final double[] source;
  private final double[] response;
  private final int dimension;

  private final int constants;

  /** Number of the variables of the formula. */
  private final int variables;

  /** Number of the type of each particle (n); empty where all have one formula. */
  private final int[] types;

  private final int kinds;

  /** Of a law for one run, in d dimensions. */
  FormulaColumns(FormulaState law, String run, int dimension) {
    formula = law.formula();
    extras = law.extras();
    coefficients = law.coefficients();
    source = law.sources().get(run);
    response = law.responses().get(run);
    this.dimension = dimension;
    constants = formula.constants().length;
    variables = law.pairs().variables();
    types = law.pairs().several() ? law.pairs().of().get(run) : new int[0];
    kinds = law.pairs().types();
  }

  @Override
  public int count() {
    return constants + extras.length + source.length + 2;
  }

  @Override
  public boolean model() {
    return true;
  }

  @Override
  public Values of(Scene scene) {
    int n = scene.particles();
    double[] r = new double[scene.separation().length / dimension];
    for (int at = 0; at < r.length; at++) {
      r[at] = Scene.distance(scene.separation(), at * dimension, dimension);
    }
    double[] force = new double[r.length];
    double[][] slopes = new double[constants][r.length];
    new ColumnFunction(formula).derivatives(columns(scene, r), force, slopes);
    return (instant, out) -> {
      Arrays.fill(out, 0);
      for (int at = instant * n; at < (instant + 1) * n; at++) {
        if (r[at] > 0) {
          for (int k = 0; k < constants; k++) {
            slope(scene, at, k, slopes[k][at] / r[at], out);
          }
          force(scene, at, force[at] / r[at], out);
        }
      }
      extras(scene, instant, out);
    };
  }

  /** The distances, and of each pair of types 1 where they are of it. */
  private double[][] columns(Scene scene, double... r) {
    double[][] columns = new double[variables][];
    columns[0] = r;
    for (int k = 1; k < variables; k++) {
      columns[k] = new double[r.length];
    }
    for (int at = 0; at < r.length && types.length > 0; at++) {
      columns[1 + types[scene.self()] * kinds + types[at % types.length]][at] = 1;
    }
    return columns;
  }

  /** Adds what a constant does to the force of a particle at an instant. */
  private void slope(Scene scene, int at, int constant, double slope, double[] out) {
    double product = response[scene.self()] * source[at % source.length] * slope;
    for (int c = 0; c < dimension; c++) {
      out[c * count() + constant] += product * scene.separation()[at * dimension + c];
    }
  }

  /** Adds the force of a particle at an instant: by its source, by the response, and all of it. */
  private void force(Scene scene, int at, double force, double[] out) {
    int n = source.length;
    int j = at % n;
    double p = response[scene.self()];
    int stride = count();
    int sources = constants + extras.length;
    for (int c = 0; c < dimension; c++) {
      double component = force * scene.separation()[at * dimension + c];
      int row = c * stride;
      out[row + sources + j] += p * component;
      out[row + sources + n] += source[j] * component;
      out[row + stride - 1] += p * source[j] * component;
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
        out[c * stride + constants + e] = term;
        out[c * stride + stride - 1] += coefficients[e] * term;
      }
    }
  }
}
