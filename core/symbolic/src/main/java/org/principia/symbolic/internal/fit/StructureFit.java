package org.principia.symbolic.internal.fit;

import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

/**
 * How the structures of a problem are compared and fitted.
 *
 * <p>{@link ConstantFit} is that of a {@link Table}, {@link JointFit} that of a {@link JointTable}.
 * Owned by one worker.
 */
public sealed interface StructureFit permits ConstantFit, JointFit {

  static StructureFit of(Problem problem, Loss loss) {
    return problem instanceof JointTable joint
        ? new JointFit(loss, joint.basis().count() > 0)
        : new ConstantFit(loss);
  }

  /** Whether scale and shift may be fitted around a structure and put into its tree afterwards. */
  boolean completes();

  /** The structure without what the fit gives it anyway; equal or smaller. */
  Expression canonical(Expression simplified);

  /** Key of the family of functions that the fit chooses from. */
  long family(Expression e, boolean scaled);

  /**
   * Fits the constants from where they are.
   *
   * @param e the expression
   * @param rows what to fit
   * @param scaled whether scale and shift are fitted too, where {@link #completes}
   * @param iterations evaluations at the most after the first
   * @return the loss, a NaN if the expression is not finite on some row
   */
  double fit(Expression e, Sample rows, boolean scaled, int iterations);

  /** The expression with the constants of the last fit. */
  Expression withFitted(Expression e);

  /** The scale of the last fit; 1 where none was fitted. */
  default double scale() {
    return 1;
  }

  /** The shift of the last fit; 0 where none was fitted. */
  default double shift() {
    return 0;
  }

  /** Rows times expressions evaluated so far: the measure of effort. */
  long rowsEvaluated();
}
