package org.principia.dynamics;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingsCopy;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.LawDefinition;

/**
 * What is simulated, and how precisely; keys {@code dynamics.*}, each as its {@link Setting} says.
 *
 * <p>The defaults are those of Cranmer et al. (NeurIPS 2020), section 4.1.
 *
 * @param dimension d
 * @param particles n
 * @param softening eps of the law [length]
 * @param definitions laws given as formulas; they have a section of their own
 */
public record DynamicsSettings(
    @Setting("The force law: one that `principia laws` lists, or one defined in the section laws.")
        String law,
    @Setting("Dimension of space, 2 or 3.") int dimension,
    @Setting("Number of particles, from 2; 0 means 4 in two dimensions and 8 in three.")
        int particles,
    @Setting(
            "Number of runs for training and validation, from 4: every fourth validates; from 1"
                + " where runs are tracked.")
        int runs,
    @Setting("Number of runs for the test set, simulated from a stream of their own, from 1.")
        int testRuns,
    @Setting("States stored of each run, the one at time 0 among them, from 1.") int steps,
    @Setting("Time between two stored states [time], positive; 0 means the law's own.")
        double timeStep,
    @Setting("Length that singular laws add to the distance [length], from 0.") double softening,
    @Setting("Largest local error of the integrator, relative, from 1e-14 to 1e-2.")
        double tolerance,
    List<LawDefinition> definitions)
    implements Serializable {

  private static final int MOST_PARTICLES = 1_000;
  private static final int MOST_RUNS = 10_000_000;

  /** Numbers stored of a run: a run is in memory as a whole, these as 800 megabytes. */
  private static final long MOST_NUMBERS = 100_000_000;

  /** Checks every value; the message names the key. */
  public DynamicsSettings {
    definitions = List.copyOf(definitions);
    ForceLaws.of(law, softening, definitions);
    // The others too: a mistake in one is better found now than when it is chosen.
    definitions.forEach(LawDefinition::law);
    Checks.between("dynamics.dimension", dimension, 2, 3);
    if (particles != 0 && (particles < 2 || particles > MOST_PARTICLES)) {
      throw InputException.invalid(
          "dynamics.particles", particles, "a whole number from 2 to " + MOST_PARTICLES + ", or 0");
    }
    Checks.between("dynamics.runs", runs, 1, MOST_RUNS);
    Checks.between("dynamics.test-runs", testRuns, 1, MOST_RUNS);
    Checks.between("dynamics.steps", steps, 1, 1_000_000);
    checkMemory(steps, particles(particles, dimension), dimension);
    if (!(timeStep >= 0 && timeStep < Double.POSITIVE_INFINITY)) {
      throw InputException.invalid(
          "dynamics.time-step", timeStep, "a positive number, or 0 for the law's own");
    }
    Checks.between("dynamics.tolerance", tolerance, 1e-14, 1e-2);
  }

  /** Springs in the plane, 10 000 runs of 500 states. */
  public static DynamicsSettings defaults() {
    return new DynamicsSettings("spring", 2, 0, 10_000, 1_000, 500, 0, 0.01, 1e-8, List.of());
  }

  /** The same with some values changed, by key in kebab case: {@link SettingsCopy#of}. */
  public DynamicsSettings with(Map<String, ?> changes) {
    return SettingsCopy.of(this, changes);
  }

  private static void checkMemory(int steps, int particles, int dimension) {
    long numbers = 3L * steps * particles * dimension;
    if (numbers > MOST_NUMBERS) {
      throw InputException.invalid(
          "dynamics.steps",
          steps,
          String.format(
              "at most %d for %d particles: a run is in memory as steps * particles * dimension * 3"
                  + " numbers, at most %d",
              MOST_NUMBERS / (3L * particles * dimension), particles, MOST_NUMBERS));
    }
  }

  private static int particles(int particles, int dimension) {
    if (particles != 0) {
      return particles;
    }
    return dimension == 2 ? 4 : 8;
  }

  /** The number of particles, with the dimension's default resolved. */
  public int resolvedParticles() {
    return particles(particles, dimension);
  }

  /** The time between two states, with the law's default resolved [time]. */
  public double resolvedTimeStep() {
    return timeStep == 0 ? forceLaw().timeStep() : timeStep;
  }

  /** The law with its softening, or as its definition has it. */
  public ForceLaw forceLaw() {
    return ForceLaws.of(law, softening, definitions);
  }
}
