package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.principia.symbolic.internal.fit.NormalEquations;

/**
 * Least squares with few terms out of many, by orthogonal forward selection with a beam.
 *
 * <p>Target and terms are first projected off the base columns, which every model contains. A model
 * of k terms grows from one of k - 1 by the term that lowers the sum of squares the most; the best
 * models of each size are kept. Source: Chen, Billings and Luo, "Orthogonal least squares methods
 * and their application to non-linear system identification" (1989).
 */
final class ForwardSelection {
  /** A term must keep this share of its norm when the model is projected off. */
  private static final double INDEPENDENT = 1e-9;

  private final double[] rootWeight;
  private final List<double[]> base = new ArrayList<>();
  private final List<double[]> terms = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final double[] target;
  private final double unit;
  private final double total;

  /** Numbers of terms, rising; the share of the target's squares, after the base, they leave. */
  record Model(int[] terms, double unexplained) {}

  private record State(int[] chosen, List<double[]> basis, double[] residual, double left) {}

  private record Step(State from, int term, double left) {}

  private record Pair(State from, int one, int other, double left) {}

  /**
   * Projects a target (rows) and the terms (terms x rows) off the columns of every model, the base
   * (columns x rows), under weights (rows).
   */
  ForwardSelection(double[] target, double[] weights, List<double[]> base, List<double[]> terms) {
    rootWeight = Feature.map(weights, Math::sqrt);
    for (double[] b : base) {
      double[] column = projected(b);
      if (column != null) {
        this.base.add(scaled(column, dot(column, column)));
      }
    }
    this.target = weighted(target);
    unit = Feature.unit(Feature.map(target, rootWeight, (x, w) -> x * w));
    orthogonalise(this.target, this.base);
    total = dot(this.target, this.target);
    Set<Long> seen = new HashSet<>();
    for (int k = 0; k < terms.size(); k++) {
      double[] column = projected(terms.get(k));
      if (column != null && seen.add(direction(scaled(column, dot(column, column))))) {
        this.terms.add(column);
        numbers.add(k);
      }
    }
  }

  /** A column times the weights, projected off the base; null if that leaves rounding alone. */
  private double[] projected(double[] values) {
    double[] column = weighted(values);
    double before = dot(column, column);
    orthogonalise(column, base);
    return dot(column, column) > INDEPENDENT * before ? column : null;
  }

  /** Times the root of the weights, up to a factor that keeps squares within range. */
  private double[] weighted(double[] values) {
    double[] column = Feature.map(values, rootWeight, (x, w) -> x * w);
    double unit = Feature.unit(column);
    return unit == 1 ? column : Feature.map(column, x -> x / unit);
  }

  /** Equal for columns that are multiples of each other, up to rounding. */
  private static long direction(double[] unit) {
    return Feature.hash(unit, 1e-4, u -> Math.round(u * 1e7));
  }

  /** Sum of squares that the base leaves. */
  double total() {
    return total;
  }

  /** Share of a column's own squares that the base and another column leave. */
  double shareLeft(double[] values, double[] other) {
    double[] raw = weighted(values);
    double[] column = projected(values);
    double[] beside = projected(other);
    if (column != null && beside != null) {
      orthogonalise(column, List.of(scaled(beside, dot(beside, beside))));
    }
    return column == null ? 0 : dot(column, column) / dot(raw, raw);
  }

  /** The coefficient of one more column beside the base. */
  double coefficient(double[] term) {
    double[] column = projected(term);
    double units = unit / Feature.unit(Feature.map(term, rootWeight, (x, w) -> x * w));
    return column == null ? 0 : units * dot(column, target) / dot(column, column);
  }

  /** Share of the target's rest that one more column explains. */
  double explainedBy(double[] term) {
    double[] column = projected(term);
    if (column == null) {
      return 0;
    }
    double along = dot(column, target);
    return along * along / (dot(column, column) * total);
  }

  /**
   * The best models of 1 to so many of the first terms, by size, the best of a size first: so many
   * are kept of each size in the beam, and so many shown at most.
   */
  List<Model> models(int most, int beam, int shown, int first) {
    List<Model> found = new ArrayList<>();
    List<State> states = List.of(new State(new int[0], List.of(), target, total));
    for (int k = 1; k <= most && total > 0; k++) {
      states = grown(states, beam, Math.min(first, terms.size()));
      for (State s : states.subList(0, Math.min(shown, states.size()))) {
        int[] chosen = Arrays.stream(s.chosen()).map(numbers::get).sorted().toArray();
        found.add(new Model(chosen, s.left() / total));
      }
      if (states.isEmpty() || states.get(0).left() < 1e-22 * total) {
        break;
      }
    }
    return found;
  }

  /**
   * The best models that end in two terms chosen together, of the first terms: beside the base
   * alone, and beside each of the best single ones. Where two terms explain little without each
   * other, the beam is full of terms that explain as little before either is in it.
   */
  List<Model> pairs(int singles, int shown, int first) {
    if (!(total > 0)) {
      return List.of();
    }
    State none = new State(new int[0], List.of(), target, total);
    List<State> begun = new ArrayList<>(List.of(none));
    begun.addAll(grown(begun, singles, terms.size()));
    PriorityQueue<Pair> best =
        new PriorityQueue<>(Comparator.comparingDouble(Pair::left).reversed());
    for (State s : begun) {
      addPairs(s, Math.min(first, terms.size()), shown, best);
    }
    return best.stream()
        .sorted(
            Comparator.comparingDouble(Pair::left)
                .thenComparingInt(Pair::one)
                .thenComparingInt(Pair::other))
        .map(
            p -> {
              int[] chosen = Arrays.copyOf(p.from().chosen(), p.from().chosen().length + 2);
              chosen[chosen.length - 2] = p.one();
              chosen[chosen.length - 1] = p.other();
              int[] sorted = Arrays.stream(chosen).map(numbers::get).sorted().toArray();
              return new Model(sorted, p.left() / total);
            })
        .toList();
  }

  /** What two terms leave together follows from their products with the rest and each other. */
  private void addPairs(State s, int first, int shown, PriorityQueue<Pair> best) {
    List<double[]> columns = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      double[] column = terms.get(i).clone();
      orthogonalise(column, s.basis());
      double square = dot(column, column);
      if (square > INDEPENDENT) {
        columns.add(scaled(column, square));
        of.add(i);
      }
    }
    double[] along = columns.stream().mapToDouble(c -> dot(s.residual(), c)).toArray();
    for (int j = 1; j < along.length; j++) {
      for (int i = 0; i < j; i++) {
        double common = dot(columns.get(i), columns.get(j));
        double free = 1 - common * common;
        double explained =
            along[i] * along[i] + along[j] * along[j] - 2 * common * along[i] * along[j];
        double left = s.left() - explained / free;
        if (free > INDEPENDENT && (best.size() < shown || left < best.peek().left())) {
          best.add(new Pair(s, of.get(i), of.get(j), left));
          if (best.size() > shown) {
            best.poll();
          }
        }
      }
    }
  }

  private List<State> grown(List<State> states, int beam, int first) {
    PriorityQueue<Step> best =
        new PriorityQueue<>(Comparator.comparingDouble(Step::left).reversed());
    for (State s : states) {
      for (int i = 0; i < first; i++) {
        double left = left(s, terms.get(i));
        if (best.size() < 3 * beam || left < best.peek().left()) {
          best.add(new Step(s, i, left));
          if (best.size() > 3 * beam) {
            best.poll();
          }
        }
      }
    }
    List<Step> sorted = new ArrayList<>(best);
    sorted.sort(Comparator.comparingDouble(Step::left).thenComparingInt(Step::term));
    Set<List<Integer>> seen = new HashSet<>();
    List<State> next = new ArrayList<>();
    for (Step step : sorted) {
      int[] chosen = Arrays.copyOf(step.from().chosen(), step.from().chosen().length + 1);
      chosen[chosen.length - 1] = step.term();
      List<Integer> key = Arrays.stream(chosen).sorted().boxed().toList();
      if (next.size() < beam && step.left() < step.from().left() && seen.add(key)) {
        next.add(with(step.from(), chosen));
      }
    }
    return next;
  }

  private double left(State s, double[] term) {
    double norm = 1;
    for (double[] q : s.basis()) {
      double along = dot(q, term);
      norm -= along * along;
    }
    if (norm < INDEPENDENT) {
      return Double.POSITIVE_INFINITY;
    }
    double along = dot(s.residual(), term);
    return s.left() - along * along / norm;
  }

  private State with(State s, int[] chosen) {
    double[] column = terms.get(chosen[chosen.length - 1]).clone();
    orthogonalise(column, s.basis());
    List<double[]> basis = new ArrayList<>(s.basis());
    basis.add(scaled(column, dot(column, column)));
    double[] residual = s.residual().clone();
    orthogonalise(residual, basis.subList(basis.size() - 1, basis.size()));
    return new State(chosen, basis, residual, dot(residual, residual));
  }

  /** Gram-Schmidt, twice, so that what is left is orthogonal to the last digit. */
  private static void orthogonalise(double[] column, List<double[]> basis) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] q : basis) {
        double along = dot(q, column);
        for (int i = 0; i < column.length; i++) {
          column[i] -= along * q[i];
        }
      }
    }
  }

  private static double[] scaled(double[] column, double square) {
    double factor = 1 / Math.sqrt(square);
    for (int i = 0; i < column.length; i++) {
      column[i] *= factor;
    }
    return column;
  }

  private static double dot(double[] a, double[] b) {
    return NormalEquations.dot(a, 0, b, 0, a.length);
  }
}
