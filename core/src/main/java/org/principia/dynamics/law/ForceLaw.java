package org.principia.dynamics.law;

import java.io.Serializable;
import java.util.Set;

/**
 * How particles act on each other: a central force of each pair, and what a particle feels alone.
 *
 * <p>Force on the receiver i from the sender j: {@code f_ij = attraction(r, m_i, m_j, q_i, q_j) u},
 * with {@code r = |x_j - x_i|} and {@code u = (x_j - x_i) / r}, for all pairs of the {@link
 * #topology}. To their sum {@link #addOwnForces} adds forces that no other particle exerts: drag,
 * or a pull from outside.
 *
 * <p>A plain pairwise law says its name, formula, time step, attraction and potential; the other
 * methods have defaults: all pairs, no force of its own, Newton's third law, and with them energy,
 * momentum and angular momentum conserved. A law that departs from one of these says so.
 */
public interface ForceLaw extends Serializable {

  /** The name that a configuration file uses, in kebab case. */
  String name();

  /**
   * The force on the receiver as text, for people: over m1, q1, v1 of the receiver, m2, q2 of the
   * sender, r, u, the number n of particles and the unit vector e2 of the second axis.
   */
  String formula();

  /** The step at which trajectories of this law are stored [time]. */
  double timeStep();

  /**
   * The component of the force along u; positive attracts.
   *
   * @param r distance [length], not negative
   * @param m1 mass of the receiver [mass]
   * @param m2 mass of the sender [mass]
   * @param q1 charge of the receiver [charge]
   * @param q2 charge of the sender [charge]
   * @return the attraction [mass length / time^2]
   */
  double attraction(double r, double m1, double m2, double q1, double q2);

  /**
   * The energy of the pair, of the arguments of {@link #attraction}: {@code attraction = d
   * potential / d distance}.
   *
   * @return the energy [mass length^2 / time^2]; not a number where the law has none in closed form
   */
  default double potential(double r, double m1, double m2, double q1, double q2) {
    return Double.NaN;
  }

  /** Which particles act on each other. */
  default Topology topology() {
    return Topology.ALL_PAIRS;
  }

  /**
   * Whether Newton's third law holds: the attraction does not change as receiver and sender change
   * places. Where it does, each pair is evaluated once.
   */
  default boolean reciprocal() {
    return true;
  }

  /** What motion under this law conserves. */
  default Set<Invariant> conserved() {
    return Invariant.all();
  }

  /**
   * Adds the forces that particles feel by themselves, of the arguments of {@link
   * AccelerationField#accelerations}; only {@code forces} is changed.
   *
   * @param forces forces [mass length / time^2] (n x d), added to
   */
  default void addOwnForces(
      double[] mass,
      double[] charge,
      int dimension,
      double[] position,
      double[] velocity,
      double[] forces) {}

  /**
   * The potential energy of the forces that particles feel by themselves, of the arguments of
   * {@link #addOwnForces}.
   *
   * @return the energy [mass length^2 / time^2]; 0 where there is none
   */
  default double ownPotential(double[] mass, double[] charge, int dimension, double[] position) {
    return 0;
  }

  /** The accelerations under this law. */
  default AccelerationField field() {
    return new PairwiseField(this);
  }

  /** What motion under a law does not change. */
  enum Invariant {
    /** Kinetic and potential energy together. */
    ENERGY,
    /** Every component of {@code sum of m v}. */
    MOMENTUM,
    /** Every component of {@code sum of m x cross v}, about the origin. */
    ANGULAR_MOMENTUM;

    /**
     * All of them: what a central force conserves that obeys Newton's third law and has a
     * potential.
     */
    public static Set<Invariant> all() {
      return Set.of(values());
    }
  }

  /**
   * Which particles act on each other.
   *
   * <p>Particles are numbered from 0. The pairs (i, j) with j after i are visited particle by
   * particle: the later partners of i are i + 1 ... {@link #end} - 1.
   */
  enum Topology {
    /** Every two particles. */
    ALL_PAIRS,

    /** Neighbours on a chain with open ends: particle i and particle i + 1. */
    CHAIN;

    /**
     * The end of the later partners of particle i of n: one more than the last that it acts on; i +
     * 1 where no later one is a partner.
     */
    public int end(int particle, int particles) {
      return this == CHAIN ? Math.min(particle + 2, particles) : particles;
    }

    /** Whether two particles, by their numbers from 0, act on each other. */
    public boolean joins(int i, int j) {
      return Math.max(i, j) < end(Math.min(i, j), Integer.MAX_VALUE);
    }
  }
}
