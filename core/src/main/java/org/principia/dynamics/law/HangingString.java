package org.principia.dynamics.law;

import java.util.Set;

/**
 * A chain of particles joined by springs, in free fall.
 *
 * <p>Force on particle i from a neighbour j on the chain: {@code (r - 1) u}, u the unit vector from
 * i to j; particles that are no neighbours do not act on each other. Each particle also feels
 * {@code -m_i e_2}, uniform gravity of strength one against the second axis: this is how the
 * source's "constant pull" is read here, since a pull in proportion to the mass accelerates all
 * particles alike. Potential {@code (r - 1)^2 / 2} of each pair of neighbours and {@code m_i y_i}
 * of each particle, y the second coordinate.
 *
 * <p>Energy is conserved. Momentum is not as a vector, since the pull changes its second component;
 * the others are conserved. Nor is angular momentum: in two dimensions it changes; in three the
 * component along the second axis is conserved.
 *
 * <p>Source: the simulator published with Cranmer et al., "Discovering Symbolic Models from Deep
 * Learning with Inductive Biases", NeurIPS 2020 (there string; its last particle does not fall).
 */
record HangingString() implements ForceLaw {
  private static final Spring SPRING = new Spring();

  @Override
  public String name() {
    return "string";
  }

  @Override
  public String formula() {
    return "(r - 1) u between neighbours on a chain; -m1 e2 on each particle";
  }

  @Override
  public double timeStep() {
    return 0.01;
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
  public Topology topology() {
    return Topology.CHAIN;
  }

  @Override
  public Set<Invariant> conserved() {
    return Set.of(Invariant.ENERGY);
  }

  /** The pull; there must be a second axis. */
  @Override
  public void addOwnForces(
      double[] mass,
      double[] charge,
      int dimension,
      double[] position,
      double[] velocity,
      double[] forces) {
    for (int i = 0; i < mass.length; i++) {
      forces[i * dimension + 1] -= mass[i];
    }
  }

  @Override
  public double ownPotential(double[] mass, double[] charge, int dimension, double[] position) {
    double sum = 0;
    for (int i = 0; i < mass.length; i++) {
      sum += mass[i] * position[i * dimension + 1];
    }
    return sum;
  }
}
