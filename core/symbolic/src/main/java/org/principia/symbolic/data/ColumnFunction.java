package org.principia.symbolic.data;

import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.program.Program;

/**
 * A formula over whole columns, with its derivatives by its constants.
 *
 * <p>For fits of several formulas at once, as of a composed law: the formula is compiled once, and
 * then evaluated for one set of constants after another. Owned by one thread.
 */
public final class ColumnFunction {
  private final Program program = new Program();

  /** Compiles a formula, whose variables' indices are columns. */
  public ColumnFunction(Expression formula) {
    program.compile(formula);
  }

  /** The number of constants. */
  public int constants() {
    return program.constantCount();
  }

  /** Sets the constants: as many as {@link Expression#constants()} gives, in that order. */
  public void setConstants(double[] values) {
    program.setConstants(values);
  }

  /**
   * Values of all rows.
   *
   * @param columns values by column (columns x rows); an array once given is not to change
   * @param out overwritten (rows)
   */
  public void values(double[][] columns, double[] out) {
    program.values(columns, out.length, out);
  }

  /**
   * Values of all rows, as {@link #values} gives them, and their derivatives by every constant.
   *
   * @param derivatives overwritten (constants x rows)
   */
  public void derivatives(double[][] columns, double[] out, double[][] derivatives) {
    program.derivatives(columns, out.length, out, derivatives);
  }
}
