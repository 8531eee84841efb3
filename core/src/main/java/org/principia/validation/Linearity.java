package org.principia.validation;

import java.util.Arrays;

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
 * @param reverseSpecific R2 of each axis of the specific force on the kept components (d)
 */
public record Linearity(
    double[] force,
    double[] forceTrimmed,
    double[] specific,
    double[] specificTrimmed,
    double[] reverse,
    double[] reverseSpecific) {

  /** The least {@link #best} figure of messages that count as linear in a force. */
  public static final double LINEAR = 0.9;

  /**
   * Measures linearity on samples.
   *
   * @param messages kept components of the messages (d x N)
   * @param forces the true forces on the same edges
   * @return the figures
   */
  public static Linearity of(double[][] messages, EdgeForces forces) {
    return new Linearity(
        all(messages, forces.force()),
        trimmed(messages, forces.force()),
        all(messages, forces.specific()),
        trimmed(messages, forces.specific()),
        all(forces.force(), messages),
        all(forces.specific(), messages));
  }

  /** The figure that counts: the larger of force and specific force, of all and of nine tenths. */
  public double[] best() {
    double[] onForce = larger(force, forceTrimmed);
    double[] onSpecific = larger(specific, specificTrimmed);
    return larger(onForce, onSpecific);
  }

  /** What the messages carry: that of which they are better affine maps, if one is good enough. */
  public Carrier carrier() {
    Carrier nearest = nearest();
    double least = nearest == Carrier.FORCE ? leastOnForce() : leastOnSpecific();
    return least >= LINEAR ? nearest : Carrier.NEITHER;
  }

  /** The force or the specific force: that of which the messages are better affine maps. */
  public Carrier nearest() {
    return leastOnForce() >= leastOnSpecific() ? Carrier.FORCE : Carrier.SPECIFIC_FORCE;
  }

  private double leastOnForce() {
    return least(larger(force, forceTrimmed));
  }

  private double leastOnSpecific() {
    return least(larger(specific, specificTrimmed));
  }

  private static double least(double[] values) {
    // A component that does not vary says nothing.
    return Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : v).min().orElse(0);
  }

  private static double[] larger(double[] a, double[] b) {
    double[] larger = new double[a.length];
    for (int k = 0; k < larger.length; k++) {
      larger[k] = Math.max(a[k], b[k]);
    }
    return larger;
  }

  private static double[] all(double[][] targets, double[][] variables) {
    return Arrays.stream(targets).mapToDouble(y -> AffineFit.of(variables, y).r2()).toArray();
  }

  private static double[] trimmed(double[][] targets, double[][] variables) {
    return Arrays.stream(targets).mapToDouble(y -> AffineFit.trimmed(variables, y).r2()).toArray();
  }
}
