package org.principia.symbolic.front;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

/**
 * Rows far off a formula that are few enough to be no part of what is looked for: of {@value
 * StudentErrors#MANY} rows or more a quarter at the most, else none; none, too, where the others
 * have one target.
 *
 * <p>Slips of pen and sensor are scattered over the rows. What a formula still lacks, a peak or a
 * bend, shows in rows that are neighbours and lie on the same side of it.
 *
 * @param rows their numbers, rising
 * @param scattered whether they are no more often neighbours than chance has it
 * @param unexplained share of the variance of the other rows that the formula leaves
 */
public record Outliers(List<Integer> rows, boolean scattered, double unexplained) {
  /** One row in so many at the most. */
  private static final int SHARE = 4;

  /** Share of the rows that must change before it matters. */
  private static final double CHANGE = 0.1;

  /** Share of the variance below which a formula explains what it is of. */
  private static final double WELL = 0.02;

  /** Rows whose neighbours are looked for. */
  private static final int EXAMINED = 100;

  private static final Outliers NONE = new Outliers(List.of(), false, Double.NaN);

  /** Copies the rows. */
  public Outliers {
    rows = List.copyOf(rows);
  }

  /** Those of a formula with its constants as they are. */
  public static Outliers of(Expression e, Table table, Loss loss) {
    List<Integer> far = Diagnostics.of(e, table, loss).farOff();
    if (far.isEmpty() || table.rows() < StudentErrors.MANY || SHARE * far.size() > table.rows()) {
      return NONE;
    }
    double[] errors = new double[table.rows()];
    Arrays.setAll(errors, i -> e.evaluate(table.row(i)) - table.target()[i]);
    double unexplained = unexplained(Set.copyOf(far), errors, table);
    return Double.isNaN(unexplained)
        ? NONE
        : new Outliers(
            far.stream().sorted().toList(), areScattered(far, errors, table), unexplained);
  }

  /** A table without those of a formula. */
  public static Table tame(Expression e, Table table, Loss loss) {
    return table.without(of(e, table, loss).rows());
  }

  /** Whether a search can do without them before it has finished. */
  public boolean areClear() {
    return !rows.isEmpty() && scattered && unexplained < WELL;
  }

  /** Whether they are others than those of before, but for one in ten. */
  public boolean differ(List<Integer> before) {
    Set<Integer> all = new HashSet<>(rows);
    all.addAll(before);
    Set<Integer> both = new HashSet<>(rows);
    both.retainAll(before);
    return all.size() - both.size() > CHANGE * all.size();
  }

  /** Chance gives a row one of k out of n as the nearest with a probability (k - 1) / (n - 1). */
  private static boolean areScattered(List<Integer> far, double[] errors, Table table) {
    Set<Integer> all = Set.copyOf(far);
    double examined = Math.min(EXAMINED, far.size());
    double chance = examined * (far.size() - 1) / (table.rows() - 1);
    long neighbours =
        far.stream()
            .limit(EXAMINED)
            .filter(
                i -> {
                  int next = nearest(i, table);
                  return all.contains(next) && errors[next] * errors[i] > 0;
                })
            .count();
    return neighbours <= chance + 2 * Math.sqrt(chance);
  }

  /** The row at the least distance, in units of the columns' deviations. */
  private static int nearest(int row, Table table) {
    double[] distance = new double[table.rows()];
    for (double[] column : table.columns()) {
      double mean = Arrays.stream(column).average().orElseThrow();
      double square = Arrays.stream(column).map(x -> (x - mean) * (x - mean)).sum();
      for (int i = 0; i < distance.length && square > 0; i++) {
        distance[i] += (column[i] - column[row]) * (column[i] - column[row]) / square;
      }
    }
    distance[row] = Double.POSITIVE_INFINITY;
    int nearest = 0;
    for (int i = 1; i < distance.length; i++) {
      nearest = distance[i] < distance[nearest] ? i : nearest;
    }
    return nearest;
  }

  private static double unexplained(Set<Integer> far, double[] errors, Table table) {
    double[] kept = table.weights().clone();
    far.forEach(i -> kept[i] = 0);
    double sum = 0;
    double mean = 0;
    for (int i = 0; i < kept.length; i++) {
      sum += kept[i];
      mean += kept[i] * table.target()[i];
    }
    double left = 0;
    double scatter = 0;
    for (int i = 0; i < kept.length; i++) {
      double apart = table.target()[i] - mean / sum;
      left += kept[i] * errors[i] * errors[i];
      scatter += kept[i] * apart * apart;
    }
    return scatter > 0 ? left / scatter : Double.NaN;
  }
}
