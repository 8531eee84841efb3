package org.principia.dynamics.law;

/**
 * Springs that are slack below a distance of two, where the force jumps.
 *
 * <p>Force on particle i: {@code 0} for r below 2, {@code (r - 1) u} from 2 on, u the unit vector
 * from i to j; potential {@code 0} below 2 and {@code ((r - 1)^2 - 1) / 2} beyond. The potential is
 * continuous, the force jumps from 0 to 1: energy is conserved across the jump, and the
 * integrator's steps become small there. Masses and charges do not enter.
 *
 * <p>Source: the simulator published with Cranmer et al., "Discovering Symbolic Models from Deep
 * Learning with Inductive Biases", NeurIPS 2020 (there discontinuous; its potential jumps as well,
 * which no force shows).
 */
record Discontinuous() implements ForceLaw {
  private static final double EDGE = 2;

  @Override
  public String name() {
    return "discontinuous";
  }

  @Override
  public String formula() {
    return "0 for r < 2, (r - 1) u beyond";
  }

  @Override
  public double timeStep() {
    return 0.01;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    return r < EDGE ? 0 : r - 1;
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return r < EDGE ? 0 : ((r - 1) * (r - 1) - 1) / 2;
  }
}
