package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.settings.Loss;

/**
 * Rows gathered from a problem, their weights summing to one.
 *
 * <p>Of a joint table the rows stand group by group and the targets are divided by their standard
 * deviation in the whole table.
 *
 * @param columns values by column (columns x rows)
 * @param targets the values to explain, by target (targets x rows)
 * @param basis what a joint structure is multiplied by (columns of the basis x rows)
 * @param starts first row of each group, and the number of rows (groups + 1)
 * @param weights of the rows (rows), sum 1
 */
public record Sample(
    double[][] columns, double[][] targets, double[][] basis, int[] starts, double[] weights) {
  public static Sample all(Problem problem) {
    if (problem instanceof Table table) {
      return single(table.columns(), table.target(), table.weights());
    }
    return joint((JointTable) problem, IntStream.range(0, problem.rows()).toArray());
  }

  /** All rows of a table, with other weights. */
  public static Sample weighted(Table table, double[] weights) {
    return single(table.columns(), table.target(), weights);
  }

  /** So many rows without replacement, or all where there are no more; in the table's order. */
  public static Sample draw(Problem problem, int rows, RandomGenerator rng) {
    int total = problem.rows();
    if (rows >= total) {
      return all(problem);
    }
    int[] chosen = new int[rows];
    int taken = 0;
    // Selection sampling (Knuth, TAOCP 2, algorithm 3.4.2 S).
    for (int i = 0; taken < rows; i++) {
      if (rng.nextDouble() * (total - i) < rows - taken) {
        chosen[taken++] = i;
      }
    }
    return problem instanceof Table table ? of(table, chosen) : joint((JointTable) problem, chosen);
  }

  /** Some rows of a table, by their numbers. */
  public static Sample of(Table table, int[] chosen) {
    return single(
        gather(table.columns(), chosen),
        gather(table.target(), chosen),
        gather(table.weights(), chosen));
  }

  private static Sample single(double[][] columns, double[] target, double[] weights) {
    return new Sample(
        columns,
        new double[][] {target},
        new double[0][],
        new int[] {0, target.length},
        normalised(weights));
  }

  private static Sample joint(JointTable table, int[] chosen) {
    int[] starts = new int[table.groups().count() + 1];
    int[] rows = byGroup(table.groups().of(), chosen, starts);
    double[][] targets = gather(table.targets().values(), rows);
    for (int t = 0; t < targets.length; t++) {
      double unit = table.unit(t);
      for (int i = 0; i < rows.length; i++) {
        targets[t][i] /= unit;
      }
    }
    return new Sample(
        gather(table.inputs().values(), rows),
        targets,
        gather(table.basis().values(), rows),
        starts,
        normalised(gather(table.weights(), rows)));
  }

  /** Sorts rows by group, in the table's order within a group; fills the starts. */
  private static int[] byGroup(int[] group, int[] rows, int[] starts) {
    for (int row : rows) {
      starts[group[row] + 1]++;
    }
    for (int q = 1; q < starts.length; q++) {
      starts[q] += starts[q - 1];
    }
    int[] next = starts.clone();
    int[] sorted = new int[rows.length];
    for (int row : rows) {
      sorted[next[group[row]]++] = row;
    }
    return sorted;
  }

  public int rows() {
    return weights.length;
  }

  /** The first target: the only one of a {@link Table}. */
  public double[] target() {
    return targets[0];
  }

  int groups() {
    return starts.length - 1;
  }

  private static double[][] gather(double[][] columns, int[] rows) {
    return Arrays.stream(columns).map(c -> gather(c, rows)).toArray(double[][]::new);
  }

  private static double[] gather(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** The rows with weights under which squares of errors are those of a loss, relative or not. */
  public Sample weighed(Loss loss) {
    double[] w = squareWeights(loss, target(), weights);
    return w == weights ? this : new Sample(columns, targets, basis, starts, w);
  }

  static double[] squareWeights(Loss loss, double[] target, double[] weights) {
    if (loss != Loss.MEAN_RELATIVE) {
      return weights;
    }
    double[] units = RowLoss.units(loss, target);
    double least = Arrays.stream(units).min().orElseThrow();
    double[] w = new double[units.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = weights[i] * (least / units[i]) * (least / units[i]);
    }
    return normalised(w);
  }

  /** Weights whose sum is one. */
  public static double[] normalised(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    double[] out = new double[weights.length];
    for (int i = 0; i < out.length; i++) {
      // A sample may hold only rows of weight zero; they then count alike.
      out[i] = sum > 0 ? weights[i] / sum : 1.0 / out.length;
    }
    return out;
  }
}
