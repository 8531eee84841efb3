package org.principia.theory.central;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;
import org.principia.theory.fit.LawJudge;
import org.principia.theory.fit.LawJudge.Verdict;
import org.principia.theory.law.Factors;
import org.principia.theory.law.Variations;

/**
 * Looks for the central law that serves the accelerations best.
 *
 * <p>Every g of the fronts is tried with every h. The best few are then changed step by step while
 * that makes them better: a constant goes, a small one is added to a part, a factor m, q or r comes
 * or goes. So a law is found that needs a message and a node formula exchanged together, and a
 * softening that the network did not resolve.
 *
 * @param judge compares the laws
 * @param beamWidth how many laws are changed
 */
public record CentralSearch(LawJudge judge, int beamWidth) {
  private static final int GRID_ITERATIONS = 8;
  private static final int ITERATIONS = 20;
  private static final int BEAM_WIDTH = 4;
  private static final int MAX_STEPS = 12;
  private static final int MAX_CONSTANTS_DROPPED = 2;

  /** Costs that differ by less are equal. */
  private static final double ROUNDING = 1e-9;

  /** A search by a judge. */
  public CentralSearch(LawJudge judge) {
    this(judge, BEAM_WIDTH);
  }

  /** A central law with its verdict. */
  public record Judged(CentralLaw law, Verdict verdict) {
    public double cost() {
      return verdict.cost();
    }
  }

  /** The best law; empty where no member of a front is linear in the separation. */
  public Optional<Judged> best(CentralCandidates candidates) {
    return beam(judged(candidates.laws(), GRID_ITERATIONS)).stream()
        .map(start -> descend(start, candidates))
        .min(Comparator.comparingDouble(Judged::cost));
  }

  /** The best few, each with another g than those before it. */
  private List<Judged> beam(List<Judged> grid) {
    Set<Long> pairs = new HashSet<>();
    return grid.stream()
        .sorted(Comparator.comparingDouble(Judged::cost))
        .filter(next -> pairs.add(next.law.pair().structureHash()))
        .limit(beamWidth)
        .toList();
  }

  private Judged descend(Judged start, CentralCandidates candidates) {
    Judged best = judged(start.law, ITERATIONS);
    for (int step = 0; step < MAX_STEPS; step++) {
      Set<CentralLaw> next = new LinkedHashSet<>(neighbours(best));
      if (!best.verdict.isExact() && best.law.drag().isEmpty()) {
        next.addAll(candidates.withDrag(best.law));
      }
      Optional<Judged> found =
          judged(next, ITERATIONS).stream().min(Comparator.comparingDouble(Judged::cost));
      if (found.isEmpty() || !(found.get().cost() < best.cost())) {
        break;
      }
      best = found.get();
    }
    return mostInNode(best);
  }

  /**
   * Of two laws that cost the same, the one with the shorter message: a factor that is the
   * receiver's mass may stand in g or in h.
   */
  private Judged mostInNode(Judged start) {
    int d = start.law.dimension();
    Variable inPair = factorsOfPair(d).get(0);
    Variable inNode = factorsOfNode(d).get(0);
    List<Expression> parts = start.law.parts();
    Judged best = start;
    for (Operator op : List.of(Operator.MULTIPLY, Operator.DIVIDE)) {
      Operator inverse = op == Operator.MULTIPLY ? Operator.DIVIDE : Operator.MULTIPLY;
      List<Expression> moved = new ArrayList<>(parts);
      moved.set(0, Factors.cancelled(Expression.apply(op, parts.get(0), inPair)));
      moved.set(1, Factors.cancelled(Expression.apply(inverse, parts.get(1), inNode)));
      Judged found = judged(start.law.withParts(moved), ITERATIONS);
      double cost = judge.score(found.law.composed()).cost();
      double least = judge.score(best.law.composed()).cost();
      boolean shorter = moved.get(0).complexity() < best.law.pair().complexity();
      if (cost < least || (shorter && cost <= least + ROUNDING)) {
        best = found;
      }
    }
    return best;
  }

  /** Laws one step away; of a law that is exact already, only those that are simpler. */
  private static List<CentralLaw> neighbours(Judged best) {
    CentralLaw law = best.law;
    int d = law.dimension();
    List<CentralLaw> all = new ArrayList<>();
    List<Expression> parts = law.parts();
    for (int p = 0; p < parts.size(); p++) {
      Set<Expression> others = Variations.simpler(parts.get(p), MAX_CONSTANTS_DROPPED);
      if (!best.verdict.isExact()) {
        List<Variable> factors = p == 0 ? factorsOfPair(d) : factorsOfNode(d);
        others.addAll(Variations.larger(parts.get(p), factors));
      }
      for (Expression other : others) {
        List<Expression> changed = new ArrayList<>(parts);
        changed.set(p, other);
        all.add(law.withParts(changed));
      }
    }
    return all;
  }

  private static List<Variable> factorsOfPair(int dimension) {
    List<String> names = EdgeVariables.names(dimension);
    return List.of("m1", "m2", "q1", "q2", "r").stream()
        .map(name -> new Variable(name, names.indexOf(name)))
        .toList();
  }

  private static List<Variable> factorsOfNode(int dimension) {
    List<String> names = NodeVariables.names(dimension);
    return List.of(new Variable(names.get(0), 0), new Variable(names.get(1), 1));
  }

  /** Independent of one another, and judged in parallel. */
  private List<Judged> judged(Collection<CentralLaw> laws, int iterations) {
    return laws.parallelStream().map(law -> judged(law, iterations)).toList();
  }

  private Judged judged(CentralLaw law, int iterations) {
    Verdict verdict = judge.fitAndScore(law.written(), law.redundant(), iterations);
    return new Judged(law.fitted(verdict.law()), verdict);
  }
}
