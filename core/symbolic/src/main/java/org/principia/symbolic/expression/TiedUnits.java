package org.principia.symbolic.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * How many units of a formula's columns and of its value depend on the others.
 *
 * <p>In {@code 2 * x / (3 + x)} both are free: another unit of x or of the value makes other
 * constants. {@code x - 3} has the unit of x: that a factor is 1 in the very units of a table is a
 * coincidence, unless columns measure the same. The count is the rank of the linear equations that
 * sums, functions and the value set between logarithms of units, less their rank in the units of
 * constants alone.
 */
final class TiedUnits {
  private static final double NEGLIGIBLE = 1e-9;

  private final List<String> columns;
  private final List<SortedMap<Integer, Double>> equations = new ArrayList<>();

  /** Numbers of units: 0 is the value's, then those of the columns, then of the constants. */
  private int units;

  private TiedUnits(List<String> columns) {
    this.columns = columns;
    units = columns.size() + 1;
  }

  static int count(Expression e) {
    TiedUnits tied = new TiedUnits(List.copyOf(e.variables()));
    tied.requireEqual(unit(0), tied.of(e));
    return tied.rank(0) - tied.rank(tied.columns.size() + 1);
  }

  private static SortedMap<Integer, Double> unit(int number) {
    return new TreeMap<>(Map.of(number, 1.0));
  }

  /** The product of two units, the second to a power. */
  private static SortedMap<Integer, Double> product(
      SortedMap<Integer, Double> a, SortedMap<Integer, Double> b, double power) {
    SortedMap<Integer, Double> out = new TreeMap<>(a);
    b.forEach((number, exponent) -> out.merge(number, power * exponent, Double::sum));
    return out;
  }

  private void requireEqual(SortedMap<Integer, Double> a, SortedMap<Integer, Double> b) {
    equations.add(product(a, b, -1));
  }

  private SortedMap<Integer, Double> of(Expression e) {
    if (e instanceof Constant) {
      return unit(units++);
    }
    if (e instanceof Variable v) {
      return unit(1 + columns.indexOf(v.name()));
    }
    return e instanceof Unary u ? of(u) : of((Binary) e);
  }

  private SortedMap<Integer, Double> of(Unary u) {
    SortedMap<Integer, Double> inner = of(u.operand());
    SortedMap<Integer, Double> none = new TreeMap<>();
    return switch (u.operator()) {
      case NEG, ABS -> inner;
      case SQRT -> product(none, inner, 0.5);
      case CBRT -> product(none, inner, 1.0 / 3);
      case SQUARE -> product(none, inner, 2);
      case CUBE -> product(none, inner, 3);
      case INV -> product(none, inner, -1);
      // Another unit is another term beside the logarithm.
      case LOG -> none;
      default -> {
        requireEqual(inner, none);
        yield none;
      }
    };
  }

  private SortedMap<Integer, Double> of(Binary b) {
    SortedMap<Integer, Double> left = of(b.left());
    if (b.operator() == Operator.POW && b.right() instanceof Constant c) {
      return product(new TreeMap<>(), left, c.value());
    }
    SortedMap<Integer, Double> right = of(b.right());
    return switch (b.operator()) {
      case MULTIPLY -> product(left, right, 1);
      case DIVIDE -> product(left, right, -1);
      case POW -> {
        requireEqual(left, new TreeMap<>());
        requireEqual(right, new TreeMap<>());
        yield new TreeMap<>();
      }
      default -> {
        requireEqual(left, right);
        yield left;
      }
    };
  }

  /** Of the equations in the units from a number on, by Gaussian elimination. */
  private int rank(int from) {
    double[][] rows = new double[equations.size()][units];
    for (int i = 0; i < rows.length; i++) {
      for (int k : equations.get(i).tailMap(from).keySet()) {
        rows[i][k] = equations.get(i).get(k);
      }
    }
    int rank = 0;
    for (int k = from; k < units && rank < rows.length; k++) {
      int column = k;
      Arrays.sort(
          rows,
          rank,
          rows.length,
          (a, b) -> Double.compare(Math.abs(b[column]), Math.abs(a[column])));
      double[] pivot = rows[rank];
      if (Math.abs(pivot[k]) > NEGLIGIBLE) {
        rank++;
        for (int i = rank; i < rows.length; i++) {
          double factor = rows[i][k] / pivot[k];
          for (int m = k; m < units; m++) {
            rows[i][m] -= factor * pivot[m];
          }
        }
      }
    }
    return rank;
  }
}
