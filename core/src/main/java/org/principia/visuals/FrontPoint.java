package org.principia.visuals;

/**
 * A formula on a Pareto front.
 *
 * @param complexity its number of operators, constants and variables
 * @param loss its error, not negative
 * @param formula its text
 */
public record FrontPoint(int complexity, double loss, String formula) {}
