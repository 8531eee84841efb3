package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.internal.fit.NormalEquations;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Loss;

/**
 * The columns of a wide table that a search works with, out of more than {@value #WHOLE}.
 *
 * <p>By forward selection: the target, and its logarithm where it has one sign, less what the terms
 * so far explain, is correlated with each column, its square and its logarithm, and, where none of
 * them tells anything, with the product of each pair of columns. A term of squared correlation
 * rho^2 out of N is taken where {@code -n log(1 - rho^2) > 2 log N + log n}: chance does that
 * seldom. Without chance of its own: the same table gives the same columns.
 */
public final class ColumnScreening {
  /** A table of so many columns is taken whole. */
  public static final int WHOLE = 16;

  private static final int MAX_KEPT = 12;

  /** So many are kept at least, the next best ones by themselves. */
  private static final int MIN_KEPT = 4;

  private static final int MAX_ROWS = 2000;
  private static final int MIN_ROWS = 200;

  /** Columns of which all pairs are looked at, and multiplications for that at the most. */
  private static final int PAIRED = 6000;

  private static final double EFFORT = 6e9;
  private static final int PAIR_SCANS = 3;
  private static final int MAX_BLOCK = 128;

  private final double[][] columns;
  private final double[] weights;
  private final int rows;

  /** Standardised columns, null for one that does not vary; their squares and logarithms. */
  private final double[][] linear;

  private final List<double[]> atoms = new ArrayList<>();
  private final List<Integer> columnOf = new ArrayList<>();

  private record Term(int first, int second, double[] values, double gain) {}

  private ColumnScreening(double[][] columns, double[] weights) {
    this.columns = columns;
    this.weights = weights;
    rows = weights.length;
    linear = new double[columns.length][];
    for (int j = 0; j < columns.length; j++) {
      double[] x = columns[j];
      linear[j] = standard(x);
      if (linear[j] != null) {
        add(j, linear[j]);
        add(j, standard(Feature.map(linear[j], z -> z * z)));
        add(j, standard(Products.logs(x)));
      }
    }
  }

  private void add(int column, double[] atom) {
    if (atom != null) {
      atoms.add(atom);
      columnOf.add(column);
    }
  }

  /**
   * The numbers of the columns to work with, rising; all where they are few.
   *
   * @param always columns that are kept in any case
   */
  public static int[] kept(Table table, Loss loss, int[] always) {
    int d = table.columns().length;
    if (d <= WHOLE) {
      return IntStream.range(0, d).toArray();
    }
    int most = (int) Math.max(MIN_ROWS, Math.min(MAX_ROWS, 2 * EFFORT / ((double) d * d)));
    Sample sample = every(table, most);
    double[] y = sample.target();
    ColumnScreening screening = new ColumnScreening(sample.columns(), sample.weights());
    Set<Integer> kept = new LinkedHashSet<>();
    Arrays.stream(always).forEach(kept::add);
    boolean oneSigned =
        Arrays.stream(y).allMatch(v -> v > 0) || Arrays.stream(y).allMatch(v -> v < 0);
    if (oneSigned && loss == Loss.MEAN_RELATIVE) {
      screening.select(Products.logs(y), kept);
    }
    screening.select(y, kept);
    if (oneSigned && loss != Loss.MEAN_RELATIVE) {
      screening.select(Products.logs(y), kept);
    }
    screening.fill(y, kept);
    return kept.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** So many rows at equal distances. */
  private static Sample every(Table table, int most) {
    int n = table.rows();
    if (n <= most) {
      return Sample.all(table);
    }
    int[] chosen = IntStream.range(0, most).map(i -> (int) ((long) i * n / most)).toArray();
    return Sample.of(table, chosen);
  }

  /** Of mean 0 and square sum 1 under the weights, times their roots; null if it does not vary. */
  private double[] standard(double[] values) {
    if (!Feature.isUseful(values)) {
      return null;
    }
    double unit = Feature.unit(values);
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      mean += weights[i] * values[i] / unit;
    }
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = Math.sqrt(weights[i]) * (values[i] / unit - mean);
    }
    double square = dot(out, out);
    double factor = 1 / Math.sqrt(square);
    return square > 0 && factor < Double.POSITIVE_INFINITY
        ? Feature.map(out, v -> v * factor)
        : null;
  }

  private static double dot(double[] a, double[] b) {
    return NormalEquations.dot(a, 0, b, 0, a.length);
  }

  /** Adds the columns of the terms that tell something of a target. */
  private void select(double[] target, Set<Integer> kept) {
    double[] residual = standard(target);
    List<double[]> basis = new ArrayList<>();
    int scans = 0;
    int terms = 0;
    while (residual != null && kept.size() < MAX_KEPT && terms++ < 2 * MAX_KEPT) {
      Term term = best(residual, basis);
      double limit = 2 * ElementaryFunctions.log(atoms.size());
      if (!isTelling(term, limit) && scans < PAIR_SCANS) {
        scans++;
        term = bestPair(residual, basis);
        limit = 2 * ElementaryFunctions.log(0.5 * columns.length * columns.length);
      }
      if (!isTelling(term, limit)) {
        return;
      }
      kept.add(term.first());
      if (kept.size() < MAX_KEPT) {
        kept.add(term.second());
      }
      residual = without(residual, term.values(), basis);
    }
  }

  private boolean isTelling(Term term, double limit) {
    return term != null
        && -rows * StrictMath.log1p(-Math.min(term.gain(), 1 - 1e-15))
            > limit + ElementaryFunctions.log(rows);
  }

  /** Takes a term off the residual; null when nothing is left. */
  private double[] without(double[] residual, double[] term, List<double[]> basis) {
    double[] q = projected(term, basis);
    if (q == null) {
      return null;
    }
    basis.add(q);
    double along = dot(q, residual);
    double[] left = Feature.map(residual, q, (r, v) -> r - along * v);
    double square = dot(left, left);
    return square < 1e-20 ? null : Feature.map(left, v -> v / Math.sqrt(square));
  }

  /** Of unit length, and orthogonal to the basis; null if nothing but rounding is left. */
  private static double[] projected(double[] term, List<double[]> basis) {
    double[] q = term.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (double[] b : basis) {
        double along = dot(b, q);
        for (int i = 0; i < q.length; i++) {
          q[i] -= along * b[i];
        }
      }
    }
    double square = dot(q, q);
    return square > 1e-9 * dot(term, term) ? Feature.map(q, v -> v / Math.sqrt(square)) : null;
  }

  private static double gain(double[] term, double[] residual, List<double[]> basis) {
    double[] q = projected(term, basis);
    double along = q == null ? 0 : dot(q, residual);
    return along * along;
  }

  private Term best(double[] residual, List<double[]> basis) {
    Term best = null;
    for (int k = 0; k < atoms.size(); k++) {
      double along = dot(atoms.get(k), residual);
      // The projection can only make a term shorter: a look at the few that may be better.
      if (best == null || 4 * along * along > best.gain()) {
        double gain = gain(atoms.get(k), residual, basis);
        if (best == null || gain > best.gain()) {
          best = new Term(columnOf.get(k), columnOf.get(k), atoms.get(k), gain);
        }
      }
    }
    return best;
  }

  /** The pair of columns whose product tells the most, all pairs looked at once, in blocks. */
  private Term bestPair(double[] residual, List<double[]> basis) {
    int[] among = paired(residual);
    Term best = null;
    double[] roots = Feature.map(weights, w -> w > 0 ? 1 / Math.sqrt(w) : 0);
    double[] times = new double[rows];
    for (int from = 0; from < among.length; from += MAX_BLOCK) {
      int to = Math.min(among.length, from + MAX_BLOCK);
      double[][] block = block(among, from, to);
      double[] along = new double[to - from];
      for (int a = 0; a < to; a++) {
        double[] x = linear[among[a]];
        for (int i = 0; i < rows; i++) {
          times[i] = x[i] * residual[i] * roots[i];
        }
        sums(times, block, along);
        for (int b = Math.max(a + 1, from); b < to; b++) {
          double part = along[b - from];
          // Of independent columns the product is of unit length, too; of others nearly so.
          if (best == null || part * part > 0.3 * best.gain()) {
            best = better(best, among[a], among[b], residual, basis);
          }
        }
      }
    }
    return best;
  }

  /** Some columns side by side (rows x columns). */
  private double[][] block(int[] among, int from, int to) {
    double[][] block = new double[rows][to - from];
    for (int b = from; b < to; b++) {
      double[] x = linear[among[b]];
      for (int i = 0; i < rows; i++) {
        block[i][b - from] = x[i];
      }
    }
    return block;
  }

  /**
   * Sums over the rows of a factor times each column of a block. Four rows at once, all arrays by
   * the same index: the compiler makes vectors of that, four times as fast as sums along a column.
   *
   * @param factor by row (rows)
   * @param block (rows x columns)
   * @param sums overwritten (columns)
   */
  static void sums(double[] factor, double[][] block, double[] sums) {
    Arrays.fill(sums, 0);
    int i = 0;
    for (; i + 3 < factor.length; i += 4) {
      addFour(factor, i, block, sums);
    }
    for (; i < factor.length; i++) {
      double f = factor[i];
      double[] x = block[i];
      for (int b = 0; b < sums.length; b++) {
        sums[b] += f * x[b];
      }
    }
  }

  private static void addFour(double[] factor, int at, double[][] block, double[] sums) {
    double f0 = factor[at];
    double f1 = factor[at + 1];
    double f2 = factor[at + 2];
    double f3 = factor[at + 3];
    double[] x0 = block[at];
    double[] x1 = block[at + 1];
    double[] x2 = block[at + 2];
    double[] x3 = block[at + 3];
    for (int b = 0; b < sums.length; b++) {
      sums[b] += (f0 * x0[b] + f1 * x1[b]) + (f2 * x2[b] + f3 * x3[b]);
    }
  }

  private Term better(Term best, int a, int b, double[] residual, List<double[]> basis) {
    double[] raw = new double[rows];
    for (int i = 0; i < rows; i++) {
      raw[i] = weights[i] > 0 ? linear[a][i] * linear[b][i] / weights[i] : 0;
    }
    double[] product = standard(raw);
    double gain = product == null ? 0 : gain(product, residual, basis);
    return best == null || gain > best.gain() ? new Term(a, b, product, gain) : best;
  }

  /** Columns that vary; of very many those that tell the most by themselves. */
  private int[] paired(double[] residual) {
    return IntStream.range(0, linear.length)
        .filter(j -> linear[j] != null)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(dot(linear[j], residual))))
        .limit(PAIRED)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Adds the columns that tell the most by themselves while there are few. */
  private void fill(double[] target, Set<Integer> kept) {
    double[] y = standard(target);
    if (y == null) {
      return;
    }
    double[] gains = new double[columns.length];
    for (int k = 0; k < atoms.size(); k++) {
      double along = dot(atoms.get(k), y);
      gains[columnOf.get(k)] = Math.max(gains[columnOf.get(k)], along * along);
    }
    IntStream.range(0, columns.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -gains[j]))
        .takeWhile(j -> kept.size() < MIN_KEPT)
        .forEach(kept::add);
  }
}
