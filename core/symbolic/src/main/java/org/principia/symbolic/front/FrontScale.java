package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.Arrays;
import org.principia.common.InputException;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.fit.RowLoss;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.internal.fit.StructureFit;
import org.principia.symbolic.settings.Loss;

/**
 * What a front is measured against.
 *
 * @param constant the best constant, the simplest formula
 * @param rows of the table, times targets
 * @param columns of the table
 * @param joint whether scale and shift of the formulas are fitted outside them
 */
public record FrontScale(HallOfFame.Entry constant, int rows, int columns, boolean joint)
    implements Serializable {
  /** Targets up to this size have sums of squares, and shares of these to stop at. */
  private static final double LARGEST = 1e140;

  /**
   * Of a problem.
   *
   * @throws InputException if squares of its targets, or sums of them, are beyond the range of
   *     numbers
   */
  public static FrontScale of(Problem problem, Loss loss) {
    requireSquares(problem, loss);
    Sample all = Sample.all(problem);
    StructureFit fit = StructureFit.of(problem, loss);
    boolean joint = problem instanceof JointTable;
    Expression start =
        Expression.constant(joint ? 1 : loss.isSquare() ? mean(all) : median(all, loss));
    double reached = fit.fit(start, all, false, loss == Loss.HUBER ? 30 : 0);
    if (!Double.isFinite(reached)) {
      throw InputException.cannot(
          "search by " + loss.label(),
          "the loss of a constant is beyond the range of numbers; use another unit of the target");
    }
    HallOfFame.Entry entry = new HallOfFame.Entry(fit.withFitted(start), reached);
    int rows = problem.rows() * all.targets().length;
    return new FrontScale(entry, rows, problem.names().size(), joint);
  }

  /** Of a joint table the targets are divided by their deviations. */
  private static void requireSquares(Problem problem, Loss loss) {
    if (loss.isSquare() && problem instanceof Table table) {
      double largest = Arrays.stream(table.target()).map(Math::abs).max().orElseThrow();
      if (!(largest > 1 / LARGEST && largest < LARGEST)) {
        throw InputException.cannot(
            "search by " + loss.label(),
            "squares of targets of up to "
                + largest
                + " are beyond the range of numbers; use another unit, or mean-absolute");
      }
    }
  }

  private static double mean(Sample rows) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      sum += rows.weights()[i] * rows.target()[i];
    }
    return sum;
  }

  /** The median under the weights that the loss gives to absolute deviations. */
  private static double median(Sample rows, Loss loss) {
    int n = rows.rows();
    RowLoss rowLoss = new RowLoss(loss);
    rowLoss.prepare(rows.target(), rows.weights());
    Integer[] order = new Integer[n];
    double[] share = new double[n];
    double total = 0;
    double[] one = {1};
    for (int i = 0; i < n; i++) {
      order[i] = i;
      share[i] = rowLoss.sum(one, 0, i, 1, new double[1]);
      total += share[i];
    }
    Arrays.sort(order, (a, b) -> Double.compare(rows.target()[a], rows.target()[b]));
    double sum = 0;
    for (int i : order) {
      sum += share[i];
      if (sum >= 0.5 * total) {
        return rows.target()[i];
      }
    }
    return rows.target()[order[n - 1]];
  }
}
