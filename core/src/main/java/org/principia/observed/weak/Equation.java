package org.principia.observed.weak;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is equated: the order of the motion in time, and the frame of the positions.
 *
 * <p>In a free frame any acceleration may be common to all particles, another at each instant: that
 * of the table's origin. It cancels in differences to a mean of the particles, {@code x_i - sum_l
 * w_l x_l}, and with the same weights in differences of the forces. The weights are those of the
 * inverse squares of the accelerations, so that the steadiest particles are the reference.
 *
 * @param order 1 or 2
 * @param free whether the frame is
 */
public record Equation(int order, boolean free) implements Serializable {

  /** The frame in a word. */
  public String frame() {
    return free ? "free" : "inertial";
  }

  /** Weights of the particles in the reference, 0 of all in an inertial frame (n). */
  public double[] weights(PreparedRun run) {
    int n = run.tracks().size();
    double[] weights = new double[n];
    if (!free) {
      return weights;
    }
    double[] squares =
        IntStream.range(0, n).mapToDouble(i -> Math.pow(run.scale(i, order), 2)).toArray();
    double least = 1e-12 * Arrays.stream(squares).max().orElse(1) + Double.MIN_NORMAL;
    Arrays.setAll(weights, i -> 1 / Math.max(squares[i], least));
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, i -> weights[i] / sum);
    return weights;
  }

  /** The positions of a particle that are tested, in differences where the frame is free. */
  double[] positions(PreparedRun run, int particle, double[] weights) {
    double[] own = run.tracks().get(particle).track().positions().clone();
    for (int l = 0; l < weights.length && free; l++) {
      double[] other = run.tracks().get(l).track().positions();
      for (int k = 0; k < own.length; k++) {
        own[k] -= weights[l] * other[k];
      }
    }
    return own;
  }

  /** Variance of a coordinate that is tested. */
  double variance(PreparedRun run, int particle, double[] weights) {
    double sum = 0;
    for (int l = 0; l < weights.length; l++) {
      double factor = (l == particle ? 1 : 0) - weights[l];
      double noise = run.tracks().get(l).noise();
      sum += factor * factor * noise * noise;
    }
    return sum;
  }

  /** Columns whose mean over the particles is taken away where the frame is free. */
  public Columns columns(PreparedRun run, Columns columns, double[] weights) {
    if (!free) {
      return columns;
    }
    int size = columns.count() * run.tracks().get(0).track().dimension();
    List<Columns.Values> all =
        IntStream.range(0, weights.length)
            .parallel()
            .mapToObj(l -> columns.of(Scene.of(run, l, this, weights)))
            .toList();
    double[][] mean = new double[run.tracks().get(0).track().size()][size];
    IntStream.range(0, mean.length)
        .parallel()
        .forEach(
            k -> {
              double[] own = new double[size];
              for (int l = 0; l < weights.length; l++) {
                all.get(l).fill(k, own);
                for (int c = 0; c < size; c++) {
                  mean[k][c] += weights[l] * own[c];
                }
              }
            });
    return new Relative(columns, mean);
  }

  /** Differences to a mean at each instant. */
  private record Relative(Columns columns, double[][] mean) implements Columns {
    @Override
    public int count() {
      return columns.count();
    }

    @Override
    public boolean model() {
      return columns.model();
    }

    @Override
    public Values of(Scene scene) {
      Values own = columns.of(scene);
      return (instant, out) -> {
        own.fill(instant, out);
        for (int c = 0; c < out.length; c++) {
          out[c] -= mean[instant][c];
        }
      };
    }
  }
}
