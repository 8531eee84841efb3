package org.principia.symbolic.expression;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * Sound simplification: constant folding, identities, constants merged across sums and products.
 *
 * <p>A quotient by a negative power is written as a product. Bottom up; at each node the operands
 * of a sum or product are put in order (constants first), then the rules are tried until none
 * applies. No rule makes a tree larger. A rule with a domain may give a value where the original
 * had none ({@code x / x} at 0), never another value. Constants whose product is too large or too
 * small for a double stay apart.
 */
public final class Simplifier {
  /** Every rule; constants stand left in a sum or product when a rule is tried. */
  static final List<RewriteRule> RULES =
      rules(
          "0 + $x -> $x",
          "$c1 + ($c2 + $x) -> ($c1 + $c2) + $x",
          "$x + ($c + $y) -> $c + ($x + $y)",
          "($c + $x) + $y -> $c + ($x + $y)",
          "$c1 + ($c2 - $x) -> ($c1 + $c2) - $x",
          "$x + ($c - $y) -> $c + ($x - $y)",
          "($c - $x) + $y -> $c + ($y - $x)",
          "$x + $x -> 2 * $x",
          "$x + $c * $x -> (1 + $c) * $x",
          "$c * $x + $x -> (1 + $c) * $x",
          "$c1 * $x + $c2 * $x -> ($c1 + $c2) * $x",
          "$x + -$y -> $x - $y",
          "-$x + $y -> $y - $x",
          "($x - $y) + $y -> $x",
          "$y + ($x - $y) -> $x",
          "$x - $c -> (0 - $c) + $x",
          "0 - $x -> -1 * $x",
          "$x - $x -> 0",
          "$c1 - ($c2 + $x) -> ($c1 - $c2) - $x",
          "$c1 - ($c2 - $x) -> ($c1 - $c2) + $x",
          "$x - ($c + $y) -> (0 - $c) + ($x - $y)",
          "$x - ($c - $y) -> (0 - $c) + ($x + $y)",
          "($c + $x) - $y -> $c + ($x - $y)",
          "($c - $x) - $y -> $c - ($x + $y)",
          "($x + $y) - $x -> $y",
          "($y + $x) - $x -> $y",
          "$x - ($x - $y) -> $y",
          "$x - ($x + $y) -> -1 * $y",
          "$x - ($y + $x) -> -1 * $y",
          "($x - $y) - $x -> -1 * $y",
          "$x - $c * $x -> (1 - $c) * $x",
          "$c * $x - $x -> ($c - 1) * $x",
          "$c1 * $x - $c2 * $x -> ($c1 - $c2) * $x",
          "$x - -$y -> $x + $y",
          "0 * $x -> 0",
          "1 * $x -> $x",
          "$c1 * ($c2 * $x) -> ($c1 * $c2) * $x",
          "$x * ($c * $y) -> $c * ($x * $y)",
          "($c * $x) * $y -> $c * ($x * $y)",
          "$c1 * ($c2 / $x) -> ($c1 * $c2) / $x",
          "$y * ($x / $y) -> $x when $y != 0",
          "($x / $y) * $y -> $x when $y != 0",
          "$x * ($c / $y) -> $c * ($x / $y)",
          "($c / $x) * $y -> $c * ($y / $x)",
          "$c1 * -$x -> (0 - $c1) * $x",
          "$x / $x -> 1 when $x != 0",
          "$x / $c -> (1 / $c) * $x when $c != 0",
          "0 / $x -> 0 when $x != 0",
          "$c1 / ($c2 * $x) -> ($c1 / $c2) / $x when $c2 != 0",
          "$x / ($c * $y) -> (1 / $c) * ($x / $y) when $c != 0",
          "($c * $x) / $y -> $c * ($x / $y)",
          "$x / ($y / $z) -> ($x * $z) / $y when $z != 0 and $y != 0",
          "($x / $y) / $z -> $x / ($y * $z)",
          "($x * $y) / $x -> $y when $x != 0",
          "($x * $y) / $y -> $x when $y != 0",
          "$x / ($x * $y) -> 1 / $y when $x != 0",
          "$x / ($y * $x) -> 1 / $y when $x != 0",
          "-(-$x) -> $x",
          "square(-$x) -> square($x)",
          "square(sqrt($x)) -> $x when $x > 0",
          "sqrt(square($x)) -> abs($x)",
          "abs(-$x) -> abs($x)",
          "abs(abs($x)) -> abs($x)",
          "abs(square($x)) -> square($x)",
          "exp(log($x)) -> $x when $x > 0",
          "log(exp($x)) -> $x",
          "sin(asin($x)) -> $x when abs($x) <= 1",
          "cos(acos($x)) -> $x when abs($x) <= 1",
          "tan(atan($x)) -> $x",
          "asin(-$x) -> -asin($x) when abs($x) <= 1",
          "atan(-$x) -> -atan($x)",
          "inv(inv($x)) -> $x when $x != 0",
          "$x ^ 1 -> $x",
          "$x ^ 0 -> 1");

  private static final RewriteRule.Index INDEX = new RewriteRule.Index(RULES);

  /** Rules lower a measure of order, so this is never reached; it makes termination plain. */
  private static final int MAX_STEPS = 200;

  /** Of numbers other than zero these may give zero, or a number that has lost digits. */
  private static final Set<Operator> MAY_UNDERFLOW =
      EnumSet.of(
          Operator.MULTIPLY,
          Operator.DIVIDE,
          Operator.POW,
          Operator.SQUARE,
          Operator.CUBE,
          Operator.INV,
          Operator.EXP);

  private Simplifier() {}

  static Expression simplify(Expression e) {
    if (e instanceof Unary u) {
      return atRoot(new Unary(u.operator(), simplify(u.operand())), MAX_STEPS);
    }
    if (e instanceof Binary b) {
      return atRoot(new Binary(b.operator(), simplify(b.left()), simplify(b.right())), MAX_STEPS);
    }
    return e;
  }

  /** Simplifies a node whose operands are simplified already. */
  private static Expression atRoot(Expression node, int steps) {
    Optional<Constant> folded = fold(node);
    if (folded.isPresent()) {
      return folded.get();
    }
    Expression e = ordered(node);
    if (steps == 0) {
      return e;
    }
    if (e instanceof Binary b
        && b.operator() == Operator.MULTIPLY
        && b.left() instanceof Constant c
        && absorbs(b.right(), c.value())) {
      return resimplify(scale(b.right(), c.value()), steps - 1);
    }
    if (e instanceof Binary b
        && b.operator() == Operator.DIVIDE
        && b.right() instanceof Binary power
        && power.operator() == Operator.POW
        && power.right() instanceof Constant c
        && c.value() < 0) {
      Expression above = new Binary(Operator.POW, power.left(), new Constant(-c.value()));
      return resimplify(new Binary(Operator.MULTIPLY, b.left(), above), steps - 1);
    }
    for (RewriteRule rule : INDEX.of(e)) {
      Optional<Expression> next = rule.apply(e);
      if (next.isPresent() && keepsNumbers(next.get())) {
        return resimplify(next.get(), steps - 1);
      }
    }
    return e;
  }

  /** A rule changed the root and perhaps its operands; deeper nodes are simplified already. */
  private static Expression resimplify(Expression e, int steps) {
    if (e instanceof Unary u) {
      return atRoot(new Unary(u.operator(), shallow(u.operand(), steps)), steps);
    }
    if (e instanceof Binary b) {
      return atRoot(
          new Binary(b.operator(), shallow(b.left(), steps), shallow(b.right(), steps)), steps);
    }
    return e;
  }

  private static Expression shallow(Expression e, int steps) {
    return e instanceof Unary || e instanceof Binary ? atRoot(e, steps) : e;
  }

  private static Optional<Constant> fold(Expression e) {
    double value = number(e);
    return Double.isFinite(value) ? Optional.of(new Constant(value)) : Optional.empty();
  }

  /**
   * What an operator of constants comes to; not finite if it is none, or no double stands for it.
   */
  private static double number(Expression e) {
    if (e instanceof Unary u && u.operand() instanceof Constant c) {
      return exact(u.operator(), u.operator().value(c.value()), c.value() == 0);
    }
    if (e instanceof Binary b
        && b.left() instanceof Constant c
        && b.right() instanceof Constant d) {
      double value = b.operator().value(c.value(), d.value());
      return exact(b.operator(), value, c.value() == 0 || d.value() == 0);
    }
    return Double.NaN;
  }

  /** A value, or a NaN in the place of one that underflowed. */
  private static double exact(Operator op, double value, boolean ofZero) {
    boolean small = Math.abs(value) < Double.MIN_NORMAL;
    return small && !ofZero && MAY_UNDERFLOW.contains(op) ? Double.NaN : value;
  }

  /** Refuses a rewrite whose constants overflow, such as 1/c for a tiny c, or underflow. */
  private static boolean keepsNumbers(Expression e) {
    if (e instanceof Unary u) {
      return keepsNumbers(u.operand());
    }
    if (e instanceof Binary b) {
      if (b.left() instanceof Constant && b.right() instanceof Constant) {
        return Double.isFinite(number(b));
      }
      return keepsNumbers(b.left()) && keepsNumbers(b.right());
    }
    return true;
  }

  private static Expression ordered(Expression e) {
    if (e instanceof Binary b && b.operator().commutes() && compare(b.left(), b.right()) > 0) {
      return new Binary(b.operator(), /* left= */ b.right(), /* right= */ b.left());
    }
    return e;
  }

  /** Constants, then variables by index, then unary, then binary nodes; ties by their parts. */
  public static int compare(Expression a, Expression b) {
    int byKind = Integer.compare(kind(a), kind(b));
    if (byKind != 0) {
      return byKind;
    }
    if (a instanceof Constant c) {
      return Double.compare(c.value(), ((Constant) b).value());
    }
    if (a instanceof Variable v) {
      Variable w = (Variable) b;
      int byIndex = Integer.compare(v.index(), w.index());
      return byIndex != 0 ? byIndex : v.name().compareTo(w.name());
    }
    if (a instanceof Unary u) {
      Unary w = (Unary) b;
      int byOperator = u.operator().compareTo(w.operator());
      return byOperator != 0 ? byOperator : compare(u.operand(), w.operand());
    }
    return compareBinary((Binary) a, (Binary) b);
  }

  private static int compareBinary(Binary a, Binary b) {
    int byOperator = a.operator().compareTo(b.operator());
    if (byOperator != 0) {
      return byOperator;
    }
    int byLeft = compare(a.left(), b.left());
    return byLeft != 0 ? byLeft : compare(a.right(), b.right());
  }

  private static int kind(Expression e) {
    if (e instanceof Constant) {
      return 0;
    }
    if (e instanceof Variable) {
      return 1;
    }
    return e instanceof Unary ? 2 : 3;
  }

  /**
   * Whether a factor disappears into the constants that are there already.
   *
   * <p>{@code c * ((a + b / x) * y)} needs no c: a and b take it up.
   */
  private static boolean absorbs(Expression e, double factor) {
    if (e instanceof Binary b) {
      return switch (b.operator()) {
        case ADD, SUBTRACT -> absorbs(b.left(), factor) && absorbs(b.right(), factor);
        case MULTIPLY -> absorbs(b.left(), factor) || absorbs(b.right(), factor);
        case DIVIDE -> absorbs(b.left(), factor);
        default -> false;
      };
    }
    return e instanceof Constant c && Double.isFinite(product(c.value(), factor));
  }

  private static double product(double a, double b) {
    return exact(Operator.MULTIPLY, a * b, a == 0 || b == 0);
  }

  /** The product of a constant and an expression that {@link #absorbs} it. */
  private static Expression scale(Expression e, double factor) {
    if (e instanceof Constant c) {
      return new Constant(c.value() * factor);
    }
    Binary b = (Binary) e;
    boolean sum = b.operator().isSum();
    boolean left = sum || absorbs(b.left(), factor);
    return new Binary(
        b.operator(),
        left ? scale(b.left(), factor) : b.left(),
        sum || !left ? scale(b.right(), factor) : b.right());
  }

  private static List<RewriteRule> rules(String... texts) {
    return Arrays.stream(texts).map(RewriteRule::parse).toList();
  }
}
