package org.principia.dynamics;

import java.io.Serializable;
import org.principia.common.InputException;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.LawDefinition;

/**
 * Simulates the runs of a data set: each a function of the settings, the seed and its number alone.
 *
 * <p>Run i starts from {@link InitialState#draw} with the stream (seed, {@value #RUNS}, i). A run
 * that diverges is drawn again from (seed, {@value #RUNS}, i, attempt) with attempt = 1, 2, ... The
 * test set uses {@value #TEST_RUNS} in its place. A simulator keeps no state between runs and may
 * be shared by threads; build one inside a distributed task.
 *
 * @param settings particles, steps and time step; its law only where it sets the time step
 * @param seed the user's seed
 * @param field what accelerates the particles
 * @param integrator the method
 */
public record Simulator(
    DynamicsSettings settings, long seed, AccelerationField field, Integrator integrator) {
  /** Name of the stream of the runs for training and validation. */
  public static final String RUNS = "dynamics.run";

  /** Name of the stream of the test set's runs. */
  public static final String TEST_RUNS = "dynamics.test-run";

  static final int MOST_ATTEMPTS = 100;

  /** A simulator of the settings' law. */
  public Simulator(DynamicsSettings settings, long seed) {
    this(settings, seed, settings.forceLaw().field(), new DormandPrince54(settings.tolerance()));
  }

  /**
   * A run for training or validation, by its number from 0, not diverged; an {@link InputException}
   * if it diverges from every initial state that is tried.
   */
  public Trajectory run(int run) {
    return simulate(RUNS, run);
  }

  /** A run of the test set, as {@link #run} gives those for training and validation. */
  public Trajectory testRun(int run) {
    return simulate(TEST_RUNS, run);
  }

  private Trajectory simulate(String purpose, int run) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      long[] keys = attempt == 0 ? new long[] {run} : new long[] {run, attempt};
      InitialState start =
          InitialState.draw(
              seed, purpose, settings.resolvedParticles(), settings.dimension(), keys);
      Trajectory trajectory =
          integrator.integrate(field, start, settings.resolvedTimeStep(), settings.steps());
      if (!trajectory.diverged()) {
        return trajectory.withAttempts(attempt + 1);
      }
    }
    throw InputException.cannot(
        "simulate " + purpose + " " + run + " of law " + settings.law(),
        MOST_ATTEMPTS + " initial states in a row diverged; " + advice());
  }

  private String advice() {
    String tolerance = "raise dynamics.tolerance (" + settings.tolerance() + ")";
    String step = "lower dynamics.time-step (" + settings.resolvedTimeStep() + ")";
    for (LawDefinition definition : settings.definitions()) {
      if (definition.name().equals(settings.law())) {
        return String.format(
            "%s, %s or bound the force at small and at large r in %s (%s)",
            tolerance, step, definition.forceKey(), definition.force());
      }
    }
    return String.format(
        "%s, %s or raise dynamics.softening (%s)", tolerance, step, settings.softening());
  }

  /** A method that follows particles through time. */
  public interface Integrator extends Serializable {

    /**
     * Follows the particles and stores their state at the times {@code k * timeStep}, k = 0 ...
     * steps - 1; step 0 is the initial state.
     *
     * @param field what accelerates them
     * @param start the state at time 0
     * @param timeStep the step at which states are stored [time], positive; the method chooses its
     *     own steps in between
     * @param steps the number of states to store, at least 1
     * @return the states; where the method fails, those before the failure, flagged as diverged
     */
    Trajectory integrate(AccelerationField field, InitialState start, double timeStep, int steps);
  }
}
