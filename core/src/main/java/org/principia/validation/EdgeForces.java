package org.principia.validation;

import java.util.List;
import org.principia.dynamics.ForceLaw;
import org.principia.messages.EdgeSample;

/**
 * The true forces on some edges, axis by axis.
 *
 * @param force f_ij [mass length / time^2] (d x N)
 * @param specific f_ij / m_i [length / time^2] (d x N)
 */
public record EdgeForces(double[][] force, double[][] specific) {

  /**
   * The forces on sampled edges.
   *
   * @param samples the edges
   * @param law the true law
   * @param dimension d
   * @return the forces in the order of the samples
   */
  public static EdgeForces of(List<EdgeSample> samples, ForceLaw law, int dimension) {
    double[][] inputs = samples.stream().map(EdgeSample::inputs).toArray(double[][]::new);
    return of(inputs, law, dimension);
  }

  static EdgeForces of(double[][] inputs, ForceLaw law, int dimension) {
    double[][] force = new double[dimension][inputs.length];
    double[][] specific = new double[dimension][inputs.length];
    for (int row = 0; row < inputs.length; row++) {
      double[] f = TrueForce.of(law, inputs[row], dimension);
      for (int k = 0; k < dimension; k++) {
        force[k][row] = f[k];
        specific[k][row] = f[k] / inputs[row][0];
      }
    }
    return new EdgeForces(force, specific);
  }
}
