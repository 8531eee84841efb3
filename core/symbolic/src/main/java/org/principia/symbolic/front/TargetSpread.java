package org.principia.symbolic.front;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.fit.RowLoss;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Loss;

/**
 * Over how many orders of magnitude a target goes, and whether its errors do so too.
 *
 * @param low the tenth percentile of |y|, of the rows whose y is not zero; of fewer than {@value
 *     StudentErrors#MANY} the least
 * @param high the 90th, or the largest
 * @param oneSigned whether all targets, of many 19 in 20, have one sign
 */
public record TargetSpread(double low, double high, boolean oneSigned) {
  private static final double OUTSIDE = 0.1;

  /** Share of many rows whose sign may be a slip, or carried across zero by noise. */
  private static final double WRONG_SIGN = 0.05;

  /** From this ratio on the small rows would not count beside the large ones. */
  private static final double WIDE = 500;

  /** Where both signs occur, small targets may be differences. */
  private static final double WIDE_OF_BOTH_SIGNS = 3e4;

  /** Below this ratio errors that grow with the target can hardly be told. */
  private static final double NARROW = 5;

  /** Nats by which errors must be likelier as shares of the target. */
  private static final double CLEARLY = 5;

  public static TargetSpread of(double[] target) {
    double[] sizes = Arrays.stream(target).map(Math::abs).filter(y -> y > 0).sorted().toArray();
    if (sizes.length == 0) {
      return new TargetSpread(0, 0, true);
    }
    boolean many = sizes.length >= StudentErrors.MANY;
    int out = many ? (int) (OUTSIDE * (sizes.length - 1)) : 0;
    long below = Arrays.stream(target).filter(y -> y < 0).count();
    double apart = many ? WRONG_SIGN * sizes.length : 0;
    return new TargetSpread(
        sizes[out], sizes[sizes.length - 1 - out], Math.min(below, sizes.length - below) <= apart);
  }

  /** The loss to begin with: relative where every target of the problem is wide. */
  public static Loss loss(Problem problem) {
    double[][] targets =
        problem instanceof Table table
            ? new double[][] {table.target()}
            : ((JointTable) problem).targets().values();
    boolean wide = Arrays.stream(targets).allMatch(target -> of(target).isWide());
    return wide ? Loss.MEAN_RELATIVE : Loss.MEAN_ABSOLUTE;
  }

  private boolean isWide() {
    return high >= (oneSigned ? WIDE : WIDE_OF_BOTH_SIGNS) * low;
  }

  /**
   * Whether the errors of a formula are clearly likelier as shares of the target than as values of
   * one size: {@code misfit(e) - misfit(e / y) - sum w log |y|}, w the weights of mean 1, above
   * {@value #CLEARLY} nats, rows far off the formula in either left aside: a slipped decimal point
   * is an error in proportion to the target.
   */
  public static boolean isRelative(Expression e, Table table) {
    TargetSpread spread = of(table.target());
    if (!spread.oneSigned || !(spread.high >= NARROW * spread.low)) {
      return false;
    }
    Set<Integer> far = new TreeSet<>(Outliers.of(e, table, Loss.MEAN_ABSOLUTE).rows());
    far.addAll(Outliers.of(e, table, Loss.MEAN_RELATIVE).rows());
    Table tame = table.without(List.copyOf(far));
    double[] units = RowLoss.units(Loss.MEAN_RELATIVE, tame.target());
    double sum = 0;
    double logs = 0;
    for (int i = 0; i < units.length; i++) {
      sum += tame.weights()[i];
      logs += tame.weights()[i] * ElementaryFunctions.log(units[i]);
    }
    double apart = Diagnostics.misfit(e, tame, Loss.MEAN_ABSOLUTE);
    double shares = Diagnostics.misfit(e, tame, Loss.MEAN_RELATIVE);
    return apart - shares - units.length * (logs / sum) > CLEARLY;
  }
}
