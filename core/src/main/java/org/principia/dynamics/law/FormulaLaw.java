package org.principia.dynamics.law;

import java.io.Serial;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Operator;

/**
 * A pairwise central force given as a formula, compiled: it runs like a law written in Java.
 *
 * <p>Force on particle i: {@code force(r, m_i, m_j, q_i, q_j) u}, u the unit vector from i to j.
 * There is no potential in closed form. Where the formula does not change as receiver and sender
 * change places, it is a function of r alone for each pair, so that it has a potential, and energy,
 * momentum and angular momentum are conserved. Where it does change, none of them is: the forces of
 * a pair do not cancel, and no one potential has both as its slope.
 *
 * <p>The formula is looked at on fixed points: r = k 10^e for k = 1 ... 9 and e = -2 ... 1, and r =
 * 100; m1 and m2 each of 0.1, 0.7, 1, 3.3, 10; q1 and q2 each of -1, 1: 3700 points. It must be
 * finite on all of them; it is reciprocal if it does not change by more than rounding when m1, q1
 * and m2, q2 change places.
 *
 * <p>Serialised as its {@link LawDefinition}, and compiled again on the other side.
 */
final class FormulaLaw implements ForceLaw {
  private static final long serialVersionUID = 1L;
  private static final List<String> VARIABLES = List.of("r", "m1", "m2", "q1", "q2");
  private static final double[] MASSES = {0.1, 0.7, 1, 3.3, 10};
  private static final double[] CHARGES = {-1, 1};

  /** Sums in another order differ by rounding, relative to the force. */
  private static final double ROUNDING = 1e-10;

  private static final double BESIDES = 1.07;

  /**
   * One class for each formula of this machine: every run makes its law anew, and a fresh class
   * would be slow until the virtual machine has compiled it in turn.
   */
  private static final Map<String, Formula> KNOWN = new ConcurrentHashMap<>();

  private final LawDefinition definition;
  private final transient Formula formula;

  /** What was compiled, and whether receiver and sender may change places in it. */
  private record Formula(BuiltInLaw.PairFunction function, boolean reciprocal) {}

  /**
   * Reads, checks and compiles a formula; an {@link InputException} that names the key, what is
   * wrong and where if it is none over r, m1, m2, q1, q2, or not finite on a point.
   */
  FormulaLaw(LawDefinition definition) {
    this.definition = definition;
    this.formula = KNOWN.computeIfAbsent(definition.force(), force -> read(definition));
  }

  private static Formula read(LawDefinition definition) {
    BuiltInLaw.PairFunction function = compile(definition);
    boolean reciprocal = true;
    for (int exponent = -2; exponent < 2; exponent++) {
      for (int digit = 1; digit <= 9; digit++) {
        // Parsed, not multiplied: 0.07 and not 0.07000000000000001.
        reciprocal &= check(definition, function, Double.parseDouble(digit + "e" + exponent));
      }
    }
    reciprocal &= check(definition, function, 100);
    return new Formula(function, reciprocal);
  }

  private static BuiltInLaw.PairFunction compile(LawDefinition definition) {
    try {
      Expression expression = Expression.parse(definition.force(), VARIABLES);
      return ExpressionCompiler.compile(
          withProducts(expression), MethodHandles.lookup(), BuiltInLaw.PairFunction.class);
    } catch (InputException e) {
      String reason = e.getMessage();
      throw InputException.cannot(
          "read " + definition.forceKey(),
          Character.toLowerCase(reason.charAt(0)) + reason.substring(1),
          e);
    }
  }

  /** Small whole powers as products, which are what a programmer writes and many times faster. */
  private static Expression withProducts(Expression e) {
    if (e instanceof Unary u) {
      return new Unary(u.operator(), withProducts(u.operand()));
    }
    if (e instanceof Binary b) {
      Expression left = withProducts(b.left());
      double power =
          b.operator() == Operator.POW && b.right() instanceof Constant c ? c.value() : 0;
      if (Math.abs(power) == 2 || Math.abs(power) == 3) {
        Operator small = Math.abs(power) == 2 ? Operator.SQUARE : Operator.CUBE;
        Expression product = new Unary(small, left);
        return power > 0 ? product : new Unary(Operator.INV, product);
      }
      return new Binary(b.operator(), left, withProducts(b.right()));
    }
    return e;
  }

  /** Refuses a value that is not finite; whether receiver and sender may change places. */
  private static boolean check(LawDefinition definition, BuiltInLaw.PairFunction f, double r) {
    boolean reciprocal = true;
    for (double m1 : MASSES) {
      for (double m2 : MASSES) {
        for (double q1 : CHARGES) {
          for (double q2 : CHARGES) {
            double value = f.of(r, m1, m2, q1, q2);
            if (!Double.isFinite(value)) {
              throw InputException.invalid(
                  definition.forceKey(),
                  definition.force(),
                  "a finite number for r from 0.01 to 100; it is "
                      + value
                      + (" at r = " + r + ", m1 = " + m1 + ", m2 = " + m2)
                      + (", q1 = " + q1 + ", q2 = " + q2));
            }
            double besides = f.of(BESIDES * r, m1, m2, q1, q2);
            reciprocal &= equal(value, f.of(r, m2, m1, q2, q1), besides);
          }
        }
      }
    }
    return reciprocal;
  }

  /**
   * Point by point, since a large symmetric part elsewhere must not hide a difference here; but not
   * on a zero of the force, where rounding is all there is.
   */
  private static boolean equal(double a, double b, double besides) {
    double size = Double.isFinite(besides) ? Math.abs(besides) : 0;
    return Math.abs(a - b) <= ROUNDING * Math.max(size, Math.max(Math.abs(a), Math.abs(b)));
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public String formula() {
    return "(" + definition.force() + ") u";
  }

  @Override
  public double timeStep() {
    return definition.timeStep();
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    return formula.function.of(r, m1, m2, q1, q2);
  }

  @Override
  public boolean reciprocal() {
    return formula.reciprocal;
  }

  @Override
  public Set<ForceLaw.Invariant> conserved() {
    return formula.reciprocal ? ForceLaw.Invariant.all() : Set.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FormulaLaw law && definition.equals(law.definition);
  }

  @Override
  public int hashCode() {
    return definition.hashCode();
  }

  @Serial
  private Object readResolve() {
    return new FormulaLaw(definition);
  }
}
