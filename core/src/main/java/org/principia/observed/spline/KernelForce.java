package org.principia.observed.spline;

import java.util.Arrays;
import java.util.Map;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PairForce;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.weak.Scene;
import org.principia.observed.weak.Stiffness;

/**
 * The pair force of a kernel of free form: straight lines between its values on a fine grid of log
 * r. It tells what errors of positions make of forces.
 *
 * @param from log of the least distance
 * @param step of the grid
 * @param values g by pair of types (P x {@value #GRID})
 * @param pairs the pair of types of two particles
 * @param sources s by run (n each)
 * @param responses p by run (n each)
 */
public record KernelForce(
    double from,
    double step,
    double[][] values,
    Pairs pairs,
    Map<String, double[]> sources,
    Map<String, double[]> responses)
    implements PairForce, ForceErrors {
  private static final long serialVersionUID = 1L;
  private static final int GRID = 512;

  /** Of a kernel with strengths of all runs. */
  public static KernelForce of(
      KernelStructure structure,
      Pairs pairs,
      Map<String, double[]> sources,
      Map<String, double[]> responses) {
    LogSplines splines = structure.model().splines();
    double from = Math.log(splines.low());
    double step = (Math.log(splines.high()) - from) / (GRID - 1);
    int types = structure.model().types();
    double[][] values = new double[types * types][GRID];
    for (int pair = 0; pair < values.length; pair++) {
      int offset = pair * splines.count();
      Arrays.setAll(
          values[pair],
          k -> splines.value(structure.parameters(), offset, Math.exp(from + k * step)));
    }
    return new KernelForce(from, step, values, pairs, sources, responses);
  }

  @Override
  public Scene of(PreparedRun run, Scene scene) {
    return Stiffness.of(this, run, scene);
  }

  @Override
  public double[] sources(String run) {
    return sources.get(run);
  }

  @Override
  public double[] responses(String run) {
    return responses.get(run);
  }

  @Override
  public double force(String run, int receiver, int sender, double distance) {
    double[] g = values[pairs.pair(run, receiver, sender)];
    double place = place(distance);
    int k = (int) place;
    return g[k] + (place - k) * (g[k + 1] - g[k]);
  }

  @Override
  public double slope(String run, int receiver, int sender, double distance) {
    double[] g = values[pairs.pair(run, receiver, sender)];
    int k = (int) place(distance);
    return (g[k + 1] - g[k]) / (step * distance);
  }

  private double place(double distance) {
    return Math.min(Math.max((Math.log(distance) - from) / step, 0), GRID - 1.001);
  }
}
