package org.principia.dynamics.law;

/**
 * Attraction that falls with the square of the distance, softened near contact: Newton's gravity.
 *
 * <p>Force on particle i: {@code m_i m_j u / (r + eps)^2}, u the unit vector from i to j; potential
 * {@code -m_i m_j / (r + eps)}. The softening is part of the true law and is known to {@code
 * validation}.
 *
 * <p>Source: Cranmer et al., "Discovering Symbolic Models from Deep Learning with Inductive
 * Biases", NeurIPS 2020, section 4.1 (there as 1/r^2).
 *
 * @param softening eps [length], not negative
 */
record InverseSquare(double softening) implements ForceLaw {

  InverseSquare {
    ForceLaws.checkSoftening(softening);
  }

  @Override
  public String name() {
    return "inverse-square";
  }

  @Override
  public String formula() {
    return "m1 m2 u / (r + " + softening + ")^2";
  }

  @Override
  public double timeStep() {
    return 0.001;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    double s = r + softening;
    return m1 * m2 / (s * s);
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return -m1 * m2 / (r + softening);
  }
}
