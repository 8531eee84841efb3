package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Simplifier;

/**
 * The best formula of every complexity and number of fitted constants, evaluated on all rows.
 * Immutable.
 */
public final class HallOfFame implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * One formula.
   *
   * @param expression complete, scale and shift in the tree
   * @param loss on all rows
   */
  public record Entry(Expression expression, double loss) implements Serializable {}

  /** By complexity, and by the number of constants. */
  private final TreeMap<Integer, TreeMap<Integer, Entry>> best = new TreeMap<>();

  private final Complexities complexities;

  private HallOfFame(Complexities complexities) {
    this.complexities = complexities;
  }

  public static HallOfFame empty(Complexities complexities) {
    return new HallOfFame(complexities);
  }

  /** With more formulas; the outcome does not depend on their order. */
  public HallOfFame with(Collection<Entry> entries) {
    HallOfFame merged = new HallOfFame(complexities);
    best.forEach((complexity, of) -> merged.best.put(complexity, new TreeMap<>(of)));
    for (Entry e : entries) {
      merged
          .best
          .computeIfAbsent(complexities.of(e.expression()), c -> new TreeMap<>())
          .merge(Exponents.countFitted(e.expression()), e, HallOfFame::better);
    }
    return merged;
  }

  private static Entry better(Entry a, Entry b) {
    if (a.loss() != b.loss()) {
      return a.loss() < b.loss() ? a : b;
    }
    return Simplifier.compare(a.expression(), b.expression()) <= 0 ? a : b;
  }

  /** With each formula rewritten, its complexity and its constants as they were. */
  public HallOfFame map(UnaryOperator<Expression> rewrite) {
    HallOfFame mapped = new HallOfFame(complexities);
    best.forEach(
        (complexity, of) -> {
          TreeMap<Integer, Entry> entries = new TreeMap<>();
          of.forEach((k, e) -> entries.put(k, new Entry(rewrite.apply(e.expression()), e.loss())));
          mapped.best.put(complexity, entries);
        });
    return mapped;
  }

  public Optional<Entry> at(int complexity) {
    return Optional.ofNullable(best.get(complexity)).map(HallOfFame::best);
  }

  private static Entry best(Map<Integer, Entry> of) {
    return of.values().stream().reduce(HallOfFame::better).orElseThrow();
  }

  /** The members that are better than every simpler one, the simplest first. */
  public List<Entry> front() {
    List<Entry> front = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (Map<Integer, Entry> of : best.values()) {
      Entry e = best(of);
      if (e.loss() < least) {
        front.add(e);
        least = e.loss();
      }
    }
    return front;
  }

  /**
   * Formulas beside the front with fewer constants than the member of their complexity, or of the
   * largest below it, and a loss within a factor of its; the simplest first.
   */
  public List<Entry> rivals(double factor) {
    List<Entry> rivals = new ArrayList<>();
    Entry member = null;
    List<Entry> front = front();
    for (TreeMap<Integer, Entry> of : best.values()) {
      Entry e = best(of);
      member = front.contains(e) ? e : member;
      double most = factor * member.loss();
      rivals.addAll(
          of.headMap(Exponents.countFitted(member.expression())).values().stream()
              .filter(rival -> rival.loss() <= most)
              .toList());
    }
    return rivals;
  }
}
