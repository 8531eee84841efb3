package org.principia.symbolic.search;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Trees;
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
 * @param columns numbers of the table's columns that formulas are made of; empty for all
 * @param aside numbers of the table's rows that do not count
 */
public record IslandTask(
    SymbolicSettings settings,
    long seed,
    String component,
    int island,
    int round,
    List<Member> population,
    HallOfFame fame,
    List<Integer> columns,
    List<Integer> aside)
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
    Problem rows = aside.isEmpty() ? table : ((Table) table).without(aside);
    if (columns.isEmpty()) {
      return new Island(this, rows, cancelled).run();
    }
    Table few = ((Table) rows).only(columns.stream().mapToInt(Integer::intValue).toArray());
    IslandTask within =
        new IslandTask(
            settings,
            seed,
            component,
            island,
            round,
            members(population, e -> e.bind(few.names())),
            fame.map(e -> e.bind(few.names())),
            List.of(),
            List.of());
    IslandResult result = new Island(within, few, cancelled).run();
    // The numbers of the columns stand in for their names, which are many.
    UnaryOperator<Expression> whole =
        e ->
            Trees.mapLeaves(
                e,
                leaf ->
                    leaf instanceof Expression.Variable v
                        ? new Expression.Variable(v.name(), columns.get(v.index()))
                        : leaf);
    return new IslandResult(
        island,
        round,
        members(result.population(), whole),
        result.best().stream()
            .map(e -> new HallOfFame.Entry(whole.apply(e.expression()), e.loss()))
            .toList(),
        result.bestLoss(),
        result.fits(),
        result.rowsEvaluated());
  }

  private static List<Member> members(List<Member> members, UnaryOperator<Expression> rewrite) {
    return members.stream()
        .map(m -> new Member(rewrite.apply(m.expression()), m.loss(), m.birth()))
        .toList();
  }
}
