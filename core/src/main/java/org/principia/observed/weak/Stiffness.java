package org.principia.observed.weak;

import java.util.Arrays;
import java.util.List;
import org.principia.observed.SmoothTrack;

/**
 * How much a wrong position makes of a wrong force, by the law itself.
 *
 * <p>With {@code K_j = p s_j (g' u u' + g / r (1 - u u'))}, the derivative of the force of j by the
 * separation, independent errors of variances sigma_i^2 and sigma_j^2 in the positions give a
 * component of the force the variance {@code (sigma_i^2 |sum_j K_j|^2 + sum_j sigma_j^2 |K_j|^2) /
 * d}, norms those of Frobenius. Close to an equilibrium, where forces cancel, this is far from what
 * the size of the acceleration tells.
 */
public final class Stiffness {
  /** Where the law has no value, nothing is told. */
  private static final double HIDDEN = 1e12;

  private Stiffness() {}

  /** A scene with the stiffness by a law; of rows whose variance is that of two such forces. */
  public static Scene of(PairForce law, PreparedRun run, Scene scene) {
    double[] source = law.sources(run.run());
    double response = law.responses(run.run())[scene.self()];
    int n = scene.particles();
    int d = scene.dimension();
    double[] stiffness = new double[scene.stiffness().length];
    double[] shares = shares(run.tracks(), scene.self());
    double[] sum = new double[d * d];
    double[] own = new double[d * d];
    for (int k = 0; k < stiffness.length; k++) {
      Arrays.fill(sum, 0);
      double squares = 0;
      for (int j = 0; j < n; j++) {
        int at = (k * n + j) * d;
        double r = Scene.distance(scene.separation(), at, d);
        if (!(r > 0)) {
          continue;
        }
        double slope = law.slope(run.run(), scene.self(), j, r);
        double ratio = law.force(run.run(), scene.self(), j, r) / r;
        derivative(slope, ratio, scene.separation(), at, r, own);
        for (int c = 0; c < own.length; c++) {
          double strength = response * source[j] * own[c];
          sum[c] += strength;
          squares += shares[j] * strength * strength;
        }
      }
      for (double total : sum) {
        squares += total * total;
      }
      stiffness[k] = Double.isFinite(squares) ? Math.sqrt(squares / (2 * d)) : HIDDEN;
    }
    return new Scene(
        scene.receiver(),
        scene.observed(),
        scene.variance(),
        scene.unresolved(),
        scene.self(),
        n,
        scene.separation(),
        stiffness);
  }

  /** Variance of the errors of each particle's position over that of the receiver's. */
  private static double[] shares(List<SmoothTrack> tracks, int self) {
    double own = tracks.get(self).noise();
    return tracks.stream()
        .mapToDouble(t -> own > 0 ? t.noise() * t.noise() / (own * own) : 1)
        .toArray();
  }

  private static void derivative(
      double slope, double ratio, double[] separation, int at, double r, double[] own) {
    int d = own.length == 4 ? 2 : 3;
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        double product = separation[at + a] * separation[at + b] / (r * r);
        own[a * d + b] = slope * product + ratio * ((a == b ? 1 : 0) - product);
      }
    }
  }
}
