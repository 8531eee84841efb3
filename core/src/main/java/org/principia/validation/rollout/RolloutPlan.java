package org.principia.validation.rollout;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaw;

/**
 * What is followed and how far: systems that begin as runs do, over the time of a run.
 *
 * @param truth the true law
 * @param particles n
 * @param dimension d
 * @param timeStep time between two states of a run [time]
 * @param steps states of a run, with the first
 * @param tolerance of the integrator
 * @param seed the user's seed
 */
public record RolloutPlan(
    ForceLaw truth,
    int particles,
    int dimension,
    double timeStep,
    int steps,
    double tolerance,
    long seed)
    implements Serializable {
  private static final int INSTANTS = 10;

  /** The plan of a data set: systems of the same kind, from a stream of their own. */
  public static RolloutPlan of(DynamicsSettings settings, long seed) {
    return new RolloutPlan(
        settings.forceLaw(),
        settings.resolvedParticles(),
        settings.dimension(),
        settings.resolvedTimeStep(),
        settings.steps(),
        settings.tolerance(),
        seed);
  }

  /** The states that are looked at: the first, and ten more where there are as many. */
  int[] instants() {
    int count = Math.min(INSTANTS, steps - 1);
    int[] instants = new int[count + 1];
    for (int k = 1; k <= count; k++) {
      instants[k] = (int) Math.round((double) k * (steps - 1) / count);
    }
    return instants;
  }

  /** Their times [time]. */
  double[] times() {
    return IntStream.of(instants()).mapToDouble(k -> k * timeStep).toArray();
  }
}
