package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.weak.Scene;
import org.principia.observed.weak.WeakRows;

/**
 * One pass over a run with a law whose pair force is a formula.
 *
 * @param state the law
 * @param equation what is equated
 * @param blocks parts of the time that is fitted, whose slopes are told apart
 * @param errors what errors of positions make of forces
 */
record FormulaPass(FormulaState state, Equation equation, int blocks, ForceErrors errors)
    implements Serializable {

  /**
   * What it gives: sums of products of the columns of {@link FormulaColumns} and what the law
   * leaves.
   *
   * @param run its name
   * @param receivers numbers of the receivers
   * @param train of each receiver, over the windows that are fitted
   * @param test of each, over those that are held out
   * @param scores minus half the slope of the squared error, by block
   */
  record Sums(String run, int[] receivers, List<Gram> train, List<Gram> test, double[][][] scores)
      implements Serializable {}

  Sums of(PreparedRun run) {
    double[] weights = equation.weights(run);
    Columns columns =
        equation.columns(
            run, state.columns(run.run(), run.tracks().get(0).track().dimension()), weights);
    int[] receivers =
        IntStream.range(0, run.tracks().size())
            .filter(i -> !run.windows().get(i).isEmpty())
            .toArray();
    List<One> all =
        Arrays.stream(receivers)
            .parallel()
            .mapToObj(i -> one(run, Scene.of(run, i, equation, weights), columns))
            .toList();
    return new Sums(
        run.run(),
        receivers,
        all.stream().map(One::train).toList(),
        all.stream().map(One::test).toList(),
        all.stream().map(One::score).toArray(double[][][]::new));
  }

  private record One(Gram train, Gram test, double[][] score) {}

  private One one(PreparedRun run, Scene scene, Columns columns) {
    int i = scene.self();
    double misfit = state.misfits().get(run.run())[i] * run.scale(i, equation.order());
    WeakRows rows = new WeakRows(errors.of(run, scene), columns, equation.order(), misfit);
    int width = rows.width();
    Gram train = new Gram(width);
    Gram test = new Gram(width);
    double[][] score = new double[blocks][width];
    double length = run.trainEnd() - run.begin();
    rows.emit(
        run.windows().get(i),
        Double.NEGATIVE_INFINITY,
        run.trainEnd(),
        (row, at, time, share) -> {
          train.add(row, at, share);
          int block = (int) Math.min(blocks - 1, blocks * (time - run.begin()) / length);
          double rest = row[at + width - 1];
          for (int c = 0; c < width; c++) {
            score[block][c] += row[at + c] * rest;
          }
        });
    rows.emit(
        run.windows().get(i),
        run.testBegin(),
        run.end(),
        (row, at, time, share) -> test.add(row, at, share));
    return new One(train.mirrored(), test.mirrored(), score);
  }
}
