package org.principia.gnn.batch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.principia.graphs.GraphLayout;

/**
 * How the graphs of a shard are dealt to the minibatches of an epoch, and the one size that all of
 * these are padded to.
 *
 * <p>Minibatch k of B has graphs {@code order[first(k)]} to {@code order[first(k + 1) - 1]}. Where
 * graphs are alike, that is the shuffled order. Where they differ, they are sorted by their number
 * of edges and cut into strata of B graphs, and each minibatch is dealt one of each stratum, in the
 * order of the shuffle: so that minibatches have nearly as many edges, and yet others at each
 * epoch.
 *
 * @param order numbers of graphs in the block
 * @param minibatches B
 * @param rows nodes that a minibatch has room for
 * @param edges edges that it has room for
 */
public record Deal(int[] order, int minibatches, int rows, int edges) {

  /**
   * Deals a shard to B minibatches in a shuffled order of its graphs, which may become the deal's
   * own; where all are alike a minibatch has room for as many graphs as its capacity.
   */
  public static Deal of(GraphBlock block, int[] shuffled, int minibatches, int capacity) {
    if (block.uniform()) {
      int rows = GraphLayout.length(capacity, block.nodes(0));
      int edges = GraphLayout.length(capacity, block.edges(0));
      return new Deal(shuffled, minibatches, rows, Math.max(1, edges));
    }
    int[] order = balanced(block, shuffled, minibatches);
    long rows = 0;
    long edges = 1;
    for (int k = 0; k < minibatches; k++) {
      int[] graphs =
          Arrays.copyOfRange(
              order, first(k, order.length, minibatches), first(k + 1, order.length, minibatches));
      rows = Math.max(rows, IntStream.of(graphs).mapToLong(block::nodes).sum());
      edges = Math.max(edges, IntStream.of(graphs).mapToLong(block::edges).sum());
    }
    return new Deal(order, minibatches, GraphLayout.length(rows, 1), GraphLayout.length(edges, 1));
  }

  /** Place in the order of a minibatch's first graph. */
  public int first(int minibatch) {
    return first(minibatch, order.length, minibatches);
  }

  /** Place of the first graph of a minibatch where so many graphs are dealt to all of them. */
  public static int first(int minibatch, int graphs, int minibatches) {
    return (int) ((long) minibatch * graphs / minibatches);
  }

  private static int[] balanced(GraphBlock block, int[] shuffled, int minibatches) {
    int[] rank = new int[shuffled.length];
    for (int i = 0; i < rank.length; i++) {
      rank[shuffled[i]] = i;
    }
    int[] sorted =
        IntStream.of(shuffled)
            .boxed()
            .sorted(Comparator.comparingInt(graph -> -block.edges(graph)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] order = new int[sorted.length];
    for (int stratum = 0, from = 0; from < sorted.length; stratum++) {
      int to = Math.min(sorted.length, from + minibatches);
      int[] graphs =
          IntStream.range(from, to)
              .mapToObj(i -> sorted[i])
              .sorted(Comparator.comparingInt(graph -> rank[graph]))
              .mapToInt(Integer::intValue)
              .toArray();
      // The last stratum goes to the minibatches that have room for one more.
      for (int k = 0, dealt = 0; dealt < graphs.length; k++) {
        int place = first(k, order.length, minibatches) + stratum;
        if (place < first(k + 1, order.length, minibatches)) {
          order[place] = graphs[dealt++];
        }
      }
      from = to;
    }
    return order;
  }
}
