package org.principia.symbolic;

import java.util.function.Consumer;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.SymbolicSettings;

/** Symbolic regression within this process, on one thread. */
public final class SymbolicRegression {
  private SymbolicRegression() {}

  /**
   * Searches for formulas of the target in the columns.
   *
   * @param table the rows
   * @param settings of the search
   * @param seed of every random draw
   * @param listener told of the search after each round
   * @return the front
   */
  public static ParetoFront fit(
      Table table, SymbolicSettings settings, long seed, Consumer<Search> listener) {
    return search(table, settings, seed, listener).front();
  }

  /**
   * Searches for one structure that explains all targets in all groups.
   *
   * @param table the rows
   * @param settings of the search
   * @param seed of every random draw
   * @param listener told of the search after each round
   * @return the front, with the coefficients of each target and group
   */
  public static JointFront fit(
      JointTable table, SymbolicSettings settings, long seed, Consumer<Search> listener) {
    return JointFront.of(search(table, settings, seed, listener).front(), table);
  }

  private static Search search(
      Problem problem, SymbolicSettings settings, long seed, Consumer<Search> listener) {
    Search search = Search.start(problem, settings, seed, "target");
    while (!search.finished()) {
      search = search.absorb(search.tasks().stream().map(t -> t.run(problem)).toList());
      listener.accept(search);
    }
    return search;
  }
}
