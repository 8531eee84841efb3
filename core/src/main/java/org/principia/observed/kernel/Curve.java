package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.Arrays;
import org.principia.observed.weak.LogSplines;

/**
 * A pair force as a function of distance, with its errors.
 *
 * @param receiver type of the receiver, empty where there is one type
 * @param sender type of the sender
 * @param distance r [length] (m)
 * @param force g(r) [acceleration / strength] (m)
 * @param covariance of the forces (m x m)
 */
public record Curve(
    String receiver, String sender, double[] distance, double[] force, double[] covariance)
    implements Serializable {

  /** Standard errors of the forces (m). */
  public double[] errors() {
    double[] errors = new double[force.length];
    Arrays.setAll(errors, i -> Math.sqrt(covariance[i * force.length + i]));
    return errors;
  }

  /**
   * Splines that were fitted.
   *
   * @param splines K of them
   * @param parameters of the fit, the coefficients of the splines among them
   * @param covariance of the parameters, for errors of variance 1
   * @param variance of the errors
   */
  record Fitted(LogSplines splines, double[] parameters, double[] covariance, double variance) {}

  /** A curve of fitted splines whose coefficients begin at an offset. */
  static Curve of(Fitted fitted, int offset, double[] distance, String... types) {
    LogSplines splines = fitted.splines();
    double[] parameters = fitted.parameters();
    double[] covariance = fitted.covariance();
    int m = distance.length;
    int k = splines.count();
    int count = parameters.length;
    double[] force = new double[m];
    double[][] rows = new double[m][];
    for (int a = 0; a < m; a++) {
      rows[a] = splines.row(distance[a]);
      for (int b = 0; b < k; b++) {
        force[a] += rows[a][b] * parameters[offset + b];
      }
    }
    double[] result = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < m; b++) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k && rows[a][i] != 0; j++) {
            sum += rows[a][i] * rows[b][j] * covariance[(offset + i) * count + offset + j];
          }
        }
        result[a * m + b] = fitted.variance() * sum;
      }
    }
    return new Curve(types[0], types[1], distance, force, result);
  }
}
