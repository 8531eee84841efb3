package org.principia.symbolic.constraint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.principia.common.InputException;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;

/**
 * Whether the units of a formula agree.
 *
 * <p>Sums, minima and maxima want operands of one dimension, functions want numbers, and the whole
 * that of the target. A constant takes the dimension that its place requires, unless {@code
 * constant = 1} makes constants plain numbers. Since a constant stands at one place, the dimensions
 * that a part can have are one, any, or none; so the check is exact in one walk. An exponent is a
 * number; of a base with a dimension it is a constant and a multiple of 1/6.
 *
 * <p>Texts: {@code x = m}, {@code target = m/s}, {@code constant = 1}.
 */
public final class Units {
  static final String TARGET = "target";
  static final String CONSTANT = "constant";
  private static final String KEY = "units";

  /** Stands for every dimension; no unit has an empty name. */
  private static final Dimension ANY = new Dimension(Map.of("", 1.0));

  private final Dimension[] columns;
  private final Dimension target;
  private final boolean plainConstants;

  private Units(Dimension[] columns, Dimension target, boolean plainConstants) {
    this.columns = columns;
    this.target = target;
    this.plainConstants = plainConstants;
  }

  /**
   * Checks that texts are units, such as {@code x = m/s^2}.
   *
   * @throws InputException if one is no unit, or a name has two
   */
  public static void check(List<String> texts) {
    read(texts);
  }

  /** The units by name. */
  static Map<String, Dimension> read(List<String> texts) {
    Map<String, Dimension> units = new HashMap<>();
    for (String text : texts) {
      // A name may have the sign too, a unit not.
      int equals = text.lastIndexOf('=');
      Dimension unit =
          Dimension.parse(text.substring(equals + 1))
              .filter(u -> equals > 0)
              .orElseThrow(
                  () ->
                      InputException.invalid(
                          KEY, text, "such as \"x = m/s^2\", \"b = 1\" or \"target = kg*m\""));
      String name = text.substring(0, equals).strip();
      if (name.equals(CONSTANT) && !unit.isNumber()) {
        throw InputException.invalid(
            KEY, text, "\"constant = 1\", or nothing: then a constant has any unit");
      }
      if (units.put(name, unit) != null) {
        throw InputException.invalid(KEY, text, "one unit for " + name);
      }
    }
    return units;
  }

  /**
   * The units of a table.
   *
   * @param texts of the settings, at least one
   * @param problem its columns; where a joint one has scales of its own around the formula, the
   *     target's unit does not constrain it
   * @throws InputException if a name is no column, a column has no unit, or no formula can have the
   *     target's
   */
  public static Units of(List<String> texts, Problem problem) {
    List<String> names = problem.names();
    Map<String, Dimension> units = read(texts);
    for (String reserved : List.of(TARGET, CONSTANT)) {
      if (names.contains(reserved) && units.containsKey(reserved)) {
        throw InputException.invalid(
            KEY, reserved, "a column has this name, which means something else here");
      }
    }
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(units.keySet());
    if (!missing.isEmpty()) {
      throw InputException.invalid(
          KEY,
          texts,
          "a unit for each column; none for " + String.join(", ", missing) + ", a number has 1");
    }
    for (String name : units.keySet()) {
      if (!names.contains(name) && !name.equals(TARGET) && !name.equals(CONSTANT)) {
        throw InputException.invalid(
            KEY, name, "target, constant or one of the columns " + String.join(", ", names));
      }
    }
    boolean scaled = problem instanceof JointTable joint && joint.own().hasScale();
    Dimension target = scaled ? ANY : units.getOrDefault(TARGET, ANY);
    List<Dimension> columns = names.stream().map(units::get).toList();
    // Constants of any unit make up for what is missing.
    if (units.containsKey(CONSTANT) && !isAny(target) && !target.isProductOf(columns)) {
      throw InputException.invalid(
          KEY,
          TARGET + " = " + target,
          "a unit that products of powers of the columns' units have, constants being numbers: "
              + String.join(", ", columns.stream().map(Dimension::toString).distinct().toList()));
    }
    return new Units(columns.toArray(Dimension[]::new), target, units.containsKey(CONSTANT));
  }

  /** Whether the parts of a formula agree. */
  boolean agree(Expression e) {
    return dimension(e) != null;
  }

  /** Whether the parts of a formula agree, and the whole with the target. */
  boolean explain(Expression e) {
    return meet(dimension(e), target) != null;
  }

  private static boolean isAny(Dimension d) {
    return ANY.equals(d);
  }

  /** The dimension of an expression, {@link #ANY}, or null if there is none. */
  private Dimension dimension(Expression e) {
    if (e instanceof Constant) {
      return plainConstants ? Dimension.NUMBER : ANY;
    }
    if (e instanceof Variable v) {
      return columns[v.index()];
    }
    if (e instanceof Unary u) {
      Dimension d = dimension(u.operand());
      return d == null ? null : unary(u.operator(), d);
    }
    Binary b = (Binary) e;
    Dimension left = dimension(b.left());
    Dimension right = left == null ? null : dimension(b.right());
    return right == null ? null : binary(b, left, right);
  }

  private static Dimension unary(Operator op, Dimension d) {
    return switch (op) {
      case NEG, ABS -> d;
      case SQUARE -> power(d, 2);
      case CUBE -> power(d, 3);
      case SQRT -> power(d, 0.5);
      case CBRT -> power(d, 1.0 / 3);
      case INV -> power(d, -1);
      default -> meet(d, Dimension.NUMBER);
    };
  }

  private static Dimension binary(Binary b, Dimension left, Dimension right) {
    return switch (b.operator()) {
      case MULTIPLY -> isAny(left) || isAny(right) ? ANY : left.times(right, 1);
      case DIVIDE -> isAny(left) || isAny(right) ? ANY : left.times(right, -1);
      case POW -> meet(right, Dimension.NUMBER) == null ? null : pow(b, left);
      default -> meet(left, right);
    };
  }

  private static Dimension pow(Binary b, Dimension base) {
    boolean constant = b.right() instanceof Constant;
    if (isAny(base)) {
      return constant ? ANY : Dimension.NUMBER;
    }
    if (base.isNumber()) {
      return base;
    }
    if (!(b.right() instanceof Constant c)) {
      return null;
    }
    double sixths = Math.rint(6 * c.value());
    return Math.abs(6 * c.value() - sixths) < 1e-6 ? base.power(sixths / 6) : null;
  }

  private static Dimension power(Dimension d, double p) {
    return isAny(d) ? ANY : d.power(p);
  }

  /** What both can be; null if that is nothing. */
  private static Dimension meet(Dimension a, Dimension b) {
    if (a == null || b == null) {
      return null;
    }
    if (isAny(a)) {
      return b;
    }
    return isAny(b) || a.matches(b) ? a : null;
  }
}
