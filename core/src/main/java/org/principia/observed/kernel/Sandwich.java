package org.principia.observed.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.observed.verdict.Unknowns;
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
      s.normal().addCurvatures(curvature);
      int[] shared = s.normal().shared();
      for (double[] block : s.blocks()) {
        for (int u = 0; u < block.length; u++) {
          squares[shared[u]] += block[u] * block[u];
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
    Map<String, double[]> receivers = new LinkedHashMap<>();
    Steps byTime = new Steps(g);
    for (FormulaPass.Sums s : sums) {
      int[] shared = s.normal().shared();
      for (double[] block : s.blocks()) {
        byTime.add(block, shared);
      }
      for (int i = 0; i < s.receivers().length; i++) {
        add(s, i, 1, s.receivers()[i], receivers);
      }
    }
    Steps byReceiver = new Steps(g);
    int[] every = IntStream.range(0, g).toArray();
    receivers.values().forEach(own -> byReceiver.add(own, every));
    double[] lasting = lasting(sums);
    Arrays.setAll(variances, u -> Math.max(byTime.square(u), byReceiver.square(u)));
    Arrays.setAll(variances, u -> variances[u] + lasting[u]);
    return variances;
  }

  /** Sums of the squared steps that the forces of the receivers ask for, each off by its share. */
  private double[] lasting(List<FormulaPass.Sums> sums) {
    int g = unknowns.shared();
    Map<String, double[]> receivers = new LinkedHashMap<>();
    for (FormulaPass.Sums s : sums) {
      for (int i = 0; i < s.forces().length; i++) {
        int self = s.rests().receivers()[i];
        double share =
            share(s.rests().train().get(i), state.misfits().get(s.run())[self])
                * state.responses().get(s.run())[self];
        add(s, i, share, s.forces()[i], receivers);
      }
    }
    double[] squares = new double[g];
    for (double[] own : receivers.values()) {
      double[] step = Normal.times(covariance, own, g);
      Arrays.setAll(squares, u -> squares[u] + step[u] * step[u]);
    }
    return squares;
  }

  /** Adds numbers of the columns of a receiver to those of its name. */
  private void add(
      FormulaPass.Sums s, int i, double factor, double[] columns, Map<String, double[]> byName) {
    int self = s.rests().receivers()[i];
    int[] of = unknowns.of().get(s.run())[self];
    double[] own =
        byName.computeIfAbsent(
            particles.get(s.run()).get(self), name -> new double[unknowns.shared()]);
    for (int c = 0; c < of.length; c++) {
      if (of[c] >= 0) {
        own[of[c]] += factor * columns[c];
      }
    }
  }

  /** What a law leaves of a receiver's force that is not the noise's. */
  private static double share(FormulaPass.Rest rest, double misfit) {
    return misfit * Math.sqrt(rest.misfit() * rest.mean());
  }

  /** Sums of the squared steps that clusters ask for; of one alone nothing is known. */
  private final class Steps {
    private final double[] squares;
    private int clusters;

    Steps(int count) {
      squares = new double[count];
    }

    /** Adds a cluster, given its slopes by some unknowns. */
    void add(double[] slopes, int... of) {
      clusters++;
      for (int u = 0; u < squares.length; u++) {
        double step = 0;
        for (int v = 0; v < of.length; v++) {
          step += covariance[u * squares.length + of[v]] * slopes[v];
        }
        squares[u] += step * step;
      }
    }

    double square(int unknown) {
      return clusters > 1 ? squares[unknown] * clusters / (clusters - 1) : 0;
    }
  }
}
