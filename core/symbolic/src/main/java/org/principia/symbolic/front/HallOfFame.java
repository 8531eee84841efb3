package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Simplifier;

/** The best formula of every complexity, evaluated on all rows. Immutable. */
public final class HallOfFame implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * One formula.
   *
   * @param expression complete, scale and shift in the tree
   * @param loss on all rows
   */
  public record Entry(Expression expression, double loss) implements Serializable {}

  private final TreeMap<Integer, Entry> best;
  private final Complexities complexities;

  private HallOfFame(Map<Integer, Entry> best, Complexities complexities) {
    this.best = new TreeMap<>(best);
    this.complexities = complexities;
  }

  public static HallOfFame empty(Complexities complexities) {
    return new HallOfFame(Map.of(), complexities);
  }

  /** With more formulas; the outcome does not depend on their order. */
  public HallOfFame with(Collection<Entry> entries) {
    Map<Integer, Entry> merged = new TreeMap<>(best);
    for (Entry e : entries) {
      merged.merge(complexities.of(e.expression()), e, HallOfFame::better);
    }
    return new HallOfFame(merged, complexities);
  }

  private static Entry better(Entry a, Entry b) {
    if (a.loss() != b.loss()) {
      return a.loss() < b.loss() ? a : b;
    }
    return Simplifier.compare(a.expression(), b.expression()) <= 0 ? a : b;
  }

  public Optional<Entry> at(int complexity) {
    return Optional.ofNullable(best.get(complexity));
  }

  /** The members that are better than every simpler one, the simplest first. */
  public List<Entry> front() {
    List<Entry> front = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (Entry e : best.values()) {
      if (e.loss() < least) {
        front.add(e);
        least = e.loss();
      }
    }
    return front;
  }
}
