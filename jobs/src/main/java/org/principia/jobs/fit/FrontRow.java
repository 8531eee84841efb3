package org.principia.jobs.fit;

import java.util.List;
import java.util.Optional;
import org.principia.jobs.artefact.RecordTable;

/**
 * A member of a front as it stands in one group; the formula in every language of {@link
 * FormulaFormat}.
 *
 * @param group its name, empty where there are none
 * @param complexity of the formula
 * @param loss over the rows
 * @param score fractional drop of the loss per added complexity
 * @param r2 share of the target's variance that it explains
 * @param formula with all digits
 * @param latex with six digits
 * @param sql an expression of Spark SQL over the columns' own names
 * @param json the tree
 * @param java a class with one method
 * @param snapped with simple numbers for constants
 * @param chosen whether it is the one chosen
 * @param rows that it was fitted to
 * @param rounds of the search
 * @param end why the search ended
 * @param keys what the columns to group by hold
 * @param structure what groups share
 * @param scale what the structure is multiplied by
 * @param shift what is added
 */
public record FrontRow(
    String group,
    int complexity,
    double loss,
    double score,
    double r2,
    String formula,
    String latex,
    String sql,
    String json,
    String java,
    String snapped,
    boolean chosen,
    int rows,
    int rounds,
    String end,
    List<String> keys,
    Optional<String> structure,
    Optional<Double> scale,
    Optional<Double> shift) {

  /** A front as a table. */
  public static final RecordTable<FrontRow> TABLE = RecordTable.of(FrontRow.class);
}
