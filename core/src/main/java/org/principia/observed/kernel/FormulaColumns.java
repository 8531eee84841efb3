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
    double[] terms = terms(scene);
    for (int at = 0; at < r.length; at++) {
      force[at] /= r[at];
      for (double[] slope : slopes) {
        slope[at] /= r[at];
      }
    }
    return (instant, out) -> {
      Arrays.fill(out, 0);
      for (int at = instant * n; at < (instant + 1) * n; at++) {
        if (r[at] > 0) {
          pair(scene, at, force[at], slopes, out);
        }
      }
      extras(terms, instant, out);
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

  /**
   * Adds the force of a particle at an instant: by each constant, by its source, by the response,
   * and all of it. The inner loop of a pass.
   *
   * @param force over the distance
   * @param slopes by the constants, over the distance (constants x pairs)
   */
  private void pair(Scene scene, int at, double force, double[][] slopes, double[] out) {
    int n = source.length;
    int j = at % n;
    double p = response[scene.self()];
    double product = p * source[j];
    double[] separation = scene.separation();
    int stride = constants + extras.length + n + 2;
    int whole = stride - 2;
    for (int c = 0; c < dimension; c++) {
      double apart = separation[at * dimension + c];
      double component = force * apart;
      int row = c * stride;
      for (int k = 0; k < constants; k++) {
        out[row + k] += product * slopes[k][at] * apart;
      }
      out[row + whole - n + j] += p * component;
      out[row + whole] += source[j] * component;
      out[row + stride - 1] += product * component;
    }
  }

  /** The extra terms of the law at all instants (instants x d x extras). */
  private double[] terms(Scene scene) {
    int d = dimension;
    int all = Extra.widths(d);
    int chosen = extras.length;
    double[] scratch = new double[d * all];
    double[] terms = new double[scene.receiver().track().size() * d * chosen];
    Extra.State state =
        new Extra.State(scene.receiver().position(), scene.receiver().velocity(), d);
    for (int at = 0; at < terms.length; at += d * chosen) {
      Extra.fill(state, at / (d * chosen), scratch, all, 0);
      for (int c = 0; c < d; c++) {
        for (int e = 0; e < chosen; e++) {
          terms[at + c * chosen + e] = scratch[c * all + extras[e]];
        }
      }
    }
    return terms;
  }

  private void extras(double[] terms, int instant, double[] out) {
    int stride = count();
    int chosen = extras.length;
    for (int c = 0; c < dimension; c++) {
      int at = (instant * dimension + c) * chosen;
      for (int e = 0; e < chosen; e++) {
        out[c * stride + constants + e] = terms[at + e];
        out[c * stride + stride - 1] += coefficients[e] * terms[at + e];
      }
    }
  }
}
