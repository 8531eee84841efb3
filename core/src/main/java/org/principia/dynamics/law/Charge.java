package org.principia.dynamics.law;

/**
 * Coulomb's law, softened near contact: equal charges repel.
 *
 * <p>Force on particle i: {@code -q_i q_j u / (r + eps)^2}, u the unit vector from i to j;
 * potential {@code q_i q_j / (r + eps)}. The softening is part of the true law and is known to
 * {@code validation}.
 *
 * <p>Source: Cranmer et al., "Discovering Symbolic Models from Deep Learning with Inductive
 * Biases", NeurIPS 2020, section 4.1.
 *
 * @param softening eps [length], not negative
 */
record Charge(double softening) implements ForceLaw {

  Charge {
    ForceLaws.checkSoftening(softening);
  }

  @Override
  public String name() {
    return "charge";
  }

  @Override
  public String formula() {
    return "-q1 q2 u / (r + " + softening + ")^2";
  }

  @Override
  public double timeStep() {
    return 0.001;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    double s = r + softening;
    return -q1 * q2 / (s * s);
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return q1 * q2 / (r + softening);
  }
}
