package org.principia.symbolic.search;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * One round of one island: everything but the table.
 *
 * <p>A pure function of itself and the table: it gives the same result wherever and however often
 * it runs.
 *
 * @param settings of the search
 * @param seed the user's
 * @param component key of the search among the searches of that seed
 * @param island from 0
 * @param round from 0
 * @param population at the start; random members are added up to the size of the settings
 * @param fame the best formulas so far
 */
public record IslandTask(
    SymbolicSettings settings,
    long seed,
    String component,
    int island,
    int round,
    List<Member> population,
    HallOfFame fame)
    implements Serializable {
  /** Evolves the island for one round on the table that the search was started on. */
  public IslandResult run(Problem table) {
    return run(table, () -> false);
  }

  /**
   * Evolves the island for one round on the table that the search was started on, unless it is
   * cancelled.
   *
   * @param cancelled asked before each formula; true ends the task
   * @throws CancellationException if it was cancelled
   */
  public IslandResult run(Problem table, BooleanSupplier cancelled) {
    return new Island(this, table, cancelled).run();
  }
}
