package org.principia.theory.search;

import java.util.Map;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.settings.SymbolicSettings;

/** Runs searches of the same settings. */
@FunctionalInterface
public interface SearchRunner {

  /** A joint structure is smaller than a formula, and a fit of it takes several times as long. */
  int JOINT_SHARE = 4;

  /**
   * Searches until each has ended.
   *
   * @param step name of the step that the searches belong to
   * @param settings of each search
   * @param problems what to search in, by the name of the search, which keys its random draws
   * @return the fronts, in the order of the problems
   */
  Map<String, ParetoFront> run(
      String step, SymbolicSettings settings, Map<String, ? extends Problem> problems);

  /** The settings of one search of a step: joint structures get a quarter of the fits. */
  static SymbolicSettings effort(SymbolicSettings settings, Problem problem) {
    return problem instanceof JointTable
        ? settings.withEffort(
            settings.islands(),
            settings.rounds(),
            Math.max(1, settings.fitsPerRound() / JOINT_SHARE))
        : settings;
  }
}
