package org.principia.theory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.central.CentralCandidates;
import org.principia.theory.central.CentralSearch;
import org.principia.theory.fit.ConstantRounding;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.fit.LawJudge;
import org.principia.theory.fit.LawJudge.Verdict;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.Variations;

/**
 * Chooses among the members of the fronts by what the composed law does to true accelerations.
 *
 * <p>A front compares formulas with what the network said; where the network's own error is smooth,
 * a wrong formula of the same complexity can have the smaller loss. The accelerations do not carry
 * that error. Two ways are tried, and the better law by {@link LawJudge} is kept:
 *
 * <ul>
 *   <li>{@link CentralSearch}: one function for all axes, messages and nodes exchanged together;
 *   <li>formula by formula, from the law that the fronts' rule chose or that with the formulas of a
 *       node function trained further, the better of them: every member of its front, and the
 *       formula without some of its constants, takes its place in the law. This is repeated until
 *       nothing changes. It is not tried where the first way ended exact.
 * </ul>
 *
 * @param fronts the candidates of each message component, then of each acceleration component (2 d)
 * @param edgeVectors formulas of all messages (each d), for the central search alone
 * @param nodeVectors formulas of all accelerations (each d), for the central search alone
 * @param judge fits constants to some states and compares laws on others
 */
public record LawSelection(
    List<List<Expression>> fronts,
    List<List<Expression>> edgeVectors,
    List<List<Expression>> nodeVectors,
    LawJudge judge) {
  private static final int PASSES = 4;

  /** How many constants are taken out of a formula at once. */
  private static final int MAX_CONSTANTS_DROPPED = 2;

  /** Of a formula with more constants, one at a time. */
  private static final int MANY = 6;

  private static final int ITERATIONS = 20;

  /**
   * The best law found from the law of the formulas that the fronts' rule chose, its constants
   * fitted by the judge; or found from one of the other laws, where that is better.
   */
  public ComposedLaw select(ComposedLaw start, ComposedLaw... others) {
    Optional<Verdict> central = central(start);
    if (central.isPresent() && central.get().isExact()) {
      return central.get().law().over(start.schema());
    }
    Verdict free = formulaByFormula(Stream.concat(Stream.of(start), Stream.of(others)).distinct());
    Verdict best = central.filter(c -> c.cost() < free.cost()).orElse(free);
    return best.law().over(start.schema());
  }

  /**
   * A law, fitted to all states, with simple numbers for constants where the held-out states and
   * all states allow them, its other constants fitted to all states: see {@link ConstantRounding}.
   * The same where nothing can be simplified.
   */
  public ComposedLaw polished(ComposedLaw law, List<State> states) {
    return new ConstantRounding(judge, new LawJudge(states, law.dimension())).of(law);
  }

  private Optional<Verdict> central(ComposedLaw start) {
    int dimension = start.dimension();
    Set<Expression> edges = new LinkedHashSet<>(start.edges());
    Set<Expression> nodes = new LinkedHashSet<>(start.nodes());
    fronts.subList(0, dimension).forEach(edges::addAll);
    fronts.subList(dimension, 2 * dimension).forEach(nodes::addAll);
    edgeVectors.forEach(edges::addAll);
    nodeVectors.forEach(nodes::addAll);
    return new CentralSearch(judge)
        .best(new CentralCandidates(dimension, edges, nodes))
        .map(found -> judge.score(found.law().composed()));
  }

  private Verdict formulaByFormula(Stream<ComposedLaw> starts) {
    Verdict best =
        starts
            .map(start -> judge.fitAndScore(start, ITERATIONS))
            .min(Comparator.comparingDouble(Verdict::cost))
            .orElseThrow();
    for (int pass = 0; pass < PASSES; pass++) {
      double before = best.cost();
      for (int slot = 0; slot < fronts.size(); slot++) {
        best = improve(best, alternatives(best, slot));
      }
      if (!(best.cost() < before)) {
        break;
      }
    }
    return best;
  }

  /**
   * What may take a place: the members of its front, the formula without one of its constants, and
   * the same of what that leaves. Of a law that is exact already, only what is simpler.
   */
  private List<ComposedLaw> alternatives(Verdict best, int slot) {
    int dimension = best.law().dimension();
    List<Expression> formulas = new ArrayList<>(best.law().edges());
    formulas.addAll(best.law().nodes());
    Expression present = formulas.get(slot);
    int depth = present.constants().length > MANY ? 1 : MAX_CONSTANTS_DROPPED;
    Set<Expression> alternatives = new LinkedHashSet<>(fronts.get(slot));
    alternatives.addAll(Variations.simpler(present, depth));
    return alternatives.stream()
        .filter(e -> !e.equals(present))
        .filter(e -> !best.isExact() || e.complexity() < present.complexity())
        .map(
            e -> {
              List<Expression> changed = new ArrayList<>(formulas);
              Collections.replaceAll(changed.subList(slot, slot + 1), present, e);
              return new ComposedLaw(
                  best.law().schema(),
                  changed.subList(0, dimension),
                  changed.subList(dimension, 2 * dimension));
            })
        .toList();
  }

  /** The best of some laws and the present one; they are independent and judged in parallel. */
  private Verdict improve(Verdict best, List<ComposedLaw> laws) {
    Verdict found =
        laws.parallelStream()
            .map(law -> judge.fitAndScore(law, ITERATIONS))
            .min(Comparator.comparingDouble(Verdict::cost))
            .orElse(best);
    return found.cost() < best.cost() ? found : best;
  }
}
