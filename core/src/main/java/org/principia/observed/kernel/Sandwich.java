package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.observed.verdict.Unknowns;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.Normal;

/**
 * Variances of the unknowns of a law where what it leaves is correlated: {@code C (sum_c g_c g_c')
 * C}, C the inverse of the curvature and g_c the slope that a cluster of rows contributes. (P. J.
 * Huber, Proc. 5th Berkeley Symp. 1 (1967) 221.)
 *
 * <p>Two kinds of clusters, and the larger variance counts: blocks of time of all receivers of a
 * run, for errors that last; and receivers by name, all runs and times, for a force that one of
 * them feels and the law does not have.
 *
 * <p>What no cluster shows is an error that is the same at all times: unknowns make up for it, and
 * no slope is left. So what a law leaves of a receiver beyond the noise may be off in one direction
 * of its force at all times, and what that makes of the unknowns is added.
 */
final class Sandwich {
  private final FormulaState state;
  private final Map<String, List<String>> particles;
  private final Unknowns unknowns;
  private final double[] covariance;

  /**
   * Of a fit.
   *
   * @param state the law
   * @param particles names, by run
   * @param unknowns which of them each column is
   * @param covariance of the shared ones, for errors of variance 1 that are uncorrelated
   */
  Sandwich(
      FormulaState state,
      Map<String, List<String>> particles,
      Unknowns unknowns,
      double[] covariance) {
    this.state = state;
    this.particles = particles;
    this.unknowns = unknowns;
    this.covariance = covariance;
  }

  /**
   * Of each shared unknown the sum of the squares of the slopes of all blocks over the curvature:
   * the mean squared error where what the law leaves is uncorrelated.
   */
  double[] slopes(List<FormulaPass.Sums> sums) {
    double[] squares = new double[unknowns.shared()];
    double[] curvature = new double[unknowns.shared()];
    for (FormulaPass.Sums s : sums) {
      int blocks = s.scores().length == 0 ? 0 : s.scores()[0].length;
      double[][] slopes = new double[blocks][unknowns.shared()];
      for (int i = 0; i < s.receivers().length; i++) {
        int[] of = unknowns.of().get(s.run())[s.receivers()[i]];
        for (int c = 0; c < of.length; c++) {
          if (of[c] >= 0 && of[c] < unknowns.shared()) {
            curvature[of[c]] += s.train().get(i).at(c, c);
            for (int b = 0; b < blocks; b++) {
              slopes[b][of[c]] += s.scores()[i][b][c];
            }
          }
        }
      }
      for (double[] slope : slopes) {
        for (int u = 0; u < slope.length; u++) {
          squares[u] += slope[u] * slope[u];
        }
      }
    }
    for (int u = 0; u < squares.length; u++) {
      squares[u] = curvature[u] > 0 ? squares[u] / curvature[u] : 0;
    }
    return squares;
  }

  /** Variances of the shared unknowns; 0 of all where runs have unknowns of their own. */
  double[] variances(List<FormulaPass.Sums> sums) {
    int g = unknowns.shared();
    double[] variances = new double[g];
    if (unknowns.local().values().stream().anyMatch(n -> n > 0)) {
      return variances;
    }
    List<double[]> times = new ArrayList<>();
    Map<String, double[]> receivers = new LinkedHashMap<>();
    for (FormulaPass.Sums s : sums) {
      int blocks = s.scores().length == 0 ? 0 : s.scores()[0].length;
      double[][] slopes = new double[blocks][g];
      for (int i = 0; i < s.receivers().length; i++) {
        int self = s.receivers()[i];
        int[] of = unknowns.of().get(s.run())[self];
        double[] own =
            receivers.computeIfAbsent(particles.get(s.run()).get(self), r -> new double[g]);
        for (int b = 0; b < blocks; b++) {
          for (int c = 0; c < of.length; c++) {
            if (of[c] >= 0) {
              slopes[b][of[c]] += s.scores()[i][b][c];
              own[of[c]] += s.scores()[i][b][c];
            }
          }
        }
      }
      times.addAll(Arrays.asList(slopes));
    }
    double[] byTime = squares(times);
    double[] byReceiver = squares(List.copyOf(receivers.values()));
    double[] lasting = lasting(sums);
    Arrays.setAll(variances, u -> Math.max(byTime[u], byReceiver[u]));
    Arrays.setAll(variances, u -> variances[u] + lasting[u]);
    return variances;
  }

  /** Sums of the squared steps that the forces of the receivers ask for, each off by its share. */
  private double[] lasting(List<FormulaPass.Sums> sums) {
    int g = unknowns.shared();
    Map<String, double[]> receivers = new LinkedHashMap<>();
    for (FormulaPass.Sums s : sums) {
      for (int i = 0; i < s.receivers().length; i++) {
        Gram gram = s.train().get(i);
        int response = gram.columns - 2;
        int self = s.receivers()[i];
        double share =
            share(gram, state.misfits().get(s.run())[self]) * state.responses().get(s.run())[self];
        int[] of = unknowns.of().get(s.run())[self];
        double[] own =
            receivers.computeIfAbsent(particles.get(s.run()).get(self), r -> new double[g]);
        for (int c = 0; c < of.length; c++) {
          if (of[c] >= 0) {
            own[of[c]] += share * gram.at(c, response);
          }
        }
      }
    }
    double[] squares = new double[g];
    for (double[] own : receivers.values()) {
      double[] step = Normal.times(covariance, own, g);
      Arrays.setAll(squares, u -> squares[u] + step[u] * step[u]);
    }
    return squares;
  }

  /** What a law leaves of a receiver's force that is not the noise's. */
  private static double share(Gram gram, double misfit) {
    int rest = gram.columns - 1;
    return misfit * Math.sqrt(gram.misfit() * gram.at(rest, rest) / Math.max(1, gram.rows));
  }

  /** Sums of the squared steps that the clusters ask for; of one alone nothing is known. */
  private double[] squares(List<double[]> clusters) {
    int g = unknowns.shared();
    int m = clusters.size();
    double[] squares = new double[g];
    for (int u = 0; u < g && m > 1; u++) {
      for (double[] slope : clusters) {
        double step = 0;
        for (int v = 0; v < g; v++) {
          step += covariance[u * g + v] * slope[v];
        }
        squares[u] += step * step * m / (m - 1);
      }
    }
    return squares;
  }
}
