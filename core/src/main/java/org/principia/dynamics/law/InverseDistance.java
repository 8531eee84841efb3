package org.principia.dynamics.law;

/**
 * Attraction that falls with the distance, softened near contact: gravity in two dimensions.
 *
 * <p>Force on particle i: {@code m_i m_j u / (r + eps)}, u the unit vector from i to j; potential
 * {@code m_i m_j ln(r + eps)}. The softening is part of the true law and is known to {@code
 * validation}.
 *
 * <p>Source: Cranmer et al., "Discovering Symbolic Models from Deep Learning with Inductive
 * Biases", NeurIPS 2020, section 4.1 (there as 1/r).
 *
 * @param softening eps [length], not negative
 */
record InverseDistance(double softening) implements ForceLaw {

  InverseDistance {
    ForceLaws.checkSoftening(softening);
  }

  @Override
  public String name() {
    return "inverse-distance";
  }

  @Override
  public String formula() {
    return "m1 m2 u / (r + " + softening + ")";
  }

  @Override
  public double timeStep() {
    return 0.005;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    return m1 * m2 / (r + softening);
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return m1 * m2 * Math.log(r + softening);
  }
}
