package org.principia.theory;

/**
 * One step on the way from the network to the law, and what it costs.
 *
 * @param name what stands in the place of the network by then
 * @param error mean absolute error of the accelerations on validation graphs, the same ones for all
 *     steps [length / time^2]
 */
public record LawStep(String name, double error) {}
