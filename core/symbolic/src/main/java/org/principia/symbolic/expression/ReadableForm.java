package org.principia.symbolic.expression;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;

/**
 * The form of a formula that a person would write: one number before each product, powers of equal
 * factors joined, no negative exponents, sums that do not begin with a minus.
 *
 * <p>{@code 68.9 / m^(-0.756)} becomes {@code 68.9 * m^0.756} and {@code sqrt(39.5 * (l / g))}
 * becomes {@code 6.28 * sqrt(l / g)}. The value is the same but for rounding; it may exist where
 * that of the original does not ({@code x / x} at 0). Nodes but for signs, and constants, are never
 * more, and the operators are those of the formula, beside {@code + - * /} and the sign.
 *
 * @param used the operators of the formula
 */
record ReadableForm(Set<Operator> used) {
  static Expression of(Expression e) {
    Expression simple = e.simplified();
    Set<Operator> used = EnumSet.noneOf(Operator.class);
    for (Expression node : Trees.nodes(simple)) {
      if (node instanceof Unary u) {
        used.add(u.operator());
      } else if (node instanceof Binary b) {
        used.add(b.operator());
      }
    }
    ReadableForm form = new ReadableForm(used);
    Expression readable = form.form(simple);
    // Joined factors may show terms to be alike.
    Expression next = readable.simplified();
    while (next.complexity() < simple.complexity()
        && Trees.countConstants(next) <= Trees.countConstants(simple)) {
      simple = next;
      readable = form.form(simple);
      next = readable.simplified();
    }
    return readable;
  }

  private Expression form(Expression e) {
    if (e instanceof Unary u) {
      Expression plain = new Unary(u.operator(), form(u.operand()));
      return switch (u.operator()) {
        case NEG, SQUARE, CUBE, SQRT, INV, ABS -> better(Factors.of(plain).written(used), plain);
        default -> plain;
      };
    }
    if (e instanceof Binary b) {
      Expression plain = new Binary(b.operator(), form(b.left()), form(b.right()));
      return switch (b.operator()) {
        case ADD, SUBTRACT -> better(sum(plain, false), plain);
        case MULTIPLY, DIVIDE -> better(Factors.of(plain).written(used), plain);
        case POW ->
            b.left().equals(new Constant(1))
                ? b.left()
                : better(Factors.of(plain).written(used), plain);
        default -> plain;
      };
    }
    return e;
  }

  private static Expression better(Expression candidate, Expression plain) {
    boolean larger =
        unsigned(candidate) > unsigned(plain)
            || Trees.countConstants(candidate) > Trees.countConstants(plain);
    return larger ? plain : candidate;
  }

  /** Nodes but for signs, which negative constants have without one. */
  private static long unsigned(Expression e) {
    return Trees.nodes(e).stream()
        .filter(node -> !(node instanceof Unary u && u.operator() == Operator.NEG))
        .count();
  }

  /** A term and whether it is taken off. */
  private record Term(Expression value, boolean minus) {}

  /** Whether every term of a sum is taken off: {@code -1 - x}. */
  static boolean isNegative(Binary e) {
    List<Term> terms = new ArrayList<>();
    collect(e, false, terms);
    return terms.size() > 1 && terms.stream().allMatch(Term::minus);
  }

  static Expression opposite(Binary e) {
    return sum(e, true);
  }

  /** A positive term first, the others in their order; the opposite if it is to be taken off. */
  private static Expression sum(Expression e, boolean minus) {
    List<Term> terms = new ArrayList<>();
    collect(e, minus, terms);
    for (int k = 0; k < terms.size(); k++) {
      if (!terms.get(k).minus()) {
        terms.add(0, terms.remove(k));
        break;
      }
    }
    Term first = terms.get(0);
    Expression sum = first.minus() ? negative(first.value()) : first.value();
    for (Term term : terms.subList(1, terms.size())) {
      Operator operator = term.minus() ? Operator.SUBTRACT : Operator.ADD;
      sum = new Binary(operator, sum, term.value());
    }
    return sum;
  }

  private static void collect(Expression e, boolean minus, List<Term> terms) {
    if (e instanceof Binary b && b.operator().isSum()) {
      collect(b.left(), minus, terms);
      collect(b.right(), minus != (b.operator() == Operator.SUBTRACT), terms);
    } else if (beginsWithMinus(e)) {
      terms.add(new Term(negative(e), !minus));
    } else {
      terms.add(new Term(e, minus));
    }
  }

  private static boolean beginsWithMinus(Expression e) {
    if (e instanceof Constant c) {
      return c.value() < 0;
    }
    if (e instanceof Unary u) {
      return u.operator() == Operator.NEG;
    }
    return isProduct(e) && beginsWithMinus(((Binary) e).left());
  }

  /** The opposite of a product, by its first factor. */
  static Expression negative(Expression e) {
    if (e instanceof Constant c) {
      return new Constant(-c.value());
    }
    if (isProduct(e)) {
      Binary b = (Binary) e;
      return new Binary(b.operator(), negative(b.left()), b.right());
    }
    return e instanceof Unary u && u.operator() == Operator.NEG
        ? u.operand()
        : new Unary(Operator.NEG, e);
  }

  static boolean isProduct(Expression e) {
    return e instanceof Binary b
        && (b.operator() == Operator.MULTIPLY || b.operator() == Operator.DIVIDE);
  }
}
