package org.principia.validation.rollout;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaw;

/**
 * Systems followed under the found law and the network, beside the true ones.
 *
 * <p>Distances are those of {@link RolloutRun} over the systems that a method has followed so far;
 * motion of several bodies is chaotic, so that medians say more than means.
 *
 * @param systems how many were followed
 * @param lawFailed how many the law did not follow to the end
 * @param networkFailed how many the network did not follow to the end
 * @param instants by time, from 0
 * @param trueDrift median drift of the energy under the true law; not a number where it does not
 *     conserve one
 * @param lawDrift median drift of the true law's energy under the found law
 * @param networkDrift median drift of the true law's energy under the network
 */
public record Rollout(
    int systems,
    int lawFailed,
    int networkFailed,
    List<Instant> instants,
    double trueDrift,
    double lawDrift,
    double networkDrift) {

  /**
   * The systems at one time.
   *
   * @param time instant [time]
   * @param moved median distance of a true particle from where it began [length]
   * @param lawMedian median distance between law and truth [length]
   * @param lawMean mean distance between law and truth [length]
   * @param networkMedian median distance between network and truth [length]
   * @param networkMean mean distance between network and truth [length]
   * @param lawFollowed systems that the law has followed so far
   * @param networkFollowed systems that the network has followed so far
   */
  public record Instant(
      double time,
      double moved,
      double lawMedian,
      double lawMean,
      double networkMedian,
      double networkMean,
      int lawFollowed,
      int networkFollowed) {}

  /**
   * One system under the true law, the found law and the network, from the same state.
   *
   * <p>Distances are means over the particles, one for each instant; not a number from the instant
   * on at which a method fails.
   *
   * @param moved how far the true system is from where it began [length]
   * @param law how far the system under the found law is from the true one [length]
   * @param network how far the system under the network is from the true one [length]
   * @param trueDrift drift of the energy under the true law, over the instants; not a number where
   *     it does not conserve one
   * @param lawDrift drift of the true law's energy under the found law
   * @param networkDrift drift of the true law's energy under the network
   */
  public record RolloutRun(
      double[] moved,
      double[] law,
      double[] network,
      double trueDrift,
      double lawDrift,
      double networkDrift)
      implements Serializable {}

  /** Summarises what became of the systems, in order; no instants where none was followed. */
  public static Rollout of(RolloutPlan plan, List<RolloutRun> runs) {
    double[] times = plan.times();
    Instant[] instants = new Instant[runs.isEmpty() ? 0 : times.length];
    for (int k = 0; k < instants.length; k++) {
      int at = k;
      double[] law = finite(runs, run -> run.law()[at]);
      double[] network = finite(runs, run -> run.network()[at]);
      instants[k] =
          new Instant(
              times[k],
              median(finite(runs, run -> run.moved()[at])),
              median(law),
              mean(law),
              median(network),
              mean(network),
              law.length,
              network.length);
    }
    int last = times.length - 1;
    return new Rollout(
        runs.size(),
        runs.size() - finite(runs, run -> run.law()[last]).length,
        runs.size() - finite(runs, run -> run.network()[last]).length,
        List.of(instants),
        median(finite(runs, RolloutRun::trueDrift)),
        median(finite(runs, RolloutRun::lawDrift)),
        median(finite(runs, RolloutRun::networkDrift)));
  }

  /** The last instant. */
  public Optional<Instant> end() {
    return instants.stream().reduce((first, second) -> second);
  }

  private static double[] finite(List<RolloutRun> runs, ToDoubleFunction<RolloutRun> value) {
    return runs.stream().mapToDouble(value).filter(Double::isFinite).sorted().toArray();
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  private static double mean(double[] sorted) {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

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
      return IntStream.rangeClosed(0, count)
          .map(k -> k == 0 ? 0 : (int) Math.round((double) k * (steps - 1) / count))
          .toArray();
    }

    /** Their times [time]. */
    double[] times() {
      return IntStream.of(instants()).mapToDouble(k -> k * timeStep).toArray();
    }
  }
}
