package org.principia.graphs;

import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.principia.common.InputException;

/** Which nodes send to a node. Distances in a periodic box are those to the nearest image. */
public sealed interface NeighbourRule extends Serializable {

  /** The neighbours of some nodes. */
  Neighbours of(Points points);

  /** The rule in the words of the configuration. */
  String text();

  /** Whether the neighbours depend on the number of nodes alone. */
  default boolean fixed() {
    return this instanceof AllPairs || this instanceof Chain;
  }

  /**
   * The rule of the words all, chain, radius:R or nearest:K, the value of a key that messages name;
   * an {@link InputException} if there is none.
   */
  static NeighbourRule parse(String key, String text) {
    try {
      if (text.startsWith("radius:")) {
        return new Within(Double.parseDouble(text.substring("radius:".length())));
      }
      if (text.startsWith("nearest:")) {
        return new Nearest(Integer.parseInt(text.substring("nearest:".length())));
      }
    } catch (IllegalArgumentException e) {
      throw InputException.invalid(key, text, "radius:R, R positive, or nearest:K, K from 1");
    }
    return switch (text) {
      case "all" -> new AllPairs();
      case "chain" -> new Chain();
      default -> throw InputException.invalid(key, text, "all, chain, radius:R or nearest:K");
    };
  }

  /** All other nodes. */
  record AllPairs() implements NeighbourRule {
    @Override
    public Neighbours of(Points points) {
      return Neighbours.all(points.count());
    }

    @Override
    public String text() {
      return "all";
    }
  }

  /** The node before and the node after, in the order of their numbers; the ends have one. */
  record Chain() implements NeighbourRule {
    @Override
    public Neighbours of(Points points) {
      int n = points.count();
      return Neighbours.of(
          n, i -> IntStream.of(i - 1, i + 1).filter(j -> j >= 0 && j < n).toArray());
    }

    @Override
    public String text() {
      return "chain";
    }
  }

  /**
   * All other nodes that are no further away.
   *
   * @param radius largest distance [length], positive
   */
  record Within(double radius) implements NeighbourRule {
    /** Checks the radius. */
    public Within {
      if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("Invalid radius: " + radius + " (positive)");
      }
    }

    @Override
    public Neighbours of(Points points) {
      return points.within(radius);
    }

    @Override
    public String text() {
      return "radius:" + radius;
    }
  }

  /**
   * The nearest other nodes; of those at the same distance the first. Costs the square of n.
   *
   * @param count how many, from 1; all where there are fewer
   */
  record Nearest(int count) implements NeighbourRule {
    /** Checks the number. */
    public Nearest {
      if (count < 1) {
        throw new IllegalArgumentException(
            "Invalid number of neighbours: " + count + " (1 at least)");
      }
    }

    @Override
    public Neighbours of(Points points) {
      return Neighbours.of(points.count(), i -> nearest(points, i));
    }

    private int[] nearest(Points points, int i) {
      return IntStream.range(0, points.count())
          .filter(j -> j != i)
          .boxed()
          .sorted(Comparator.comparingDouble(j -> points.square(i, j)))
          .limit(count)
          .mapToInt(Integer::intValue)
          .sorted()
          .toArray();
    }

    @Override
    public String text() {
      return "nearest:" + count;
    }
  }
}
