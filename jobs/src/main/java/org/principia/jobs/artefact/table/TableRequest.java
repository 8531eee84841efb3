package org.principia.jobs.artefact.table;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.principia.common.Checks;
import org.principia.common.InputException;

/**
 * What is wanted of a table.
 *
 * @param path a file or directory of any Hadoop file system
 * @param target the column to explain
 * @param features the columns to explain it with; empty for all numeric ones that serve nothing
 *     else
 * @param groups the columns of whose values each combination is a table of its own; empty for one
 *     table
 * @param weight the column of the rows' weights
 * @param invalid what becomes of rows that lack a finite number
 * @param minRows rows that a group must have
 */
public record TableRequest(
    String path,
    String target,
    List<String> features,
    List<String> groups,
    Optional<String> weight,
    InvalidRows invalid,
    int minRows) {

  /** What becomes of rows that lack a finite number. */
  public enum InvalidRows {
    /** They are refused, with their number. */
    REFUSE,
    /** They are left out. */
    DROP
  }

  /** Refuses what contradicts itself by an {@link InputException} naming the option. */
  public TableRequest {
    features = List.copyOf(features);
    groups = List.copyOf(groups);
    Checks.atLeast("--min-rows", minRows, 1);
    requireDistinct("--features", features);
    requireDistinct("--group-by", groups);
    requireOther("--features", features, "the target", List.of(target));
    requireOther("--group-by", groups, "the target", List.of(target));
    requireOther("--group-by", groups, "a feature", features);
    requireOther("--weight", weight.stream().toList(), "the target", List.of(target));
    requireOther("--weight", weight.stream().toList(), "a feature", features);
    requireOther("--weight", weight.stream().toList(), "a group", groups);
  }

  private static void requireDistinct(String option, List<String> columns) {
    HashSet<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw InputException.invalid(option, column, "each column once");
      }
    }
  }

  private static void requireOther(
      String option, List<String> columns, String role, List<String> taken) {
    for (String column : columns) {
      if (taken.contains(column)) {
        throw InputException.invalid(option, column, "another column: this one is " + role);
      }
    }
  }
}
