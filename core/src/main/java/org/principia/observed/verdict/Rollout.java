package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.dynamics.DormandPrince54;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.Medium;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.AccelerationField;
import org.principia.observed.SmoothTrack;
import org.principia.observed.weak.PreparedRun;

/**
 * The motion by a law from a smoothed state, beside the tracks.
 *
 * <p>Twins start from states that differ by the errors of the first, and what they differ by later
 * is what its errors have grown to. The deviation at an instant is expected to be {@code e^2 =
 * sigma^2 + mean over twins of (x_twin - x)^2}; the stretch ends where e passes a tenth of the
 * extent of the positions, since chaos leaves nothing to compare then.
 */
final class Rollout {
  /** Where stretches begin, as shares of the run's time. */
  private static final double[] BEGIN = {0.1, 0.4, 0.7};

  private static final double LENGTH = 0.25;
  private static final int TWINS = 3;

  /** What is shown of a run's time, as shares, and its instants. */
  private static final double[] SHOWN = {0.1, 0.6};

  private static final int INSTANTS = 150;
  private static final double LOST = 0.1;
  private static final double TOLERANCE = 1e-9;
  private static final long SEED = 20_231;
  private static final double HELD = 5;

  /** A smaller share of the extent is no deviation. */
  private static final double FLOOR = 1e-6;

  private final PreparedRun run;
  private final AccelerationField flow;
  private final int order;
  private final int dimension;
  private final double extent;

  /**
   * A stretch.
   *
   * @param begin its first instant [time]
   * @param length up to its end, or to where chaos hides everything [time]
   * @param held up to where the deviation is first five times as large as expected [time]
   * @param deviation rms deviation in units of the expected
   */
  record Stretch(double begin, double length, double held, double deviation)
      implements Serializable {}

  private Rollout(PreparedRun run, AccelerationField flow, int order) {
    this.run = run;
    this.flow = flow;
    this.order = order;
    dimension = run.tracks().get(0).track().dimension();
    extent = extent(run);
  }

  /** Several stretches of a run; none where a particle is not explained, or is not there. */
  static List<Stretch> of(PreparedRun run, AccelerationField flow, int order) {
    List<Stretch> stretches = new ArrayList<>();
    boolean all = run.tracks().stream().allMatch(t -> t.track().receiver());
    Rollout rollout = new Rollout(run, flow, order);
    double duration = run.end() - run.begin();
    for (int s = 0; s < BEGIN.length && all; s++) {
      double from = run.begin() + BEGIN[s] * duration;
      rollout.stretch(s, from, from + LENGTH * duration, stretches);
    }
    return stretches;
  }

  /** The tracks of a run beside its motion by a law, from the first state that is known. */
  static Optional<Pictures.Motion> picture(PreparedRun run, AccelerationField flow, int order) {
    if (!run.tracks().stream().allMatch(t -> t.track().receiver())) {
      return Optional.empty();
    }
    Rollout rollout = new Rollout(run, flow, order);
    double duration = run.end() - run.begin();
    double[] all =
        rollout.instants(run.begin() + SHOWN[0] * duration, run.begin() + SHOWN[1] * duration);
    int stride = Math.max(1, all.length / INSTANTS);
    int n = run.tracks().size();
    int d = rollout.dimension;
    double[] times = new double[all.length / stride];
    double[] seen = new double[times.length * n * d];
    int count = 0;
    // As long as all particles are there.
    for (boolean there = true; there && count < times.length; ) {
      double time = all[count * stride];
      for (int i = 0; i < n && there; i++) {
        there = run.tracks().get(i).at(time, seen, (count * n + i) * d);
      }
      if (there) {
        times[count++] = time;
      }
    }
    double[][] state = count < 3 ? new double[0][] : rollout.state(times[0]);
    if (state.length == 0) {
      return Optional.empty();
    }
    double[] after = Arrays.stream(times, 0, count).map(t -> t - times[0]).toArray();
    Trajectory path = rollout.follow(state[0], state[1], after);
    int steps = Math.min(count, path.steps());
    return Optional.of(
        new Pictures.Motion(
            run.run(),
            run.particles(),
            d,
            Arrays.copyOf(times, steps),
            Arrays.copyOf(seen, steps * n * d),
            Arrays.copyOf(path.position(), steps * n * d)));
  }

  private static double extent(PreparedRun run) {
    double sum = 0;
    int count = 0;
    int d = run.tracks().get(0).track().dimension();
    double[] mean = new double[d];
    for (int pass = 0; pass < 2; pass++) {
      for (SmoothTrack track : run.tracks()) {
        double[] x = track.position();
        for (int k = 0; k < x.length; k++) {
          if (pass == 0) {
            mean[k % d] += x[k];
            count++;
          } else {
            sum += (x[k] - mean[k % d] * d / count) * (x[k] - mean[k % d] * d / count);
          }
        }
      }
    }
    return Math.sqrt(sum * d / count);
  }

  private void stretch(int number, double from, double to, List<Stretch> stretches) {
    double[] times = instants(from, to);
    double[][] state = state(times.length == 0 ? from : times[0]);
    if (times.length < 3 || state.length == 0) {
      return;
    }
    double begin = times[0];
    double[] after = Arrays.stream(times).map(t -> t - begin).toArray();
    Trajectory first = follow(state[0], state[1], after);
    Trajectory[] twins = new Trajectory[TWINS];
    RandomGenerator random =
        RandomStream.of(SEED, "observed.rollout", run.run().hashCode(), number);
    for (int w = 0; w < TWINS; w++) {
      double[] x = state[0].clone();
      double[] v = state[1].clone();
      for (int k = 0; k < x.length; k++) {
        x[k] += state[2][k] * random.nextGaussian();
        v[k] += state[3][k] * random.nextGaussian();
      }
      twins[w] = follow(x, v, after);
    }
    stretches.add(compare(times, first, twins));
  }

  private Trajectory follow(double[] x, double[] v, double[] times) {
    double[] ones = new double[x.length / dimension];
    Arrays.fill(ones, 1);
    InitialState start = new InitialState(ones, ones, x, v, dimension);
    DormandPrince54 integrator = new DormandPrince54(TOLERANCE);
    List<Double> still = java.util.Collections.nCopies(dimension, 0.0);
    return order == 2
        ? integrator.follow(flow, start, times)
        : new Medium(flow, 1, 0, 0, still).overdamped(integrator, start, times);
  }

  private Stretch compare(double[] times, Trajectory first, Trajectory[] twins) {
    int steps = Arrays.stream(twins).mapToInt(Trajectory::steps).min().orElse(0);
    steps = Math.min(steps, first.steps());
    int[] at = new int[run.tracks().size()];
    double[] sums = new double[2];
    double length = 0;
    double held = Double.POSITIVE_INFINITY;
    for (int k = 0; k < times.length; k++) {
      if (k >= steps) {
        return new Stretch(times[0], length, Math.min(held, length), Double.POSITIVE_INFINITY);
      }
      double worst = instant(k, times[k], at, first, twins, sums);
      if (Double.isNaN(worst)) {
        break;
      }
      length = times[k] - times[0];
      held = worst > HELD ? Math.min(held, length) : held;
    }
    return new Stretch(
        times[0], length, Math.min(held, length), sums[1] == 0 ? 0 : Math.sqrt(sums[0] / sums[1]));
  }

  /** The largest deviation at an instant; NaN where chaos hides it. */
  private double instant(
      int k, double time, int[] at, Trajectory first, Trajectory[] twins, double[] sums) {
    int n = at.length;
    double worst = 0;
    for (int i = 0; i < n; i++) {
      double[] t = run.tracks().get(i).track().times();
      while (at[i] < t.length && t[at[i]] < time) {
        at[i]++;
      }
      for (int c = 0; c < dimension && at[i] < t.length && t[at[i]] == time; c++) {
        int place = (k * n + i) * dimension + c;
        double expected = expected(i, place, first, twins);
        if (expected > LOST * extent) {
          return Double.NaN;
        }
        double seen = run.tracks().get(i).track().positions()[at[i] * dimension + c];
        double miss = (seen - first.position()[place]) / expected;
        sums[0] += miss * miss;
        sums[1]++;
        worst = Math.max(worst, Math.abs(miss));
      }
    }
    return worst;
  }

  private double expected(int i, int place, Trajectory first, Trajectory[] twins) {
    double noise = run.tracks().get(i).noise();
    double sum = 0;
    for (Trajectory twin : twins) {
      double off = twin.position()[place] - first.position()[place];
      sum += off * off;
    }
    double floor = FLOOR * extent;
    return Math.sqrt(noise * noise + sum / twins.length + floor * floor);
  }

  /** All instants of some time. */
  private double[] instants(double from, double to) {
    return run.tracks().stream()
        .flatMapToDouble(t -> Arrays.stream(t.track().times()))
        .filter(t -> t >= from && t < to)
        .sorted()
        .distinct()
        .toArray();
  }

  /** Positions, velocities and their standard errors; nothing where a particle is not seen. */
  private double[][] state(double time) {
    int n = run.tracks().size();
    double[][] state = new double[4][n * dimension];
    for (int i = 0; i < n; i++) {
      SmoothTrack track = run.tracks().get(i);
      double[] t = track.track().times();
      int k = Arrays.binarySearch(t, time);
      k = k >= 0 ? k : -k - 1;
      k = k == t.length || (k > 0 && time - t[k - 1] < t[k] - time) ? k - 1 : k;
      double step = (t[t.length - 1] - t[0]) / Math.max(1, t.length - 1);
      double dt = time - t[k];
      if (track.half()[k] == 0 || Math.abs(dt) > step) {
        return new double[0][];
      }
      for (int c = 0; c < dimension; c++) {
        int at = k * dimension + c;
        double a = track.acceleration()[at];
        state[0][i * dimension + c] =
            track.position()[at] + dt * (track.velocity()[at] + dt * a / 2);
        state[1][i * dimension + c] = track.velocity()[at] + dt * a;
        state[2][i * dimension + c] = track.noise() * Math.sqrt(track.gain()[0][k]);
        state[3][i * dimension + c] = track.noise() * Math.sqrt(track.gain()[1][k]);
      }
    }
    return state;
  }
}
