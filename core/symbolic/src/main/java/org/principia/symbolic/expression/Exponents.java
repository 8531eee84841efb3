package org.principia.symbolic.expression;

import java.util.random.RandomGenerator;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;

/**
 * Exponents that belong to a structure: whole and half numbers up to {@value #MAX_SIZE}.
 *
 * <p>A fit leaves them as they are: {@code x^2} has a value and derivatives for x of either sign,
 * which {@code x^2.001} has not. Any other constant in an exponent is fitted.
 */
public final class Exponents {
  private static final int MAX_SIZE = 12;

  /** Share of random exponents that are held. */
  private static final double HELD_SHARE = 0.7;

  /** The more frequent ones more often. */
  private static final double[] DRAWN = {2, 2, 2, 3, 3, 0.5, 0.5, -1, -1, -2, -2, 1.5, -0.5, 4, -3};

  private Exponents() {}

  /** Whether an operator's right operand is an exponent of the structure. */
  public static boolean isHeld(Operator operator, Expression right) {
    return operator == Operator.POW && right instanceof Constant c && isHeld(c.value());
  }

  private static boolean isHeld(double exponent) {
    return Math.abs(exponent) <= MAX_SIZE && 2 * exponent == Math.rint(2 * exponent);
  }

  /** The whole or half number nearest to an exponent. */
  public static double nearest(double exponent) {
    return 0.5 * Math.rint(2 * exponent);
  }

  /** Marks, among the constants of an expression from left to right, exponents of the structure. */
  public static void markHeld(Expression e, boolean[] held) {
    mark(e, 0, false, true, held);
  }

  /** Constants that are fitted: all but the exponents of the structure. */
  public static int countFitted(Expression e) {
    boolean[] held = new boolean[Trees.countConstants(e)];
    markHeld(e, held);
    int fitted = 0;
    for (boolean h : held) {
      fitted += h ? 0 : 1;
    }
    return fitted;
  }

  /**
   * The constant exponents of an expression rounded to whole and half numbers, by place among its
   * constants from left to right; a NaN for any other constant, and where that is no change, 0 or
   * an exponent that is fitted.
   */
  public static double[] rounded(Expression e) {
    double[] out = e.constants();
    boolean[] exponents = new boolean[out.length];
    mark(e, 0, false, false, exponents);
    for (int k = 0; k < out.length; k++) {
      double near = nearest(out[k]);
      boolean other = exponents[k] && near != out[k] && near != 0 && isHeld(near);
      out[k] = other ? near : Double.NaN;
    }
    return out;
  }

  private static int mark(Expression e, int at, boolean exponent, boolean only, boolean[] out) {
    if (e instanceof Unary u) {
      return mark(u.operand(), at, false, only, out);
    }
    if (e instanceof Binary b) {
      int next = mark(b.left(), at, false, only, out);
      return mark(b.right(), next, b.operator() == Operator.POW, only, out);
    }
    if (e instanceof Constant c) {
      out[at] |= exponent && (!only || isHeld(c.value()));
      return at + 1;
    }
    return at;
  }

  /** An exponent of the structure, as often as is usual, or what was to be there. */
  static Expression drawn(Expression otherwise, RandomGenerator rng) {
    return rng.nextDouble() < HELD_SHARE
        ? new Constant(DRAWN[rng.nextInt(DRAWN.length)])
        : otherwise;
  }
}
