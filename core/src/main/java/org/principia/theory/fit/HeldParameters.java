package org.principia.theory.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A function of some of its parameters alone, the others held. */
final class HeldParameters implements LevenbergMarquardt.Residuals {
  private final LevenbergMarquardt.Residuals function;
  private final double[] start;
  private final int[] free;

  HeldParameters(LevenbergMarquardt.Residuals function, double[] start, boolean[] held) {
    this.function = function;
    this.start = start;
    this.free = IntStream.range(0, start.length).filter(p -> !held[p]).toArray();
  }

  /** The free ones of all parameters. */
  double[] free(double[] all) {
    return IntStream.of(free).mapToDouble(p -> all[p]).toArray();
  }

  /** All parameters, given the free ones. */
  double[] all(double[] some) {
    double[] all = start.clone();
    for (int k = 0; k < free.length; k++) {
      all[free[k]] = some[k];
    }
    return all;
  }

  @Override
  public void evaluate(double[] parameters, double[] out) {
    function.evaluate(all(parameters), out);
  }

  @Override
  public void jacobian(double[] parameters, double[][] out) {
    double[][] whole = new double[start.length][];
    Arrays.fill(whole, new double[out[0].length]);
    for (int k = 0; k < free.length; k++) {
      whole[free[k]] = out[k];
    }
    function.jacobian(all(parameters), whole);
  }
}
