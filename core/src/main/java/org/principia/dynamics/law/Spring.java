package org.principia.dynamics.law;

/**
 * A spring of rest length one and stiffness one between every two particles.
 *
 * <p>Force on particle i: {@code (r - 1) u}, u the unit vector from i to j; potential {@code (r -
 * 1)^2 / 2}. Masses and charges do not enter. There is no softening: the force stays finite at
 * contact, where only its direction is undefined.
 *
 * <p>Source: Cranmer et al., "Discovering Symbolic Models from Deep Learning with Inductive
 * Biases", NeurIPS 2020, section 4.1.
 */
record Spring() implements ForceLaw {

  @Override
  public String name() {
    return "spring";
  }

  @Override
  public String formula() {
    return "(r - 1) u";
  }

  @Override
  public double timeStep() {
    return 0.01;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    return r - 1;
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return (r - 1) * (r - 1) / 2;
  }
}
