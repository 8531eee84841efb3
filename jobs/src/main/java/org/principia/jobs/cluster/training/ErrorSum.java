package org.principia.jobs.cluster.training;

import java.io.Serializable;

/**
 * Part of a mean.
 *
 * @param error sum of |a - a'| [length / time^2]
 * @param values number of its terms
 */
record ErrorSum(double error, long values) implements Serializable {}
