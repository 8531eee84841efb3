package org.principia.validation.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.common.Floats;
import org.principia.dynamics.DormandPrince54;
import org.principia.dynamics.Drift;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.AccelerationField;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;
import org.principia.validation.error.ModelPair;
import org.principia.validation.rollout.Rollout.RolloutPlan;
import org.principia.validation.rollout.Rollout.RolloutRun;

/**
 * Follows systems under the true law, the found law and the network. It serves one thread.
 *
 * <p>Both laws are integrated as the data were. The network, whose function has kinks, is followed
 * by the classical Runge-Kutta method of order four with steps of at most five stored states, many
 * systems at once; a kink costs less than what the network gets wrong. A law that needs {@value
 * #EVALUATION_FACTOR} times as many evaluations as the true one and {@value #EVALUATION_MARGIN}
 * more has failed: a pole of a wrong formula would stop the clock.
 */
public final class RolloutSimulator {
  private static final int EVALUATION_FACTOR = 5;
  private static final int EVALUATION_MARGIN = 2000;
  private static final int STRIDE = 5;
  private static final int ATTEMPTS = 100;

  private final RolloutPlan plan;
  private final ModelPair models;
  private final int[] instants;

  /** A simulator of what is planned under two models. */
  public RolloutSimulator(RolloutPlan plan, ModelPair models) {
    this.plan = plan;
    this.models = models;
    this.instants = plan.instants();
  }

  /** Follows so many systems from a first number on. */
  public List<RolloutRun> simulate(int first, int count) {
    DormandPrince54 integrator = new DormandPrince54(plan.tolerance());
    List<Trajectory> truths =
        IntStream.range(first, first + count).mapToObj(i -> truth(integrator, i)).toList();
    List<Path> networks = network(truths.stream().map(Trajectory::start).toList());
    List<RolloutRun> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InitialState start = truths.get(i).start();
      AccelerationField limited =
          limited(EVALUATION_FACTOR * truths.get(i).evaluations() + EVALUATION_MARGIN);
      Path truth = Path.of(truths.get(i), instants);
      Path law =
          Path.of(integrator.integrate(limited, start, plan.timeStep(), plan.steps()), instants);
      Path network = networks.get(i);
      runs.add(
          new RolloutRun(
              distances(truth, repeated(start)),
              distances(truth, law),
              distances(truth, network),
              drift(start, truth),
              drift(start, law),
              drift(start, network)));
    }
    return runs;
  }

  /** The true run; a state from which it diverges is drawn again, as in the data. */
  private Trajectory truth(DormandPrince54 integrator, int system) {
    AccelerationField field = plan.truth().field();
    for (int attempt = 0; ; attempt++) {
      InitialState start =
          InitialState.draw(
              plan.seed(),
              "validation.rollout",
              plan.particles(),
              plan.dimension(),
              system,
              attempt);
      Trajectory truth = integrator.integrate(field, start, plan.timeStep(), plan.steps());
      if (!truth.diverged() || attempt == ATTEMPTS) {
        return truth;
      }
    }
  }

  /** The states at the instants that were reached. */
  private record Path(double[] position, double[] velocity, int reached) {
    static Path of(Trajectory run, int[] instants) {
      int size = run.start().position().length;
      int reached = (int) Arrays.stream(instants).filter(k -> k < run.steps()).count();
      double[] position = new double[reached * size];
      double[] velocity = new double[reached * size];
      for (int k = 0; k < reached; k++) {
        System.arraycopy(run.position(), instants[k] * size, position, k * size, size);
        System.arraycopy(run.velocity(), instants[k] * size, velocity, k * size, size);
      }
      return new Path(position, velocity, reached);
    }
  }

  /** A path that stays where it begins. */
  private Path repeated(InitialState start) {
    int size = start.position().length;
    double[] position = new double[instants.length * size];
    Arrays.setAll(position, i -> start.position()[i % size]);
    return new Path(position, new double[position.length], instants.length);
  }

  /** Mean distance of the particles of two paths at each instant. */
  private double[] distances(Path a, Path b) {
    int n = plan.particles();
    int d = plan.dimension();
    double[] distances = new double[instants.length];
    for (int k = 0; k < distances.length; k++) {
      if (k >= a.reached || k >= b.reached) {
        distances[k] = Double.NaN;
        continue;
      }
      for (int i = 0; i < n; i++) {
        double square = 0;
        for (int c = (k * n + i) * d; c < (k * n + i + 1) * d; c++) {
          double off = a.position[c] - b.position[c];
          square += off * off;
        }
        distances[k] += Math.sqrt(square) / n;
      }
    }
    return distances;
  }

  /** Drift of the true law's energy over the instants; not a number where a path breaks off. */
  private double drift(InitialState start, Path path) {
    if (path.reached < instants.length) {
      return Double.NaN;
    }
    Trajectory run =
        new Trajectory(
            start,
            plan.timeStep(),
            path.reached,
            path.position,
            path.velocity,
            new double[path.position.length],
            false,
            0,
            1);
    return Drift.of(plan.truth(), run).energy();
  }

  /** Positions and velocities of each system at the instants, under the network. */
  private List<Path> network(List<InitialState> starts) {
    int size = plan.particles() * plan.dimension();
    List<Path> paths = new ArrayList<>();
    double[] x = new double[starts.size() * size];
    double[] v = new double[x.length];
    for (int s = 0; s < starts.size(); s++) {
      System.arraycopy(starts.get(s).position(), 0, x, s * size, size);
      System.arraycopy(starts.get(s).velocity(), 0, v, s * size, size);
      int values = instants.length * size;
      paths.add(new Path(new double[values], new double[values], instants.length));
    }
    for (int k = 0; k < instants.length; k++) {
      if (k > 0) {
        int states = instants[k] - instants[k - 1];
        int steps = (states + STRIDE - 1) / STRIDE;
        for (int step = 0; step < steps; step++) {
          advance(starts, x, v, states * plan.timeStep() / steps);
        }
      }
      for (int s = 0; s < starts.size(); s++) {
        System.arraycopy(x, s * size, paths.get(s).position, k * size, size);
        System.arraycopy(v, s * size, paths.get(s).velocity, k * size, size);
      }
    }
    return paths;
  }

  /** A step of all systems at once. */
  private void advance(List<InitialState> starts, double[] x, double[] v, double h) {
    double[] a1 = accelerations(starts, x, v);
    double[] v2 = shifted(v, a1, h / 2);
    double[] a2 = accelerations(starts, shifted(x, v, h / 2), v2);
    double[] v3 = shifted(v, a2, h / 2);
    double[] a3 = accelerations(starts, shifted(x, v2, h / 2), v3);
    double[] v4 = shifted(v, a3, h);
    double[] a4 = accelerations(starts, shifted(x, v3, h), v4);
    for (int i = 0; i < x.length; i++) {
      x[i] += h / 6 * (v[i] + 2 * v2[i] + 2 * v3[i] + v4[i]);
      v[i] += h / 6 * (a1[i] + 2 * a2[i] + 2 * a3[i] + a4[i]);
    }
  }

  private static double[] shifted(double[] values, double[] slopes, double h) {
    double[] shifted = new double[values.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = values[i] + h * slopes[i];
    }
    return shifted;
  }

  private double[] accelerations(List<InitialState> starts, double[] x, double[] v) {
    int size = plan.particles() * plan.dimension();
    List<Graph> frames = new ArrayList<>(starts.size());
    for (int s = 0; s < starts.size(); s++) {
      InitialState now =
          new InitialState(
              starts.get(s).mass(),
              starts.get(s).charge(),
              Arrays.copyOfRange(x, s * size, (s + 1) * size),
              Arrays.copyOfRange(v, s * size, (s + 1) * size),
              plan.dimension());
      frames.add(Particles.of(now).graph(s, 0, 0));
    }
    return Floats.wide(models.network().apply(frames));
  }

  /** The law, not finite any more when it was asked too often. It serves one run. */
  private AccelerationField limited(long evaluations) {
    long[] left = {evaluations};
    return (mass, charge, dimension, position, velocity, out) -> {
      if (left[0]-- > 0) {
        models.law().accelerations(mass, charge, dimension, position, velocity, out);
      } else {
        Arrays.fill(out, Double.NaN);
      }
    };
  }
}
