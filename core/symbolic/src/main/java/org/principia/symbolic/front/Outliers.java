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
 * bend, shows in rows that are neighbours and lie on the same side of it. Of a table of more than
 * {@value #MANY_COLUMNS} columns neighbours are near in those of the formula: in very many
 * dimensions the nearest row is hardly nearer than any other.
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

  /** Columns up to which rows are compared in all of them. */
  private static final int MANY_COLUMNS = 16;

  private static final Outliers NONE = new Outliers(List.of(), false, Double.NaN);

  /** Copies the rows. */
  public Outliers {
    rows = List.copyOf(rows);
  }

  /** Those of a formula with its constants as they are. */
  public static Outliers of(Expression e, Table table, Loss loss) {
    List<Integer> far = farOff(e, table, loss);
    if (far.isEmpty()) {
      return NONE;
    }
    double[] errors = errors(e, table);
    double unexplained = unexplained(far, errors, table);
    return Double.isNaN(unexplained)
        ? NONE
        : new Outliers(far, areScattered(far, errors, compared(e, table)), unexplained);
  }

  /** A table without those of a formula. */
  public static Table tame(Expression e, Table table, Loss loss) {
    List<Integer> far = farOff(e, table, loss);
    boolean all = far.isEmpty() || Double.isNaN(unexplained(far, errors(e, table), table));
    return all ? table : table.without(far);
  }

  /** Rising; none where they are too many, or the rows too few. */
  private static List<Integer> farOff(Expression e, Table table, Loss loss) {
    List<Integer> far = Diagnostics.of(e, table, loss).farOff();
    return table.rows() < StudentErrors.MANY || SHARE * far.size() > table.rows()
        ? List.of()
        : far.stream().sorted().toList();
  }

  private static double[] errors(Expression e, Table table) {
    double[] errors = Diagnostics.values(e, table);
    Arrays.setAll(errors, i -> errors[i] - table.target()[i]);
    return errors;
  }

  /** The columns in which rows are compared (columns x rows). */
  private static double[][] compared(Expression e, Table table) {
    return table.columns().length > MANY_COLUMNS ? Diagnostics.columns(e, table) : table.columns();
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
  private static boolean areScattered(List<Integer> far, double[] errors, double[][] columns) {
    Set<Integer> all = Set.copyOf(far);
    double examined = Math.min(EXAMINED, far.size());
    double chance = examined * (far.size() - 1) / (errors.length - 1);
    double[] squares = Arrays.stream(columns).mapToDouble(Outliers::square).toArray();
    long neighbours =
        far.stream()
            .limit(EXAMINED)
            .filter(
                i -> {
                  int next = nearest(i, columns, squares);
                  return all.contains(next) && errors[next] * errors[i] > 0;
                })
            .count();
    return neighbours <= chance + 2 * Math.sqrt(chance);
  }

  /** Sum of the squared deviations from the mean. */
  private static double square(double[] column) {
    double mean = Arrays.stream(column).average().orElseThrow();
    return Arrays.stream(column).map(x -> (x - mean) * (x - mean)).sum();
  }

  /** The row at the least distance, in units of the columns' deviations. */
  private static int nearest(int row, double[][] columns, double[] squares) {
    double[] distance = new double[columns.length == 0 ? row + 1 : columns[0].length];
    for (int j = 0; j < columns.length; j++) {
      double[] column = columns[j];
      for (int i = 0; i < distance.length && squares[j] > 0; i++) {
        distance[i] += (column[i] - column[row]) * (column[i] - column[row]) / squares[j];
      }
    }
    distance[row] = Double.POSITIVE_INFINITY;
    int nearest = 0;
    for (int i = 1; i < distance.length; i++) {
      nearest = distance[i] < distance[nearest] ? i : nearest;
    }
    return nearest;
  }

  private static double unexplained(List<Integer> far, double[] errors, Table table) {
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
