package org.principia.dynamics.law;

import java.util.Set;

/**
 * Springs between every two particles, and drag.
 *
 * <p>Force on particle i from j: {@code (r - 1) u - v_i / n}, u the unit vector from i to j and n
 * the number of particles; the drag sums to {@code -v_i (n - 1) / n}. Potential of the pair: {@code
 * (r - 1)^2 / 2}. The drag coefficient has the unit [mass / time] and does not depend on the mass,
 * so that light particles come to rest first.
 *
 * <p>Nothing is conserved: the energy falls by {@code sum of |v_i|^2 (n - 1) / n} per time, and the
 * drag acts from outside on momentum and angular momentum.
 *
 * <p>Source: the simulator published with Cranmer et al., "Discovering Symbolic Models from Deep
 * Learning with Inductive Biases", NeurIPS 2020 (there damped). Its drag depends on the order of
 * the particles, which no network that sums over neighbours can express; this one does not.
 */
record Damped() implements ForceLaw {
  private static final Spring SPRING = new Spring();

  @Override
  public String name() {
    return "damped";
  }

  @Override
  public String formula() {
    return "(r - 1) u - v1 / n";
  }

  @Override
  public double timeStep() {
    return 0.02;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    return SPRING.attraction(r, m1, m2, q1, q2);
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return SPRING.potential(r, m1, m2, q1, q2);
  }

  @Override
  public Set<Invariant> conserved() {
    return Set.of();
  }

  @Override
  public void addOwnForces(
      double[] mass,
      double[] charge,
      int dimension,
      double[] position,
      double[] velocity,
      double[] forces) {
    int n = mass.length;
    double drag = (n - 1) / (double) n;
    for (int k = 0; k < n * dimension; k++) {
      forces[k] -= drag * velocity[k];
    }
  }
}
