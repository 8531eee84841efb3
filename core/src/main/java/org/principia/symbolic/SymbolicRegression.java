package org.principia.symbolic;

import java.util.function.Consumer;

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
    Search search = Search.start(table, settings, seed, "target");
    while (!search.finished()) {
      search = search.absorb(search.tasks().stream().map(t -> t.run(table)).toList());
      listener.accept(search);
    }
    return search.front();
  }
}
