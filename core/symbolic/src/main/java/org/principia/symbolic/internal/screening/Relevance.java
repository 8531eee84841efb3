package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * Which columns matter: without which the target is explained worse.
 *
 * <p>The target, and its logarithm where it has one sign, is fitted by the columns (or their
 * logarithms), their squares, cosines and products of two. A column matters if {@code n log} of the
 * sum of squares rises by more than chance does as its q terms are left out, {@code q + 4 sqrt(2
 * q)}. This is a first look: who uses it goes on to all columns where it does not suffice.
 */
final class Relevance {
  private static final int FEW = 3;

  /** Share of the target's squares that rounding leaves. */
  private static final double NEGLIGIBLE = 1e-20;

  private final Sample rows;
  private final boolean[] matters;

  private Relevance(Sample rows) {
    this.rows = rows;
    matters = new boolean[rows.columns().length];
  }

  /** The numbers of the columns that matter, rising; all where there are few, or few rows. */
  static int[] columns(Sample rows) {
    int d = rows.columns().length;
    int[] all = IntStream.range(0, d).toArray();
    int terms = 1 + 3 * d + d * (d - 1) / 2;
    if (d <= FEW || rows.rows() < 4 * terms) {
      return all;
    }
    Relevance relevance = new Relevance(rows);
    relevance.look(rows.target(), rows.weights(), false);
    if (isOneSigned(rows.target())) {
      double[] weights = TargetTransform.LOGARITHM.weights(rows.target(), rows.weights());
      relevance.look(Products.logs(rows.target()), weights, true);
    }
    int[] out = IntStream.of(all).filter(j -> relevance.matters[j]).toArray();
    return out.length == 0 ? all : out;
  }

  private static boolean isOneSigned(double[] values) {
    return Arrays.stream(values).allMatch(v -> v > 0) || Arrays.stream(values).allMatch(v -> v < 0);
  }

  private void look(double[] target, double[] weights, boolean logarithms) {
    List<double[]> design = new ArrayList<>();
    List<int[]> of = new ArrayList<>();
    design.add(Feature.map(target, y -> 1));
    of.add(new int[0]);
    double[][] u = new double[matters.length][];
    for (int j = 0; j < u.length; j++) {
      double[] x = rows.columns()[j];
      u[j] = standard(logarithms && isOneSigned(x) ? Products.logs(x) : x);
      List<double[]> own = new ArrayList<>(List.of(u[j], Feature.map(x, ElementaryFunctions::cos)));
      for (int k = 0; k <= j; k++) {
        own.add(Feature.map(u[j], u[k], (a, b) -> a * b));
      }
      for (int k = 0; k < own.size(); k++) {
        design.add(own.get(k));
        of.add(k < 2 ? new int[] {j} : new int[] {j, k - 2});
      }
    }
    Elimination fits = new Elimination(target, weights, design);
    List<Integer> all = IntStream.range(0, design.size()).boxed().toList();
    double least = fits.left(all);
    double rounding = NEGLIGIBLE * fits.scatter();
    for (int j = 0; j < matters.length; j++) {
      int column = j;
      List<Integer> others =
          all.stream().filter(k -> IntStream.of(of.get(k)).noneMatch(c -> c == column)).toList();
      double q = all.size() - others.size();
      double ratio = (fits.left(others) + rounding) / (least + rounding);
      matters[j] |= !(rows.rows() * ElementaryFunctions.log(ratio) <= q + 4 * Math.sqrt(2 * q));
    }
  }

  /** Less the mean, by the range; zero where it does not vary. */
  private static double[] standard(double[] x) {
    double least = Arrays.stream(x).min().orElseThrow();
    double largest = Arrays.stream(x).max().orElseThrow();
    double middle = 0.5 * least + 0.5 * largest;
    double range = 0.5 * largest - 0.5 * least;
    return Feature.map(x, v -> range > 0 ? (v - middle) / range : 0);
  }
}
