package org.principia.dynamics.law;

/**
 * Newton's gravity and Coulomb's law at once, softened near contact.
 *
 * <p>Force on particle i: {@code (m_i m_j - q_i q_j) u / (r + eps)^2}, u the unit vector from i to
 * j; potential {@code (q_i q_j - m_i m_j) / (r + eps)}. It is the sum of {@link InverseSquare} and
 * {@link Charge}, with their softening.
 *
 * <p>Source: the simulator published with Cranmer et al., "Discovering Symbolic Models from Deep
 * Learning with Inductive Biases", NeurIPS 2020 (there superposition).
 *
 * @param softening eps [length], not negative
 */
record Superposition(double softening) implements ForceLaw {

  Superposition {
    ForceLaws.checkSoftening(softening);
  }

  @Override
  public String name() {
    return "superposition";
  }

  @Override
  public String formula() {
    return "(m1 m2 - q1 q2) u / (r + " + softening + ")^2";
  }

  @Override
  public double timeStep() {
    return 0.001;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    double s = r + softening;
    return (m1 * m2 - q1 * q2) / (s * s);
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return (q1 * q2 - m1 * m2) / (r + softening);
  }
}
