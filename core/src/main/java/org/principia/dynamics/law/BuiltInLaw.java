package org.principia.dynamics.law;

import java.util.Set;
import org.principia.common.SettingValue;

/**
 * A law that is built in.
 *
 * <p>Forces are given as those on the receiver i from the sender j, u the unit vector from i to j.
 * The softening eps is added to the distance by every law that is singular at contact; it is part
 * of the true law and is known to {@code validation}.
 *
 * <p>Sources: Cranmer et al., "Discovering Symbolic Models from Deep Learning with Inductive
 * Biases", NeurIPS 2020, section 4.1; where a law is not there, the simulator published with it.
 *
 * @param kind the law
 * @param softening eps [length], not negative; 0 where the law has none
 */
record BuiltInLaw(Kind kind, double softening) implements ForceLaw {

  /** The laws, in the order of the documentation. */
  enum Kind {
    /**
     * A spring of rest length one and stiffness one between every two particles: force {@code (r -
     * 1) u}, potential {@code (r - 1)^2 / 2}. The force stays finite at contact, where only its
     * direction is undefined.
     */
    SPRING(
        "(r - 1) u",
        0.01,
        (r, m1, m2, q1, q2) -> r - 1,
        (r, m1, m2, q1, q2) -> (r - 1) * (r - 1) / 2),

    /**
     * Gravity in two dimensions: force {@code m_i m_j u / (r + eps)}, potential {@code m_i m_j ln(r
     * + eps)}; in the source 1/r.
     */
    INVERSE_DISTANCE(
        "m1 m2 u / (r + %s)",
        0.005, (s, m1, m2, q1, q2) -> m1 * m2 / s, (s, m1, m2, q1, q2) -> m1 * m2 * Math.log(s)),

    /**
     * Newton's gravity: force {@code m_i m_j u / (r + eps)^2}, potential {@code -m_i m_j / (r +
     * eps)}; in the source 1/r^2.
     */
    INVERSE_SQUARE(
        "m1 m2 u / (r + %s)^2",
        0.001, (s, m1, m2, q1, q2) -> m1 * m2 / (s * s), (s, m1, m2, q1, q2) -> -m1 * m2 / s),

    /**
     * Coulomb's law, where equal charges repel: force {@code -q_i q_j u / (r + eps)^2}, potential
     * {@code q_i q_j / (r + eps)}.
     */
    CHARGE(
        "-q1 q2 u / (r + %s)^2",
        0.001, (s, m1, m2, q1, q2) -> -q1 * q2 / (s * s), (s, m1, m2, q1, q2) -> q1 * q2 / s),

    /**
     * Springs between every two particles, and drag: force {@code (r - 1) u - v_i / n}, n the
     * number of particles; the drag sums to {@code -v_i (n - 1) / n}. Its coefficient has the unit
     * [mass / time] and does not depend on the mass, so that light particles come to rest first.
     *
     * <p>Nothing is conserved: the energy falls by {@code sum of |v_i|^2 (n - 1) / n} per time, and
     * the drag acts from outside on momentum and angular momentum. The drag of the published
     * simulator depends on the order of the particles, which no network that sums over neighbours
     * can express; this one does not.
     */
    DAMPED("(r - 1) u - v1 / n", 0.02, SPRING.attraction, SPRING.potential),

    /**
     * The sum of {@link #INVERSE_SQUARE} and {@link #CHARGE}: force {@code (m_i m_j - q_i q_j) u /
     * (r + eps)^2}, potential {@code (q_i q_j - m_i m_j) / (r + eps)}.
     */
    SUPERPOSITION(
        "(m1 m2 - q1 q2) u / (r + %s)^2",
        0.001,
        (s, m1, m2, q1, q2) -> (m1 * m2 - q1 * q2) / (s * s),
        (s, m1, m2, q1, q2) -> (q1 * q2 - m1 * m2) / s),

    /**
     * Springs that are slack below a distance of two: force 0 there and {@code (r - 1) u} from 2
     * on, potential 0 and {@code ((r - 1)^2 - 1) / 2}. The potential is continuous (in the
     * published simulator it jumps as well, which no force shows), the force jumps from 0 to 1:
     * energy is conserved, and the integrator's steps become small there.
     */
    DISCONTINUOUS(
        "0 for r < 2, (r - 1) u beyond",
        0.01,
        (r, m1, m2, q1, q2) -> r < 2 ? 0 : r - 1,
        (r, m1, m2, q1, q2) -> r < 2 ? 0 : ((r - 1) * (r - 1) - 1) / 2),

    /**
     * A chain of particles joined by springs, in free fall: force {@code (r - 1) u} between
     * neighbours on the chain, and {@code -m_i e_2} on each particle, uniform gravity of strength
     * one against the second axis: this is how the source's "constant pull" is read here, since a
     * pull in proportion to the mass accelerates all particles alike (the last particle of the
     * published simulator does not fall). Potential {@code (r - 1)^2 / 2} of each pair of
     * neighbours and {@code m_i y_i} of each particle, y the second coordinate.
     *
     * <p>Energy is conserved. Momentum is not as a vector, since the pull changes its second
     * component. Nor is angular momentum: in three dimensions its component along the second axis
     * is.
     */
    STRING(
        "(r - 1) u between neighbours on a chain; -m1 e2 on each particle",
        0.01,
        SPRING.attraction,
        SPRING.potential);

    private final String formula;
    private final double timeStep;

    @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
    private final PairFunction attraction;

    @SuppressWarnings("ImmutableEnumChecker")
    private final PairFunction potential;

    Kind(String formula, double timeStep, PairFunction attraction, PairFunction potential) {
      this.formula = formula;
      this.timeStep = timeStep;
      this.attraction = attraction;
      this.potential = potential;
    }
  }

  /** Takes the softening where the law has one. */
  BuiltInLaw {
    softening = kind.formula.contains("%s") ? softening : 0;
  }

  @Override
  public String name() {
    return SettingValue.label(kind);
  }

  @Override
  public String formula() {
    return kind.formula.replace("%s", Double.toString(softening));
  }

  @Override
  public double timeStep() {
    return kind.timeStep;
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    return kind.attraction.of(r + softening, m1, m2, q1, q2);
  }

  @Override
  public double potential(double r, double m1, double m2, double q1, double q2) {
    return kind.potential.of(r + softening, m1, m2, q1, q2);
  }

  @Override
  public ForceLaw.Topology topology() {
    return kind == Kind.STRING ? ForceLaw.Topology.CHAIN : ForceLaw.Topology.ALL_PAIRS;
  }

  @Override
  public Set<ForceLaw.Invariant> conserved() {
    return switch (kind) {
      case DAMPED -> Set.of();
      case STRING -> Set.of(ForceLaw.Invariant.ENERGY);
      default -> ForceLaw.Invariant.all();
    };
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
    if (kind == Kind.DAMPED) {
      double drag = (n - 1) / (double) n;
      for (int k = 0; k < n * dimension; k++) {
        forces[k] -= drag * velocity[k];
      }
    } else if (kind == Kind.STRING) {
      for (int i = 0; i < n; i++) {
        forces[i * dimension + 1] -= mass[i];
      }
    }
  }

  @Override
  public double ownPotential(double[] mass, double[] charge, int dimension, double[] position) {
    double sum = 0;
    for (int i = 0; kind == Kind.STRING && i < mass.length; i++) {
      sum += mass[i] * position[i * dimension + 1];
    }
    return sum;
  }

  /** Attraction or potential of a pair, by the distance and the masses and charges of both. */
  @FunctionalInterface
  interface PairFunction {
    double of(double r, double m1, double m2, double q1, double q2);
  }
}
