package org.principia.dynamics;

import java.io.Serializable;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;

/**
 * What is simulated, and how precisely.
 *
 * <p>The defaults are those of Cranmer et al. (NeurIPS 2020), section 4.1.
 *
 * @param law the force law
 * @param dimension d
 * @param particles n, or 0 for the default of the dimension
 * @param runs number of runs for training and validation
 * @param testRuns number of runs for the test set
 * @param steps states stored of a run
 * @param timeStep time between two states [time], or 0 for the law's own
 * @param softening eps of the law [length]
 * @param tolerance local error of the integrator, relative
 */
public record DynamicsSettings(
    @Setting("The force law: spring, inverse-distance, inverse-square or charge.") String law,
    @Setting("Dimension of space, 2 or 3.") int dimension,
    @Setting("Number of particles, from 2; 0 means 4 in two dimensions and 8 in three.")
        int particles,
    @Setting("Number of runs for training and validation, from 1.") int runs,
    @Setting("Number of runs for the test set, simulated from a stream of their own, from 1.")
        int testRuns,
    @Setting("States stored of each run, the one at time 0 among them, from 1.") int steps,
    @Setting("Time between two stored states [time], positive; 0 means the law's own.")
        double timeStep,
    @Setting("Length that singular laws add to the distance [length], from 0.") double softening,
    @Setting("Largest local error of the integrator, relative, from 1e-14 to 1e-2.")
        double tolerance)
    implements Serializable {

  private static final int MOST_PARTICLES = 1_000;

  /** Checks every value; the message names the key. */
  public DynamicsSettings {
    ForceLaws.of(law, softening);
    Checks.between("dynamics.dimension", dimension, 2, 3);
    if (particles != 0 && (particles < 2 || particles > MOST_PARTICLES)) {
      throw InputException.invalid(
          "dynamics.particles", particles, "a whole number from 2 to " + MOST_PARTICLES + ", or 0");
    }
    Checks.atLeast("dynamics.runs", runs, 1);
    Checks.atLeast("dynamics.test-runs", testRuns, 1);
    Checks.between("dynamics.steps", steps, 1, 1_000_000);
    if (timeStep != 0) {
      Checks.positive("dynamics.time-step", timeStep);
    }
    Checks.between("dynamics.tolerance", tolerance, 1e-14, 1e-2);
  }

  /** Springs in the plane, 10 000 runs of 500 states. */
  public static DynamicsSettings defaults() {
    return new DynamicsSettings("spring", 2, 0, 10_000, 1_000, 500, 0, 0.01, 1e-8);
  }

  /** The number of particles, with the dimension's default resolved. */
  public int resolvedParticles() {
    if (particles != 0) {
      return particles;
    }
    return dimension == 2 ? 4 : 8;
  }

  /** The time between two states, with the law's default resolved [time]. */
  public double resolvedTimeStep() {
    return timeStep == 0 ? forceLaw().timeStep() : timeStep;
  }

  /** The law with its softening. */
  public ForceLaw forceLaw() {
    return ForceLaws.of(law, softening);
  }
}
