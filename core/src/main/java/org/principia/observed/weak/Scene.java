package org.principia.observed.weak;

import java.util.Arrays;
import java.util.List;
import org.principia.observed.Median;
import org.principia.observed.SmoothTrack;

/**
 * What acts on one receiver at each of its instants.
 *
 * @param receiver whose motion is to be explained
 * @param observed its positions that are tested (instants x d) [length]
 * @param variance of a coordinate of these [length^2]
 * @param unresolved variance beyond it (instants) [length^2]
 * @param self its number among the particles of the run
 * @param particles number n of particles of the run
 * @param separation from the receiver to each particle, NaN where it is not there (instants x n x
 *     d) [length]
 * @param stiffness how fast the force changes with position at most, estimated [1 / time^2], or [1
 *     / time] where the order is 1 (instants)
 */
public record Scene(
    SmoothTrack receiver,
    double[] observed,
    double variance,
    double[] unresolved,
    int self,
    int particles,
    double[] separation,
    double[] stiffness) {

  /** A rate counts where its square is this many times what the noise makes of it. */
  private static final double SURE = 10;

  /**
   * Of a receiver.
   *
   * @param weights of all particles in the reference, those of the equation
   */
  public static Scene of(PreparedRun run, int self, Equation equation, double... weights) {
    List<SmoothTrack> tracks = run.tracks();
    SmoothTrack receiver = tracks.get(self);
    int d = receiver.track().dimension();
    double[] times = receiver.track().times();
    int n = tracks.size();
    double[] separation = new double[times.length * n * d];
    Arrays.fill(separation, Double.NaN);
    for (int j = 0; j < n; j++) {
      if (j != self) {
        separation(receiver, tracks.get(j), j, n, separation);
      }
    }
    return new Scene(
        receiver,
        equation.positions(run, self, weights),
        equation.variance(run, self, weights),
        new double[times.length],
        self,
        n,
        separation,
        stiffness(receiver, n, separation, equation.order()));
  }

  /** Writes the way from a receiver to one of n particles. */
  private static void separation(
      SmoothTrack receiver, SmoothTrack other, int j, int n, double[] separation) {
    int d = receiver.track().dimension();
    double[] times = receiver.track().times();
    double[] from = receiver.position();
    double[] to = other.position();
    if (Arrays.equals(times, other.track().times())) {
      for (int k = 0; k < times.length; k++) {
        for (int c = 0; c < d; c++) {
          separation[(k * n + j) * d + c] = to[k * d + c] - from[k * d + c];
        }
      }
      return;
    }
    double[] place = new double[d];
    for (int k = 0; k < times.length; k++) {
      if (other.at(times[k], place, 0)) {
        for (int c = 0; c < d; c++) {
          separation[(k * n + j) * d + c] = place[c] - from[k * d + c];
        }
      }
    }
  }

  /** Twice the force over the nearest distance, as of an inverse square. */
  private static double[] stiffness(SmoothTrack receiver, int n, double[] separation, int order) {
    int d = receiver.track().dimension();
    double[] stiffness = new double[receiver.track().size()];
    for (int k = 0; k < stiffness.length; k++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        double r = distance(separation, (k * n + j) * d, d);
        nearest = r < nearest ? r : nearest;
      }
      double noise = d * receiver.noise() * receiver.noise() * receiver.gain()[order][k];
      double square = receiver.squaredRate(k, order);
      stiffness[k] = square > SURE * noise ? 2 * Math.sqrt(square) / nearest : 0;
    }
    double median = Median.of(stiffness);
    Arrays.setAll(stiffness, k -> Math.max(stiffness[k], median));
    return stiffness;
  }

  public static double distance(double[] vectors, int offset, int d) {
    double sum = 0;
    for (int c = 0; c < d; c++) {
      sum += vectors[offset + c] * vectors[offset + c];
    }
    return Math.sqrt(sum);
  }

  /** Where not even the narrowest window describes the positions, their variance is larger. */
  public Scene withUnresolved() {
    return new Scene(
        receiver,
        observed,
        variance,
        receiver.unresolved(),
        self,
        particles,
        separation,
        stiffness);
  }

  public int dimension() {
    return receiver.track().dimension();
  }
}
