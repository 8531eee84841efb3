package org.principia.validation;

import java.util.List;
import org.principia.dynamics.ForceLaw;
import org.principia.messages.EdgeSample;
import org.principia.messages.KeptMessages;

/**
 * How well messages are affine maps of the true pairwise force, and the force of the messages.
 *
 * <p>Where a force is proportional to the receiver's mass, a network is free to drop that mass from
 * the message; so the specific force {@code f_ij / m_i} is tried too. Each is taken on all samples
 * and without the tenth with the largest residuals.
 *
 * @param force R2 of each kept component on the force (d)
 * @param forceTrimmed the same without the largest residuals (d)
 * @param specific R2 of each kept component on the specific force (d)
 * @param specificTrimmed the same without the largest residuals (d)
 * @param reverse R2 of each axis of the force on the kept components (d)
 */
public record Linearity(
    double[] force,
    double[] forceTrimmed,
    double[] specific,
    double[] specificTrimmed,
    double[] reverse) {

  /**
   * Measures linearity on samples.
   *
   * @param samples edges with their messages
   * @param kept the part of the messages that is kept
   * @param law the true law
   * @param dimension d
   * @return the figures
   */
  public static Linearity of(
      List<EdgeSample> samples, KeptMessages kept, ForceLaw law, int dimension) {
    double[][] forces = new double[dimension][samples.size()];
    double[][] specific = new double[dimension][samples.size()];
    double[][] messages = kept.columns(samples);
    for (int row = 0; row < samples.size(); row++) {
      EdgeSample sample = samples.get(row);
      double[] f = TrueForce.of(law, sample.inputs(), dimension);
      for (int k = 0; k < dimension; k++) {
        forces[k][row] = f[k];
        specific[k][row] = f[k] / sample.inputs()[0];
      }
    }
    return new Linearity(
        each(messages, forces, false),
        each(messages, forces, true),
        each(messages, specific, false),
        each(messages, specific, true),
        each(forces, messages, false));
  }

  /** The figure that counts: the larger of force and specific force, of all and of nine tenths. */
  public double[] best() {
    double[] best = new double[force.length];
    for (int k = 0; k < best.length; k++) {
      best[k] =
          Math.max(Math.max(force[k], forceTrimmed[k]), Math.max(specific[k], specificTrimmed[k]));
    }
    return best;
  }

  private static double[] each(double[][] targets, double[][] variables, boolean trimmed) {
    double[] r2 = new double[targets.length];
    for (int k = 0; k < targets.length; k++) {
      r2[k] =
          (trimmed ? AffineFit.trimmed(variables, targets[k]) : AffineFit.of(variables, targets[k]))
              .r2();
    }
    return r2;
  }
}
