package org.principia.gnn.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Neighbours;

/**
 * Many graphs in flat arrays, as a task keeps them in memory for the whole training.
 *
 * @param schema what the numbers mean
 * @param simulation the run of each graph
 * @param step the instant of each graph in its run
 * @param starts row of the first node of each graph, and the number of all (graphs + 1)
 * @param features what is known of the nodes (rows x F)
 * @param targets what is to be explained (rows x T)
 * @param neighbours who sends to whom in each graph; graphs alike share them
 */
public record GraphBlock(
    GraphSchema schema,
    int[] simulation,
    int[] step,
    int[] starts,
    float[] features,
    float[] targets,
    Neighbours[] neighbours)
    implements Serializable {

  /**
   * Packs graphs, in their order.
   *
   * @param graphs at least one, all of one schema
   * @return the block
   */
  public static GraphBlock of(List<Graph> graphs) {
    GraphBlockFiller filler = new GraphBlockFiller(graphs.size());
    graphs.forEach(filler::add);
    return filler.block();
  }

  /** The number of graphs. */
  public int size() {
    return simulation.length;
  }

  /** The number of nodes of a graph. */
  public int nodes(int graph) {
    return starts[graph + 1] - starts[graph];
  }

  /** The number of edges of a graph. */
  public int edges(int graph) {
    return neighbours[graph].edges();
  }

  /** Whether all graphs have as many nodes and as many edges. */
  public boolean uniform() {
    for (int graph = 1; graph < size(); graph++) {
      if (nodes(graph) != nodes(0) || edges(graph) != edges(0)) {
        return false;
      }
    }
    return true;
  }

  /** Numbers of all edges of some graphs as the network reads them (E x 2 F). */
  public float[] edgeRows(int from, int to) {
    int width = 2 * schema.width();
    int edges = Arrays.stream(neighbours, from, to).mapToInt(Neighbours::edges).sum();
    float[] rows = new float[edges * width];
    int at = 0;
    for (int graph = from; graph < to; graph++) {
      schema.layout().writeEdges(features, starts[graph], neighbours[graph], rows, at);
      at += edges(graph) * width;
    }
    return rows;
  }
}
