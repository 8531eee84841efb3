package org.principia.theory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.principia.symbolic.Expression;
import org.principia.theory.ConstantFit.State;

/**
 * Chooses among the members of the fronts by what the composed law does to true accelerations.
 *
 * <p>A front compares formulas with what the network said; where the network's own error is smooth,
 * a wrong formula of the same complexity can have the smaller loss. The accelerations do not carry
 * that error. Formula by formula, every member of its front, and the formula without some of its
 * constants, takes its place in the law, all constants are fitted, and the law with the smallest
 * {@code log(error) + 0.05 complexity} stays; error is the mean absolute error on held-out states,
 * relative to their mean size and not counted below {@value #FLOOR}. This is repeated until nothing
 * changes.
 */
public final class LawSelection {
  /** Errors below this share of the mean acceleration count as equal: they are rounding. */
  static final double FLOOR = 1e-4;

  /** A node more must take five per cent off the error. */
  private static final double PER_NODE = 0.05;

  private static final int PASSES = 4;

  /** How many constants are taken out of a formula at once. */
  private static final int BARED = 2;

  private static final int ITERATIONS = 20;

  private final List<List<Expression>> fronts;
  private final int dimension;
  private final List<State> fitted;
  private final List<State> heldOut;
  private final double size;

  /**
   * A selection.
   *
   * @param fronts the candidates of each message component, then of each acceleration component (2
   *     d)
   * @param fitted states to which constants are fitted
   * @param heldOut states on which laws are compared
   */
  public LawSelection(List<List<Expression>> fronts, List<State> fitted, List<State> heldOut) {
    this.fronts = fronts;
    this.dimension = fronts.size() / 2;
    this.fitted = fitted;
    this.heldOut = heldOut;
    this.size = meanSize(heldOut);
  }

  /** A law with how good it is; smaller is better. */
  private record Judged(List<Expression> formulas, double error, double cost) {}

  /**
   * The best law found from a start.
   *
   * @param start the law of the formulas that the fronts' rule chose
   * @return a law of candidates with their own constants, still to be fitted
   */
  public ComposedLaw select(ComposedLaw start) {
    List<Expression> formulas = new ArrayList<>(start.edges());
    formulas.addAll(start.nodes());
    Judged best = judge(formulas);
    for (int pass = 0; pass < PASSES; pass++) {
      double before = best.cost;
      for (int slot = 0; slot < fronts.size(); slot++) {
        best = improve(best, slot, alternatives(best, slot));
      }
      if (!(best.cost < before)) {
        break;
      }
    }
    return law(best.formulas);
  }

  /**
   * What may take a place: the members of its front, the formula without one of its constants, and
   * the same of what that leaves. Of a law that is exact already, only what is simpler.
   */
  private List<Expression> alternatives(Judged best, int slot) {
    Expression present = best.formulas.get(slot);
    Set<Expression> alternatives = new LinkedHashSet<>(fronts.get(slot));
    List<Expression> bared = List.of(present);
    for (int depth = 0; depth < BARED; depth++) {
      bared = bared.stream().flatMap(e -> withoutOneConstant(e).stream()).distinct().toList();
      alternatives.addAll(bared);
    }
    return alternatives.stream()
        .filter(e -> !e.equals(present))
        .filter(e -> best.error > FLOOR || e.complexity() < present.complexity())
        .toList();
  }

  /** The formulas that are left when one constant is made zero, or one, and the rest simplified. */
  private static List<Expression> withoutOneConstant(Expression formula) {
    List<Expression> bared = new ArrayList<>();
    double[] constants = formula.constants();
    for (int i = 0; i < constants.length; i++) {
      for (double value : new double[] {0, 1}) {
        double[] changed = constants.clone();
        changed[i] = value;
        Expression simpler = formula.withConstants(changed).simplified();
        if (simpler.complexity() < formula.complexity()) {
          bared.add(simpler);
        }
      }
    }
    return bared;
  }

  /** The best with another formula in one place; they are independent and judged in parallel. */
  private Judged improve(Judged best, int slot, List<Expression> alternatives) {
    Judged found =
        alternatives.parallelStream()
            .map(
                candidate -> {
                  List<Expression> formulas = new ArrayList<>(best.formulas);
                  formulas.set(slot, candidate);
                  return judge(formulas);
                })
            .min(Comparator.comparingDouble(Judged::cost))
            .orElse(best);
    return found.cost < best.cost ? found : best;
  }

  private Judged judge(List<Expression> formulas) {
    ComposedLaw law = ConstantFit.fit(law(formulas), fitted, ITERATIONS);
    double error = ConstantFit.meanError(law, heldOut) / size;
    int complexity = formulas.stream().mapToInt(Expression::complexity).sum();
    double cost =
        Double.isFinite(error)
            ? Math.log(Math.max(error, FLOOR)) + PER_NODE * complexity
            : Double.POSITIVE_INFINITY;
    return new Judged(formulas, error, cost);
  }

  private ComposedLaw law(List<Expression> formulas) {
    return new ComposedLaw(
        dimension, formulas.subList(0, dimension), formulas.subList(dimension, 2 * dimension));
  }

  private static double meanSize(List<State> states) {
    return states.stream()
        .flatMapToDouble(
            state ->
                IntStream.range(0, state.acceleration().length)
                    .mapToDouble(i -> Math.abs(state.acceleration()[i])))
        .average()
        .orElse(1);
  }
}
