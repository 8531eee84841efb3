package org.principia.theory.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.principia.parallel.Cluster;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Searches one after another, the islands of each at the same time; no checkpoints, no time limit.
 *
 * @param cluster where the islands run
 * @param seed the user's
 */
public record LocalSearches(Cluster cluster, long seed) implements SearchRunner {

  @Override
  public Map<String, ParetoFront> run(
      String step, SymbolicSettings settings, Map<String, ? extends Problem> problems) {
    Map<String, ParetoFront> fronts = new LinkedHashMap<>();
    problems.forEach((name, problem) -> fronts.put(name, front(settings, name, problem)));
    return fronts;
  }

  private ParetoFront front(SymbolicSettings settings, String name, Problem problem) {
    Search search = Search.start(problem, SearchRunner.effort(settings, problem), seed, name);
    long limit = settings.evaluationLimit();
    while (!search.finished() && (limit == 0 || search.fits() < limit)) {
      search =
          search.absorb(cluster.map(problem, search.tasks(), (table, task) -> task.run(table)));
    }
    return search.front();
  }
}
