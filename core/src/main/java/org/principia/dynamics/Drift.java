package org.principia.dynamics;

import java.util.Arrays;
import org.hipparchus.util.MathArrays;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.PairwiseField;

/**
 * How far a run strays from what its law conserves: the exactness of a trajectory.
 *
 * <p>Each is the largest deviation over all stored states k from the first, relative to its size at
 * the beginning:
 *
 * <pre>
 * energy            |E_k - E_0| / (K_0 + |U_0|),  E = K + U
 * momentum          |P_k - P_0| / (sum of m |v|)_0
 * angular momentum  |L_k - L_0| / (sum of m |x| |v|)_0, about the origin
 * </pre>
 *
 * <p>Not a number where the law does not conserve it. A law that conserves energy but has no
 * potential in closed form has the change of U from the work of each pair, the integral of the
 * attraction over the distance: a force that depends on the distance alone makes it independent of
 * the path. Its energy is relative to K_0.
 *
 * @param energy drift of the energy; infinite where the law conserves it but it cannot be computed
 * @param momentum drift of the momentum
 * @param angularMomentum drift of the angular momentum
 * @param closest smallest distance of two particles that act on each other, over the stored states
 *     [length]; infinite where no two do
 */
public record Drift(double energy, double momentum, double angularMomentum, double closest) {
  /** The drift above which a run counts as inexact. */
  public static final double LIMIT = 1e-6;

  /**
   * The drift of a run of at least one state under the law that it was simulated with, measured
   * apart from the integrator.
   */
  public static Drift of(ForceLaw law, Trajectory trajectory) {
    return new Meter(law, trajectory).measure();
  }

  /** Whether any drift is above {@link #LIMIT}; what the law does not conserve never is. */
  public boolean exceeds() {
    return energy > LIMIT || momentum > LIMIT || angularMomentum > LIMIT;
  }

  /**
   * Goes through the stored states of a run and keeps the largest deviations from the first.
   *
   * <p>The work of a pair between two stored states is a Gauss-Legendre sum of three nodes; where
   * Simpson's rule differs from it, the interval is halved. The rule sees the ends of the interval,
   * which the sum does not: a kink beyond its outermost node would go unnoticed by another Gauss
   * sum. An object measures one run.
   */
  private static final class Meter {
    /** Where both agree to this, relative to K_0, the sum is far more exact than the rule. */
    private static final double AGREEMENT = 1e-9;

    /** A kink or an edge of the force stops the halving here, at a billionth of the interval. */
    private static final int MOST_HALVINGS = 30;

    private static final double OUTER_NODE = Math.sqrt(0.6);

    private final ForceLaw law;
    private final ForceLaw.Topology topology;
    private final Trajectory run;
    private final double[] mass;
    private final double[] charge;
    private final int n;
    private final int d;
    private final boolean conservesEnergy;

    /** Whether the change of the potential is the work, since there is no closed form. */
    private final boolean byWork;

    private final double[] state;
    private final double[] momentum;
    private final double[] angular;
    private double kinetic;

    /** Distances of the pairs at the state before, in the order of the topology. */
    private final double[] before;

    /** Attractions there. */
    private final double[] forceBefore;

    private double work;
    private double agreement;
    private double closest = Double.POSITIVE_INFINITY;

    Meter(ForceLaw law, Trajectory run) {
      if (run.steps() == 0) {
        throw new IllegalArgumentException("Invalid trajectory: 0 states (at least one)");
      }
      this.law = law;
      this.run = run;
      topology = law.topology();
      mass = run.start().mass();
      charge = run.start().charge();
      n = run.particles();
      d = run.dimension();
      conservesEnergy = conserves(ForceLaw.Invariant.ENERGY);
      byWork = conservesEnergy && Double.isNaN(law.potential(1, 1, 1, 1, 1));
      state = new double[n * d];
      momentum = new double[d];
      angular = new double[d * (d - 1) / 2];
      before = new double[byWork ? pairs() : 0];
      forceBefore = new double[before.length];
    }

    private boolean conserves(ForceLaw.Invariant invariant) {
      return law.conserved().contains(invariant);
    }

    private int pairs() {
      int pairs = 0;
      for (int i = 0; i < n; i++) {
        pairs += topology.end(i, n) - i - 1;
      }
      return pairs;
    }

    Drift measure() {
      motion(0);
      double[] momentum0 = momentum.clone();
      double[] angular0 = angular.clone();
      double kinetic0 = kinetic;
      agreement = AGREEMENT * kinetic0;
      double potential0 = potential(0);
      double energyDrift = 0;
      double momentumDrift = 0;
      double angularDrift = 0;
      for (int k = 1; k < run.steps(); k++) {
        motion(k);
        double gain = kinetic - kinetic0 + (potential(k) - potential0);
        energyDrift = Math.max(energyDrift, Math.abs(gain));
        momentumDrift = Math.max(momentumDrift, MathArrays.distance(momentum, momentum0));
        angularDrift = Math.max(angularDrift, MathArrays.distance(angular, angular0));
      }
      double energy = energyDrift / (kinetic0 + (byWork ? 0 : Math.abs(potential0)));
      double[] scales = scales();
      return new Drift(
          ifConserved(
              ForceLaw.Invariant.ENERGY, Double.isNaN(energy) ? Double.POSITIVE_INFINITY : energy),
          ifConserved(ForceLaw.Invariant.MOMENTUM, momentumDrift / scales[0]),
          ifConserved(ForceLaw.Invariant.ANGULAR_MOMENTUM, angularDrift / scales[1]),
          closest);
    }

    private double ifConserved(ForceLaw.Invariant invariant, double drift) {
      return conserves(invariant) ? drift : Double.NaN;
    }

    /** The sums of m |v| and of m |x| |v| at the beginning. */
    private double[] scales() {
      double[] sums = new double[2];
      for (int i = 0; i < n; i++) {
        double speed = norm(run.velocity(), i * d);
        sums[0] += mass[i] * speed;
        sums[1] += mass[i] * norm(run.position(), i * d) * speed;
      }
      return sums;
    }

    private double norm(double[] vectors, int offset) {
      double square = 0;
      for (int c = 0; c < d; c++) {
        square += vectors[offset + c] * vectors[offset + c];
      }
      return Math.sqrt(square);
    }

    /** Kinetic energy, momentum and angular momentum of a state. */
    private void motion(int k) {
      double[] x = run.position();
      double[] v = run.velocity();
      Arrays.fill(momentum, 0);
      Arrays.fill(angular, 0);
      kinetic = 0;
      for (int i = 0, o = k * n * d; i < n; i++, o += d) {
        double m = mass[i];
        for (int a = 0, plane = 0; a < d; a++) {
          kinetic += m * v[o + a] * v[o + a] / 2;
          momentum[a] += m * v[o + a];
          for (int b = a + 1; b < d; b++, plane++) {
            angular[plane] += m * (x[o + a] * v[o + b] - x[o + b] * v[o + a]);
          }
        }
      }
    }

    /** The potential energy of a state, or its change since the first; states in their order. */
    private double potential(int k) {
      System.arraycopy(run.position(), k * n * d, state, 0, n * d);
      double sum = conservesEnergy ? law.ownPotential(mass, charge, d, state) : 0;
      for (int i = 0, pair = 0; i < n; i++) {
        int end = topology.end(i, n);
        for (int j = i + 1; j < end; j++, pair++) {
          double r = PairwiseField.distance(state, i * d, j * d, d);
          closest = Math.min(closest, r);
          if (byWork) {
            double force = at(i, j, r);
            if (k > 0) {
              work += integral(i, j, before[pair], forceBefore[pair], r, force, MOST_HALVINGS);
            }
            before[pair] = r;
            forceBefore[pair] = force;
          } else if (conservesEnergy) {
            sum += law.potential(r, mass[i], mass[j], charge[i], charge[j]);
          }
        }
      }
      return sum + work;
    }

    /** The integral of the attraction between i and j from a distance a to a distance b. */
    private double integral(
        int i, int j, double a, double forceA, double b, double forceB, int halvings) {
      double middle = (a + b) / 2;
      double half = (b - a) / 2;
      double force = at(i, j, middle);
      double outer = OUTER_NODE * half;
      double sum =
          half / 9 * (5 * (at(i, j, middle - outer) + at(i, j, middle + outer)) + 8 * force);
      double rule = half / 3 * (forceA + 4 * force + forceB);
      // A sum that is not a number agrees with nothing, and halving does not cure it.
      if (!(Math.abs(sum - rule) > agreement) || halvings == 0) {
        return sum;
      }
      return integral(i, j, a, forceA, middle, force, halvings - 1)
          + integral(i, j, middle, force, b, forceB, halvings - 1);
    }

    private double at(int i, int j, double r) {
      return law.attraction(r, mass[i], mass[j], charge[i], charge[j]);
    }
  }
}
