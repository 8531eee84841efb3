package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.observed.verdict.Unknowns;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.Normal;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.weak.Scene;
import org.principia.observed.weak.WeakRows;

/**
 * One pass over a run with a law whose pair force is a formula.
 *
 * <p>A task adds up all receivers of a run: what comes to the driver are its normal equations, a
 * few vectors, and numbers of each receiver.
 *
 * @param state the law
 * @param unknowns which of them each column is
 * @param equation what is equated
 * @param blocks parts of the time that is fitted, whose slopes are told apart
 * @param errors what errors of positions make of forces
 */
record FormulaPass(
    FormulaState state, Unknowns unknowns, Equation equation, int blocks, ForceErrors errors)
    implements Serializable {

  /**
   * What a law leaves of some rows.
   *
   * @param rows their number
   * @param squares sum of their squares, in units of their variance
   * @param misfit the share of their variance that is the misfit's, on average
   */
  record Rest(long rows, double squares, double misfit) implements Serializable {

    static Rest of(Gram gram) {
      return new Rest(gram.rows, gram.at(gram.columns - 1, gram.columns - 1), gram.misfit());
    }

    double mean() {
      return squares / Math.max(1, rows);
    }
  }

  /**
   * What a law leaves of a run.
   *
   * @param run its name
   * @param receivers numbers of the receivers
   * @param train of each receiver, over the windows that are fitted
   * @param test of each, over those that are held out
   */
  record Rests(String run, int[] receivers, List<Rest> train, List<Rest> test)
      implements Serializable {}

  /**
   * What a pass gives. Slopes are minus half those of the squared error.
   *
   * @param rests what the law leaves
   * @param normal equations of the shared unknowns and the run's own
   * @param blocks slopes by those of the shared unknowns that are in the equations, by block of
   *     time
   * @param receivers slopes by the unknown of each column, by receiver
   * @param forces products of each column and the force without the response, by receiver
   */
  record Sums(
      Rests rests, Normal normal, double[][] blocks, double[][] receivers, double[][] forces)
      implements Serializable {
    String run() {
      return rests.run();
    }
  }

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
    Rests rests =
        new Rests(
            run.run(),
            receivers,
            all.stream().map(one -> Rest.of(one.train())).toList(),
            all.stream().map(One::test).toList());
    return sums(rests, all);
  }

  private Sums sums(Rests rests, List<One> all) {
    int[] receivers = rests.receivers();
    int[][] of = unknowns.of().get(rests.run());
    int[] shared =
        Arrays.stream(receivers)
            .flatMap(i -> Arrays.stream(of[i]))
            .filter(u -> u >= 0 && u < unknowns.shared())
            .sorted()
            .distinct()
            .toArray();
    Normal normal = new Normal(shared, unknowns.local().get(rests.run()));
    double[][] slopes = new double[blocks][shared.length];
    for (int i = 0; i < receivers.length; i++) {
      int[] place = place(of[receivers[i]], shared);
      normal.add(all.get(i).train(), place);
      for (int b = 0; b < blocks; b++) {
        for (int c = 0; c < place.length; c++) {
          if (place[c] >= 0 && place[c] < shared.length) {
            slopes[b][place[c]] += all.get(i).score()[b][c];
          }
        }
      }
    }
    return new Sums(
        rests,
        normal,
        slopes,
        all.stream().map(One::slopes).toArray(double[][]::new),
        all.stream().map(One::forces).toArray(double[][]::new));
  }

  /** Where unknowns stand in the equations of the run, -1 where nothing is fitted. */
  private int[] place(int[] of, int... shared) {
    return Arrays.stream(of)
        .map(
            u ->
                u < 0
                    ? -1
                    : u < unknowns.shared()
                        ? Arrays.binarySearch(shared, u)
                        : shared.length + u - unknowns.shared())
        .toArray();
  }

  private record One(Gram train, Rest test, double[][] score) {

    /** Sums of the blocks. */
    double[] slopes() {
      double[] sums = new double[train.columns - 1];
      for (double[] block : score) {
        for (int c = 0; c < sums.length; c++) {
          sums[c] += block[c];
        }
      }
      return sums;
    }

    double[] forces() {
      double[] forces = new double[train.columns - 1];
      Arrays.setAll(forces, c -> train.at(c, train.columns - 2));
      return forces;
    }
  }

  private One one(PreparedRun run, Scene scene, Columns columns) {
    int i = scene.self();
    double misfit = state.misfits().get(run.run())[i] * run.scale(i, equation.order());
    WeakRows rows = new WeakRows(errors.of(run, scene), columns, equation.order(), misfit);
    int width = rows.width();
    Gram train = new Gram(width);
    double[][] score = new double[blocks][width];
    double length = run.trainEnd() - run.begin();
    rows.emit(
        run.windows().get(i),
        Double.NEGATIVE_INFINITY,
        run.trainEnd(),
        (row, at, time, share, forces) -> {
          train.add(row, at, share);
          int block = (int) Math.min(blocks - 1, blocks * (time - run.begin()) / length);
          double rest = row[at + width - 1];
          for (int c = 0; c < width; c++) {
            score[block][c] += row[at + c] * rest;
          }
        });
    Tested test = new Tested();
    rows.emit(
        run.windows().get(i),
        run.testBegin(),
        run.end(),
        (row, at, time, share, forces) -> test.add(row[at + width - 1], share));
    return new One(train, test.rest(), score);
  }

  /** Sums of the rows that are held out. */
  private static final class Tested {
    private long rows;
    private double squares;
    private double misfit;

    void add(double rest, double share) {
      rows++;
      squares += rest * rest;
      misfit += share;
    }

    Rest rest() {
      return new Rest(rows, squares, misfit / Math.max(1, rows));
    }
  }
}
