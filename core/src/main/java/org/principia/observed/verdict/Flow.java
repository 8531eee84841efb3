package org.principia.observed.verdict;

import org.principia.dynamics.law.AccelerationField;
import org.principia.observed.weak.Extra;

/**
 * The accelerations by a tested law, of order 1 the velocities.
 *
 * @param law the law
 * @param run the run whose particles move
 * @param source s of each particle (n)
 * @param response p of each particle (n)
 * @param extras coefficients of all extra terms
 */
record Flow(TestedLaw law, String run, double[] source, double[] response, double[] extras)
    implements AccelerationField {
  private static final long serialVersionUID = 1L;

  static Flow of(TestedLaw law, String run, int dimension) {
    return new Flow(law, run, law.sources(run), law.responses(run), law.extras(dimension));
  }

  @Override
  public void accelerations(
      double[] mass, double[] charge, int d, double[] x, double[] v, double[] out) {
    int n = source.length;
    int all = extras.length;
    double[] terms = new double[d * all];
    double[] line = new double[d];
    for (int i = 0; i < n; i++) {
      Extra.fill(new Extra.State(x, v, d), i, terms, all, 0);
      for (int c = 0; c < d; c++) {
        out[i * d + c] = 0;
        for (int e = 0; e < all; e++) {
          out[i * d + c] += extras[e] * terms[c * all + e];
        }
      }
      for (int j = 0; j < n; j++) {
        double square = 0;
        for (int c = 0; c < d; c++) {
          line[c] = x[j * d + c] - x[i * d + c];
          square += line[c] * line[c];
        }
        double r = Math.sqrt(square);
        double force = r > 0 ? response[i] * source[j] * law.force(run, i, j, r) / r : 0;
        for (int c = 0; c < d; c++) {
          out[i * d + c] += force * line[c];
        }
      }
    }
  }
}
