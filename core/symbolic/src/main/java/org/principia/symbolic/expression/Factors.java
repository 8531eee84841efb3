package org.principia.symbolic.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * A product as a number and powers of different factors.
 *
 * <p>{@code (x^a)^b} is {@code x^(a b)} where b is whole, or a is neither even nor zero: {@code
 * sqrt(square(x))} is no x. A positive number leaves a broken power if the power is a root, or if
 * another number takes it up, or a factor beside it is a power itself.
 */
final class Factors {
  private final Expression whole;
  private final boolean hoists;
  private double number = 1;
  private final Map<Expression, Double> powers = new LinkedHashMap<>();

  private Factors(Expression whole, boolean hoists) {
    this.whole = whole;
    this.hoists = hoists;
    gather(whole, 1);
  }

  static Factors of(Expression e) {
    Factors factors = new Factors(e, false);
    return Math.abs(factors.number) == 1 ? factors : new Factors(e, true);
  }

  private void gather(Expression e, double power) {
    boolean isWhole = isWhole(power);
    if (e instanceof Constant c) {
      number *= power(c.value(), power);
    } else if (e instanceof Unary u && exponent(u.operator()) != 0) {
      raise(u, u.operand(), exponent(u.operator()), power);
    } else if (e instanceof Unary u && u.operator() == Operator.ABS) {
      size(u, power);
    } else if (e instanceof Unary u && u.operator() == Operator.NEG && isWhole) {
      number *= power % 2 == 0 ? 1 : -1;
      gather(u.operand(), power);
    } else if (ReadableForm.isProduct(e) && isWhole) {
      Binary b = (Binary) e;
      gather(b.left(), power);
      gather(b.right(), b.operator() == Operator.MULTIPLY ? power : -power);
    } else if (e instanceof Binary b
        && b.operator() == Operator.POW
        && b.right() instanceof Constant c) {
      raise(b, b.left(), c.value(), power);
    } else if (isWhole && e instanceof Binary b && ReadableForm.isNegative(b)) {
      number *= power % 2 == 0 ? 1 : -1;
      add(ReadableForm.opposite(b), power);
    } else {
      add(e, power);
    }
  }

  /** {@code |x|^2} is {@code x^2}, {@code |-3 x|} is {@code 3 |x|}, {@code |3 / x| = 3 / |x|}. */
  private void size(Unary abs, double power) {
    Expression inner = abs.operand();
    if (isWhole(power) && power % 2 == 0) {
      gather(inner, power);
    } else if (inner instanceof Binary b
        && b.operator() == Operator.DIVIDE
        && b.left() instanceof Constant c) {
      number *= power(Math.abs(c.value()), power);
      gather(new Unary(Operator.ABS, b.right()), -power);
    } else if (ReadableForm.isProduct(inner) && !withoutFirst(inner).equals(inner)) {
      number *= power(Math.abs(first(inner)), power);
      gather(new Unary(Operator.ABS, withoutFirst(inner)), power);
    } else {
      add(abs, power);
    }
  }

  private static double exponent(Operator operator) {
    return switch (operator) {
      case SQUARE -> 2;
      case CUBE -> 3;
      case INV -> -1;
      case SQRT -> 0.5;
      default -> 0;
    };
  }

  private static boolean isWhole(double power) {
    return power == Math.rint(power);
  }

  /** Adds {@code (base^inner)^outer}. */
  private void raise(Expression e, Expression base, double inner, double outer) {
    double power = inner * outer;
    if (!isWhole(outer) && inner % 2 == 0) {
      add(e, outer);
    } else if (isWhole(power) || !ReadableForm.isProduct(base)) {
      gather(base, power);
    } else {
      boolean leaves =
          (hoists || e instanceof Unary || holdsPower(base)) && first(base) > 0 && first(base) != 1;
      Expression rest = leaves ? withoutFirst(base) : base;
      if (rest.equals(base)) {
        add(base, power);
      } else {
        number *= power(first(base), power);
        gather(rest, power);
      }
    }
  }

  /** Whether a factor of a product is a power, which joins with one of the whole. */
  private static boolean holdsPower(Expression e) {
    return e instanceof Binary b
        && (b.operator() == Operator.POW
            || (ReadableForm.isProduct(e) && (holdsPower(b.left()) || holdsPower(b.right()))));
  }

  /** Exact for the number itself and its inverse. */
  private static double power(double c, double power) {
    return power == 1 ? c : power == -1 ? 1 / c : ElementaryFunctions.pow(c, power);
  }

  /** The number before a product, 1 where there is none. */
  private static double first(Expression e) {
    if (ReadableForm.isProduct(e)) {
      return first(((Binary) e).left());
    }
    return e instanceof Constant c ? c.value() : 1;
  }

  /** A product without the number before it; the same where it cannot be left out. */
  private static Expression withoutFirst(Expression e) {
    Binary b = (Binary) e;
    if (b.left() instanceof Constant) {
      return b.operator() == Operator.MULTIPLY
          ? b.right()
          : new Binary(Operator.POW, b.right(), new Constant(-1));
    }
    return ReadableForm.isProduct(b.left())
        ? new Binary(b.operator(), withoutFirst(b.left()), b.right())
        : e;
  }

  private void add(Expression base, double power) {
    if (power < 0
        && !isWhole(power)
        && base instanceof Binary b
        && b.operator() == Operator.DIVIDE
        && !(b.left() instanceof Constant)) {
      powers.merge(new Binary(b.operator(), /* left= */ b.right(), b.left()), -power, Double::sum);
    } else {
      powers.merge(base, power, Double::sum);
    }
  }

  /** The product, its number first; as it was where the number cannot be written. */
  Expression written(Set<Operator> used) {
    if (!Double.isFinite(number) || Math.abs(number) < Double.MIN_NORMAL) {
      return whole;
    }
    turnDifference();
    List<Expression> above = new ArrayList<>();
    List<Expression> below = new ArrayList<>();
    powers.forEach(
        (base, power) -> {
          if (power != 0) {
            write(base, Math.abs(power), used, power > 0 ? above : below);
          }
        });
    if (Math.abs(number) != 1 || (above.isEmpty() && below.isEmpty())) {
      above.add(0, new Constant(number));
    } else if (above.isEmpty() && used.contains(Operator.INV)) {
      Expression inverse = new Unary(Operator.INV, product(below));
      return number < 0 ? new Unary(Operator.NEG, inverse) : inverse;
    } else if (above.isEmpty()) {
      above.add(new Constant(number));
    } else if (number < 0) {
      above.set(0, new Unary(Operator.NEG, above.get(0)));
    }
    Expression top = product(above);
    return below.isEmpty() ? top : new Binary(Operator.DIVIDE, top, product(below));
  }

  /** {@code -2 * (x - y)} is {@code 2 * (y - x)}. */
  private void turnDifference() {
    for (Map.Entry<Expression, Double> factor : List.copyOf(powers.entrySet())) {
      if (number < 0
          && factor.getValue() % 2 != 0
          && isWhole(factor.getValue())
          && factor.getKey() instanceof Binary b
          && b.operator() == Operator.SUBTRACT) {
        powers.remove(b);
        add(new Binary(b.operator(), /* left= */ b.right(), b.left()), factor.getValue());
        number = -number;
      }
    }
  }

  private static Expression product(List<Expression> factors) {
    return factors.stream()
        .reduce((left, right) -> new Binary(Operator.MULTIPLY, left, right))
        .orElseThrow();
  }

  /** Adds a positive power as one factor or several, by the operators that the formula has. */
  private static void write(
      Expression base, double power, Set<Operator> used, List<Expression> to) {
    boolean root = !isWhole(power) && used.contains(Operator.SQRT);
    if (root && (power == 0.5 || !used.contains(Operator.POW))) {
      // Roots of roots where there is no power: the fourth root.
      double whole = Math.floor(power);
      if (whole > 0) {
        write(base, whole, used, to);
      }
      List<Expression> under = new ArrayList<>();
      write(base, 2 * (power - whole), used, under);
      to.add(new Unary(Operator.SQRT, product(under)));
    } else if (power == 1) {
      to.add(base);
    } else if (power == 2 && used.contains(Operator.SQUARE)) {
      to.add(new Unary(Operator.SQUARE, base));
    } else if (power == 3 && used.contains(Operator.CUBE)) {
      to.add(new Unary(Operator.CUBE, base));
    } else if (used.contains(Operator.POW) || !isWhole(power)) {
      to.add(new Binary(Operator.POW, base, new Constant(power)));
    } else if (used.contains(Operator.SQUARE)) {
      List<Expression> half = new ArrayList<>();
      write(base, Math.floor(power / 2), used, half);
      to.add(new Unary(Operator.SQUARE, product(half)));
      if (power % 2 == 1) {
        to.add(base);
      }
    } else if (power > 3 && used.contains(Operator.CUBE)) {
      List<Expression> third = new ArrayList<>();
      write(base, Math.floor(power / 3), used, third);
      to.add(new Unary(Operator.CUBE, product(third)));
      to.addAll(Collections.nCopies((int) (power % 3), base));
    } else {
      to.addAll(Collections.nCopies((int) power, base));
    }
  }
}
