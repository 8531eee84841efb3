package org.principia.gnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;

/**
 * Frames of particles on springs, by a simulation small enough to be read: leapfrog, fixed step.
 */
public final class SpringGraphs {
  private static final double STEP = 0.01;
  private static final int SUBSTEPS = 4;

  private SpringGraphs() {}

  /** Frames of runs {@code from .. to - 1}: instants 0, stride, 2 stride ... below steps. */
  public static List<Graph> of(int from, int to, int particles, int steps, int stride) {
    List<Graph> frames = new ArrayList<>();
    for (int run = from; run < to; run++) {
      simulate(run, particles, steps, stride, frames);
    }
    return frames;
  }

  /** Those in which no velocity or acceleration lies outside the 1 and 99 percentiles. */
  public static List<Graph> pruned(List<Graph> frames) {
    float[] velocity = bounds(frames, true);
    float[] acceleration = bounds(frames, false);
    return frames.stream()
        .filter(
            f ->
                within(f.feature("velocity"), velocity)
                    && within(f.target("acceleration"), acceleration))
        .toList();
  }

  private static boolean within(float[] values, float[] bounds) {
    for (float value : values) {
      if (value < bounds[0] || value > bounds[1]) {
        return false;
      }
    }
    return true;
  }

  private static float[] bounds(List<Graph> frames, boolean ofVelocity) {
    int length = frames.get(0).feature("velocity").length;
    float[] all = new float[frames.size() * length];
    for (int i = 0; i < frames.size(); i++) {
      Graph frame = frames.get(i);
      float[] values = ofVelocity ? frame.feature("velocity") : frame.target("acceleration");
      System.arraycopy(values, 0, all, i * length, length);
    }
    Arrays.sort(all);
    return new float[] {all[all.length / 100], all[all.length - 1 - all.length / 100]};
  }

  private static void simulate(int run, int n, int steps, int stride, List<Graph> into) {
    RandomGenerator random = RandomStream.of(1, "test.spring", run);
    double[] mass = new double[n];
    double[] charge = new double[n];
    double[] x = new double[2 * n];
    double[] v = new double[2 * n];
    for (int i = 0; i < n; i++) {
      mass[i] = Math.exp(random.nextGaussian());
      charge[i] = random.nextBoolean() ? 1 : -1;
    }
    for (int k = 0; k < 2 * n; k++) {
      x[k] = random.nextGaussian();
      v[k] = random.nextGaussian();
    }
    double h = STEP / SUBSTEPS;
    double[] a = acceleration(x, mass);
    for (int step = 0; step < steps; step++) {
      if (step % stride == 0) {
        into.add(
            new Particles(2, floats(mass), floats(charge), floats(x), floats(v), floats(a))
                .graph(run, step, step * STEP));
      }
      for (int sub = 0; sub < SUBSTEPS; sub++) {
        for (int k = 0; k < 2 * n; k++) {
          v[k] += h / 2 * a[k];
          x[k] += h * v[k];
        }
        a = acceleration(x, mass);
        for (int k = 0; k < 2 * n; k++) {
          v[k] += h / 2 * a[k];
        }
      }
    }
  }

  /** a_i = (1 / m_i) sum over j of (r - 1) u. */
  static double[] acceleration(double[] x, double[] mass) {
    int n = mass.length;
    double[] a = new double[2 * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j) {
          double dx = x[2 * j] - x[2 * i];
          double dy = x[2 * j + 1] - x[2 * i + 1];
          double r = Math.hypot(dx, dy);
          a[2 * i] += (r - 1) * dx / r / mass[i];
          a[2 * i + 1] += (r - 1) * dy / r / mass[i];
        }
      }
    }
    return a;
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
