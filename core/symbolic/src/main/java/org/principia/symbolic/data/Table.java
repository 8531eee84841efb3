package org.principia.symbolic.data;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression;

/**
 * Rows of numbers: named columns, one target, a weight for each row.
 *
 * <p>The arrays are held, not copied, and must not change afterwards.
 *
 * @param names of the columns (columns)
 * @param columns values by column (columns x rows)
 * @param target the values to explain (rows)
 * @param weights of the rows, not negative, not all zero (rows)
 */
public record Table(List<String> names, double[][] columns, double[] target, double[] weights)
    implements Problem {
  /**
   * Checks what a search could not work with.
   *
   * @throws InputException for no rows or columns, unequal lengths, a doubled name, a value that is
   *     not finite, a constant target
   */
  public Table {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() != columns.length) {
      throw InputException.invalid(
          "number of columns", columns.length, "at least 1, and as many as names");
    }
    Columns.requireDistinct("column names", names);
    if (target.length == 0) {
      throw InputException.cannot("fit the table", "it has no rows");
    }
    for (int j = 0; j < columns.length; j++) {
      Columns.requireFinite("column " + names.get(j), columns[j], target.length);
    }
    Columns.requireFinite("target", target, target.length);
    Columns.requireFinite("weights", weights, target.length);
    requireWeights(weights);
    requireSpread("the target", target, weights);
  }

  /**
   * A table whose rows have equal weight.
   *
   * @param columns values by column (columns x rows)
   * @param target the values to explain (rows)
   * @throws InputException as the constructor
   */
  public static Table of(List<String> names, double[][] columns, double[] target) {
    return new Table(names, columns, target, ones(target.length));
  }

  @Override
  public int rows() {
    return target.length;
  }

  /** The table of some of its columns, by their numbers; the arrays are shared. */
  public Table only(int[] numbers) {
    return new Table(
        Arrays.stream(numbers).mapToObj(names::get).toList(),
        Arrays.stream(numbers).mapToObj(j -> columns[j]).toArray(double[][]::new),
        target,
        weights);
  }

  /**
   * The table without some of its rows, by their numbers.
   *
   * @throws InputException as the constructor
   */
  public Table without(List<Integer> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    Set<Integer> left = Set.copyOf(rows);
    int[] kept = IntStream.range(0, rows()).filter(i -> !left.contains(i)).toArray();
    return new Table(
        names,
        Arrays.stream(columns).map(column -> gathered(column, kept)).toArray(double[][]::new),
        gathered(target, kept),
        gathered(weights, kept));
  }

  private static double[] gathered(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * The values of one row, from 0: a fresh array (columns), as {@link Expression#evaluate} reads
   * it.
   */
  public double[] row(int row) {
    return Arrays.stream(columns).mapToDouble(column -> column[row]).toArray();
  }

  static double[] ones(int rows) {
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Rows of weight zero do not count. */
  static void requireSpread(String thing, double[] target, double[] weights) {
    double first = Double.NaN;
    for (int i = 0; i < target.length; i++) {
      if (weights[i] > 0) {
        if (target[i] != first && !Double.isNaN(first)) {
          return;
        }
        first = target[i];
      }
    }
    throw InputException.cannot("fit the table", thing + " is constant at " + first);
  }

  static void requireWeights(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      if (w < 0) {
        throw InputException.invalid("row weight", w, "not negative");
      }
      sum += w;
    }
    if (!(sum > 0)) {
      throw InputException.invalid("sum of the row weights", sum, "positive");
    }
  }
}
