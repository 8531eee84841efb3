package org.principia.graphs;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Who sends to whom, in compressed rows: node i receives from {@code senders[offsets[i]]} to {@code
 * senders[offsets[i + 1] - 1]}, ascending.
 *
 * @param offsets where the senders of each node begin, and their number (n + 1)
 * @param senders nodes, from 0 (E)
 */
public record Neighbours(int[] offsets, int[] senders) implements Serializable {
  /** Why nothing can be learnt of messages where there are no edges. */
  public static final String NONE =
      "no particle has a neighbour (raise the radius of graphs.neighbours)";

  /** Lists of all pairs of few nodes, which are asked for at every state. */
  private static final Neighbours[] SMALL =
      IntStream.range(0, 65).mapToObj(Neighbours::everyPair).toArray(Neighbours[]::new);

  /** The lists of all nodes, asked for one after another. */
  static Neighbours of(int nodes, IntFunction<int[]> sendersOf) {
    int[] offsets = new int[nodes + 1];
    int[] senders = new int[Math.max(16, nodes)];
    for (int i = 0; i < nodes; i++) {
      int[] found = sendersOf.apply(i);
      offsets[i + 1] = GraphLayout.length((long) offsets[i] + found.length, 1);
      if (offsets[i + 1] > senders.length) {
        senders = Arrays.copyOf(senders, Math.max(offsets[i + 1], (int) (1.5 * senders.length)));
      }
      System.arraycopy(found, 0, senders, offsets[i], found.length);
    }
    return new Neighbours(offsets, Arrays.copyOf(senders, offsets[nodes]));
  }

  /** Every node receives from all others. */
  static Neighbours all(int nodes) {
    return nodes < SMALL.length ? SMALL[nodes] : everyPair(nodes);
  }

  private static Neighbours everyPair(int n) {
    return of(n, i -> IntStream.range(0, n).filter(j -> j != i).toArray());
  }

  /** The number n of nodes. */
  public int nodes() {
    return offsets.length - 1;
  }

  /** The number E of edges. */
  public int edges() {
    return senders.length;
  }

  /** The largest number of edges that any node receives. */
  public int maxDegree() {
    return IntStream.range(0, nodes()).map(this::degree).max().orElse(0);
  }

  /** The number of edges that a node receives. */
  public int degree(int node) {
    return offsets[node + 1] - offsets[node];
  }
}
