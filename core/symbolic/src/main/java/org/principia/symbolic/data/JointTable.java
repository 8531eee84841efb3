package org.principia.symbolic.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.principia.common.InputException;

/**
 * Rows for one structure that explains several targets, in several groups.
 *
 * <p>Model of target t in group q: {@code y_t = sum_b A[t,q,b] B_b g(x; c) + s[t,q]}, where B are
 * the basis columns (none: B = 1) and g, the structure, may use the inputs alone. The coefficients
 * A and s follow by least squares; the search is for g. Without a basis A or s may be missing: they
 * are 1 and 0 then.
 *
 * @param inputs what g may use (at least one column)
 * @param basis B, what g is multiplied by (any number of columns); of one that is 1 in every row,
 *     the full formulas have its coefficient alone
 * @param targets y (at least one column)
 * @param groups q of each row
 * @param weights of the rows, not negative, not all zero (rows)
 * @param own which of A and s there are; both where there is a basis
 */
public record JointTable(
    Columns inputs, Columns basis, Columns targets, Groups groups, double[] weights, OwnTerms own)
    implements Problem {
  /**
   * Checks what a search could not work with.
   *
   * @throws InputException for no rows, inputs or targets, unequal lengths, a doubled name, a
   *     constant target, unusable weights
   */
  public JointTable {
    if (inputs.count() == 0) {
      throw InputException.cannot("fit the joint table", "it has no inputs");
    }
    if (targets.count() == 0) {
      throw InputException.cannot("fit the joint table", "it has no targets");
    }
    int rows = inputs.rows();
    if (rows == 0) {
      throw InputException.cannot("fit the joint table", "it has no rows");
    }
    List<String> names = new ArrayList<>(names(inputs, basis));
    names.addAll(targets.names());
    Columns.requireDistinct("names of inputs, basis and targets", names);
    if (basis.count() > 0 && own != OwnTerms.SCALE_SHIFT) {
      throw new IllegalArgumentException("a basis has scales and a shift");
    }
    requireRows("basis", basis, rows);
    requireRows("targets", targets, rows);
    if (groups.of().length != rows) {
      throw InputException.invalid("length of groups", groups.of().length, rows + " rows");
    }
    Columns.requireFinite("weights", weights, rows);
    Table.requireWeights(weights);
    for (int t = 0; t < targets.count(); t++) {
      Table.requireSpread("target " + targets.names().get(t), targets.values()[t], weights);
    }
  }

  /**
   * With scales and shifts.
   *
   * @throws InputException as the canonical constructor
   */
  public JointTable(
      Columns inputs, Columns basis, Columns targets, Groups groups, double[] weights) {
    this(inputs, basis, targets, groups, weights, OwnTerms.SCALE_SHIFT);
  }

  /** The same rows, the groups having other terms of their own. */
  public JointTable with(OwnTerms terms) {
    return new JointTable(inputs, basis, targets, groups, weights, terms);
  }

  /**
   * A table of one group, its rows of equal weight.
   *
   * @param columns inputs and basis
   * @param basis names of those that multiply the structure; the structure may use the others
   * @throws InputException as the constructor, and for a basis that is no column
   */
  public static JointTable of(Columns columns, List<String> basis, Columns targets) {
    Groups one = Groups.one(columns.rows());
    return new JointTable(
        columns.without(basis), columns.select(basis), targets, one, Table.ones(columns.rows()));
  }

  /**
   * A table of one target in several groups, its rows of equal weight.
   *
   * @param target what is explained, one column
   * @throws InputException as the constructor
   */
  public static JointTable of(Columns inputs, Columns target, Groups groups) {
    return new JointTable(inputs, Columns.none(), target, groups, Table.ones(inputs.rows()));
  }

  @Override
  public List<String> names() {
    return inputs.names();
  }

  @Override
  public int rows() {
    return weights.length;
  }

  /** Names by index of the variables of the full formulas: the inputs, then the basis. */
  public List<String> formulaNames() {
    return names(inputs, basis);
  }

  /** Whether a basis column is 1 in every row: formulas then have no variable in its place. */
  public boolean isOne(int column) {
    return Arrays.stream(basis.values()[column]).allMatch(value -> value == 1);
  }

  /** Standard deviation of a target under the weights: its unit in the joint loss. */
  public double unit(int target) {
    double[] y = targets.values()[target];
    double sum = 0;
    double mean = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i];
      mean += weights[i] * y[i];
    }
    mean /= sum;
    double square = 0;
    for (int i = 0; i < y.length; i++) {
      square += weights[i] * (y[i] - mean) * (y[i] - mean);
    }
    double deviation = Math.sqrt(square / sum);
    return deviation > 0 ? deviation : 1;
  }

  private static List<String> names(Columns inputs, Columns basis) {
    return Stream.concat(inputs.names().stream(), basis.names().stream()).toList();
  }

  private static void requireRows(String thing, Columns columns, int rows) {
    if (columns.count() > 0 && columns.rows() != rows) {
      throw InputException.invalid("length of " + thing, columns.rows(), rows + " rows");
    }
  }
}
