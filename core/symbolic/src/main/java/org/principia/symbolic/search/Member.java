package org.principia.symbolic.search;

import java.io.Serializable;
import org.principia.symbolic.expression.Expression;

/**
 * One formula of a population.
 *
 * @param expression its constants fitted
 * @param loss on the rows of the round
 * @param birth number of the fit that made it
 */
public record Member(Expression expression, double loss, long birth) implements Serializable {}
