package org.principia.observed.kernel;

import java.util.Arrays;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;

/**
 * How sure the power of the distance is with which a force goes: {@code g(r) (r / r_0)^e} in the
 * place of g, e fitted from 0 with all strengths and terms.
 *
 * <p>Of a power of the distance its own exponent is held; other formulas keep their constants free,
 * so that e is what they cannot make up for.
 */
final class LocalPowerFit {
  private static final int STEPS = 4;
  private static final double STEP = 1e-4;

  /** A local power that varies by less is one. */
  private static final double SAME = 1e-6;

  private LocalPowerFit() {}

  /** Of the law that was chosen, at some distances. */
  static KernelResult.LocalPower of(FormulaFit fit, FormulaFit.Fitted best, double... distances) {
    FormulaState state = best.state();
    if (state.byType()) {
      return KernelResult.LocalPower.UNKNOWN;
    }
    double power = power(state.formula(), distances);
    int constants = state.held().length;
    boolean[] held = Arrays.copyOf(state.held(), constants + 2);
    if (!Double.isNaN(power)) {
      int[] factors = FormulaState.factors(state.formula(), distances);
      for (int c = 0; c < constants; c++) {
        int at = c;
        held[c] |= Arrays.stream(factors).noneMatch(f -> f == at);
      }
    }
    held[constants] = true;
    Expression ratio =
        Expression.apply(
            Operator.DIVIDE,
            new Expression.Variable("r", 0),
            Expression.constant(distances[distances.length / 2]));
    Expression beside =
        Expression.apply(
            Operator.MULTIPLY,
            state.formula(),
            Expression.apply(Operator.POW, ratio, Expression.constant(0)));
    FormulaFit.Fitted fitted = fit.fit(state.withFormula(beside, held), STEPS);
    double[] found = fitted.state().formula().constants();
    double error = fitted.error(fitted.constants() - 1);
    // Where other constants make up for it entirely it has no error of its own.
    return error > 0
        ? new KernelResult.LocalPower(found[constants + 1], error, power)
        : KernelResult.LocalPower.UNKNOWN;
  }

  /** The local power {@code d ln g / d ln r} where it is the same everywhere, else NaN. */
  private static double power(Expression formula, double... distances) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double r : distances) {
      double ratio =
          formula.evaluate(new double[] {r * (1 + STEP)})
              / formula.evaluate(new double[] {r / (1 + STEP)});
      double local = Math.log(ratio) / (2 * Math.log1p(STEP));
      low = Math.min(low, local);
      high = Math.max(high, local);
    }
    return high - low < SAME ? (low + high) / 2 : Double.NaN;
  }
}
