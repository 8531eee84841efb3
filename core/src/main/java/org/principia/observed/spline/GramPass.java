package org.principia.observed.spline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.weak.Scene;
import org.principia.observed.weak.WeakRows;

/**
 * One pass over a run: sums of products for a kernel of free form, each sender with columns of its
 * own.
 *
 * @param splines of the kernel
 * @param types names of the types
 * @param equation what is equated
 * @param misfits share of the rms acceleration that the model does not explain, by run and particle
 * @param errors what errors of positions make of forces
 */
public record GramPass(
    LogSplines splines,
    List<String> types,
    Equation equation,
    Map<String, double[]> misfits,
    ForceErrors errors)
    implements Serializable {
  /** What a model is thought to leave before it is known. */
  public static final double FIRST_MISFIT = 0.01;

  /**
   * What no law is asked to explain: laws are not told apart by less than this share of the rates.
   */
  public static final double LEAST_MISFIT = 2e-6;

  /**
   * The misfit that makes the mean squared error 1, given what another misfit made of it.
   *
   * @param misfit the other
   * @param squares mean squared error
   * @param share the other misfit's share of the variance; the rest is the noise's, and stays
   */
  public static double next(double misfit, double squares, double share) {
    double excess = Math.max(0, squares - (1 - share)) / Math.max(share, Double.MIN_NORMAL);
    return Math.max(LEAST_MISFIT, misfit * Math.min(100, Math.sqrt(excess)));
  }

  public RunGram of(PreparedRun run) {
    int n = run.tracks().size();
    int d = run.tracks().get(0).track().dimension();
    KernelColumns columns = new KernelColumns(splines, IntStream.range(0, n).toArray(), n, d);
    double[] weights = equation.weights(run);
    Columns relative = equation.columns(run, columns, weights);
    List<RunGram.Receiver> receivers =
        IntStream.range(0, n)
            .filter(i -> !run.windows().get(i).isEmpty())
            .parallel()
            .mapToObj(i -> receiver(run, Scene.of(run, i, equation, weights), relative))
            .toList();
    return new RunGram(run.run(), run.particles(), run.types(types), run.properties(), receivers);
  }

  private RunGram.Receiver receiver(PreparedRun run, Scene scene, Columns columns) {
    int i = scene.self();
    double scale = run.scale(i, equation.order());
    double misfit = misfits.containsKey(run.run()) ? misfits.get(run.run())[i] : FIRST_MISFIT;
    WeakRows rows = new WeakRows(errors.of(run, scene), columns, equation.order(), misfit * scale);
    Gram train = new Gram(rows.width());
    Gram test = new Gram(rows.width());
    rows.emit(
        run.windows().get(i),
        Double.NEGATIVE_INFINITY,
        run.trainEnd(),
        (row, at, time, share, forces) -> train.add(row, at, share));
    rows.emit(
        run.windows().get(i),
        run.testBegin(),
        run.end(),
        (row, at, time, share, forces) -> test.add(row, at));
    return new RunGram.Receiver(i, train.mirrored(), test.mirrored(), scale);
  }
}
