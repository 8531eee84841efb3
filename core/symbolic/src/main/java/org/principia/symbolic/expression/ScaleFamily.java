package org.principia.symbolic.expression;

import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;

/**
 * The member of {@code a f} (or {@code a f + b}) that spends nothing on scale (and shift).
 *
 * <p>Where a joint fit supplies a and b anyway, {@code 2 * x / r} and {@code x / r} are one
 * structure, and so are {@code 3*x + 2*y} and {@code x + 0.667*y}: of each family the smaller form
 * is kept. Every step divides the whole by a constant, so that the function stays in the family.
 */
public final class ScaleFamily {
  private ScaleFamily() {}

  /**
   * The form of a simplified expression without scale.
   *
   * @param e simplified
   * @param shifted whether the shift is supplied too
   * @return simplified, no larger
   */
  public static Expression representative(Expression e, boolean shifted) {
    Expression inner = shifted ? withoutShift(e) : e;
    Expression free = withoutScale(inner);
    return free.equals(e) ? e : free.simplified();
  }

  /** The form of a simplified expression without the constant that is added to it. */
  public static Expression withoutShift(Expression e) {
    if (e instanceof Binary b && b.operator().isSum()) {
      if (b.left() instanceof Constant) {
        return withoutShift(b.right());
      }
      return b.right() instanceof Constant ? withoutShift(b.left()) : e;
    }
    return e;
  }

  private static Expression withoutScale(Expression e) {
    if (e instanceof Constant) {
      return Expression.constant(1);
    }
    if (e instanceof Unary u) {
      return switch (u.operator()) {
        case NEG -> withoutScale(u.operand());
        // f(c x) = f(c) f(x).
        case SQUARE, CUBE, ABS, INV -> new Unary(u.operator(), withoutScale(u.operand()));
        default -> e;
      };
    }
    if (e instanceof Binary b) {
      return switch (b.operator()) {
        case MULTIPLY -> product(b);
        case DIVIDE ->
            b.right() instanceof Constant
                ? withoutScale(b.left())
                : new Binary(b.operator(), withoutScale(b.left()), withoutScale(b.right()));
        case ADD, SUBTRACT -> sum(b);
        default -> e;
      };
    }
    return e;
  }

  private static Expression product(Binary b) {
    if (b.left() instanceof Constant) {
      return withoutScale(b.right());
    }
    if (b.right() instanceof Constant) {
      return withoutScale(b.left());
    }
    return new Binary(b.operator(), withoutScale(b.left()), withoutScale(b.right()));
  }

  /** Divided by the coefficient of a term, where every term has one to take the division up. */
  private static Expression sum(Binary b) {
    double removable = coefficient(b, true);
    double divisor = removable != 0 ? removable : coefficient(b, false);
    return divisor != 0 && absorbs(b, divisor) ? divided(b, divisor) : b;
  }

  /**
   * The first coefficient of a term; of those alone, if wanted, that becoming 1 can be left out.
   */
  private static double coefficient(Expression e, boolean removable) {
    if (e instanceof Constant c) {
      return removable ? 0 : c.value();
    }
    if (!(e instanceof Binary b)) {
      return 0;
    }
    if (b.operator().isSum()) {
      double first = coefficient(b.left(), removable);
      return first != 0 ? first : coefficient(b.right(), removable);
    }
    boolean counts = b.operator() == Operator.MULTIPLY || !removable;
    return counts && b.left() instanceof Constant c ? c.value() : 0;
  }

  private static boolean absorbs(Expression e, double divisor) {
    if (e instanceof Binary b) {
      return switch (b.operator()) {
        case ADD, SUBTRACT -> absorbs(b.left(), divisor) && absorbs(b.right(), divisor);
        case MULTIPLY, DIVIDE -> b.left() instanceof Constant && absorbs(b.left(), divisor);
        default -> false;
      };
    }
    return e instanceof Constant c && Double.isFinite(c.value() / divisor);
  }

  private static Expression divided(Expression e, double divisor) {
    if (e instanceof Constant c) {
      return Expression.constant(c.value() / divisor);
    }
    Binary b = (Binary) e;
    if (b.operator().isSum()) {
      return new Binary(b.operator(), divided(b.left(), divisor), divided(b.right(), divisor));
    }
    return new Binary(b.operator(), divided(b.left(), divisor), b.right());
  }

  /**
   * Marks the constants that only scale a representative: a fit holds them where they are.
   *
   * @param e a representative
   * @param held set at the places of such constants, left to right; others are left alone
   */
  public static void markScales(Expression e, boolean[] held) {
    mark(e, 0, held);
  }

  private static void mark(Expression e, int first, boolean[] held) {
    if (e instanceof Constant) {
      held[first] = true;
    } else if (e instanceof Unary u) {
      switch (u.operator()) {
        case NEG, SQUARE, CUBE, ABS, INV -> mark(u.operand(), first, held);
        default -> {}
      }
    } else if (e instanceof Binary b && b.operator().isSum()) {
      if (absorbs(b, 1)) {
        markFirst(b, first, held);
      }
    } else if (e instanceof Binary b
        && (b.operator() == Operator.MULTIPLY || b.operator() == Operator.DIVIDE)) {
      mark(b.left(), first, held);
      mark(b.right(), first + Trees.countConstants(b.left()), held);
    }
  }

  /** Marks the first coefficient that is not zero; a sum that absorbs begins with one. */
  private static boolean markFirst(Expression e, int first, boolean[] held) {
    if (e instanceof Constant c) {
      held[first] |= c.value() != 0;
      return c.value() != 0;
    }
    if (!(e instanceof Binary b)) {
      return false;
    }
    return markFirst(b.left(), first, held)
        || (b.operator().isSum()
            && markFirst(b.right(), first + Trees.countConstants(b.left()), held));
  }
}
