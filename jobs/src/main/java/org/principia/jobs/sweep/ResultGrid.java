package org.principia.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The results of a sweep by row and strategy.
 *
 * @param strategies the strategies in the plan's order
 * @param rows the results of each row by strategy, in the plan's order
 */
record ResultGrid(List<String> strategies, Map<String, Map<String, CellResult>> rows) {
  /** Column of the network's mean error. */
  static final String NETWORK = "network_error_mean";

  /** Column of the law's mean error. */
  static final String LAW = "law_error_mean";

  /**
   * Arranges results.
   *
   * @param results all cells
   * @param name the row of a cell
   */
  static ResultGrid of(List<CellResult> results, Function<PlannedCell, String> name) {
    Map<String, Map<String, CellResult>> rows = new LinkedHashMap<>();
    for (CellResult r : results) {
      rows.computeIfAbsent(name.apply(r.cell()), any -> new LinkedHashMap<>())
          .put(r.cell().strategy(), r);
    }
    return new ResultGrid(results.stream().map(r -> r.cell().strategy()).distinct().toList(), rows);
  }
}
