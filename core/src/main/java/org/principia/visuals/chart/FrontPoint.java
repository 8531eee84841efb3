package org.principia.visuals.chart;

/**
 * A formula on a Pareto front.
 *
 * @param complexity its number of operators, constants and variables
 * @param loss its error, not negative
 * @param formula its text
 * @param latex the formula in LaTeX, empty where there is none to copy
 * @param sql the formula in SQL, empty where there is none to copy
 */
public record FrontPoint(int complexity, double loss, String formula, String latex, String sql) {

  /**
   * A formula in no other language than its text.
   *
   * @param complexity its number of operators, constants and variables
   * @param loss its error, not negative
   * @param formula its text
   */
  public FrontPoint(int complexity, double loss, String formula) {
    this(complexity, loss, formula, "", "");
  }
}
