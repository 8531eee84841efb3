package org.principia.gnn.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphLayout;
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

  /** Packs graphs, at least one and all of one schema, in their order. */
  public static GraphBlock of(List<Graph> graphs) {
    Filler filler = new Filler(graphs.size());
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

  /** The number of edges of some graphs. */
  public long edges(int from, int to) {
    return Arrays.stream(neighbours, from, to).mapToLong(Neighbours::edges).sum();
  }

  /** Whether all graphs have as many nodes and as many edges. */
  public boolean uniform() {
    return IntStream.range(1, size())
        .allMatch(graph -> nodes(graph) == nodes(0) && edges(graph) == edges(0));
  }

  /** Numbers of all edges of some graphs as the network reads them (E x 2 F). */
  public float[] edgeRows(int from, int to) {
    int width = 2 * schema.width();
    float[] rows = new float[GraphLayout.length(edges(from, to), width)];
    int at = 0;
    for (int graph = from; graph < to; graph++) {
      schema.layout().writeEdges(features, starts[graph], neighbours[graph], rows, at);
      at += edges(graph) * width;
    }
    return rows;
  }

  /**
   * Fills a {@link GraphBlock} of known size with graphs that come one by one.
   *
   * <p>A graph is copied and not kept, so that beside the block little more than one graph is in
   * memory; only where graphs differ in size are arrays made longer on the way. It serves one
   * thread and one block.
   */
  public static final class Filler {
    /** The JVM's arrays end some elements before 2^31. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final int count;
    private int[] simulation;
    private int[] step;
    private int[] starts;
    private Neighbours[] neighbours;
    private GraphSchema schema;
    private float[] features;
    private float[] targets;
    private int filled;

    /** A filler of an empty block for so many graphs, at least one. */
    public Filler(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("Invalid block: " + count + " graphs (at least 1)");
      }
      this.count = count;
    }

    /**
     * Adds a graph. Throws an {@link InputException} if its schema is not that of all others or the
     * block is larger than an array can be, an {@link IllegalStateException} if the block is full.
     */
    public void add(Graph graph) {
      if (filled == count) {
        throw new IllegalStateException(
            "Cannot fill a block: more than " + filled + " graphs came");
      }
      if (schema == null) {
        allocate(graph);
      } else if (!schema.equals(graph.schema())) {
        throw InputException.invalid(
            "graph of run " + graph.simulation() + ", step " + graph.step(),
            graph.schema().text(),
            "as of the other graphs: " + schema.text());
      }
      int row = starts[filled];
      features = put(graph.features(), features, row * schema.width());
      targets = put(graph.targets(), targets, row * schema.outputs());
      simulation[filled] = graph.simulation();
      step[filled] = graph.step();
      neighbours[filled] = neighbours(graph);
      filled++;
      starts[filled] = row + graph.nodes();
    }

    private void allocate(Graph first) {
      schema = first.schema();
      features = new float[room((long) count * first.features().length)];
      targets = new float[room((long) count * first.targets().length)];
      simulation = new int[count];
      step = new int[count];
      starts = new int[count + 1];
      neighbours = new Neighbours[count];
    }

    /** Lists that depend on the number of nodes alone are shared. */
    private Neighbours neighbours(Graph graph) {
      Neighbours before = filled == 0 ? null : neighbours[filled - 1];
      return before != null && schema.rule().fixed() && before.nodes() == graph.nodes()
          ? before
          : graph.neighbours();
    }

    private float[] put(float[] values, float[] into, int at) {
      float[] array = into;
      if ((long) at + values.length > array.length) {
        int needed = room((long) at + values.length);
        array = Arrays.copyOf(array, Math.max(needed, (int) Math.min(MAX_ARRAY, 3L * needed / 2)));
      }
      System.arraycopy(values, 0, array, at, values.length);
      return array;
    }

    private int room(long length) {
      if (length > MAX_ARRAY) {
        throw InputException.cannot(
            "keep " + count + " graphs of " + length + " numbers in one shard",
            "it has room for " + MAX_ARRAY + "; more gnn.workers make shards smaller");
      }
      return (int) length;
    }

    /**
     * The block, not to be filled further; an {@link IllegalStateException} if graphs are missing.
     */
    public GraphBlock block() {
      if (filled != count) {
        throw new IllegalStateException(
            "Cannot fill a block: " + filled + " of " + count + " graphs came");
      }
      int rows = starts[filled];
      return new GraphBlock(
          schema,
          simulation,
          step,
          starts,
          trimmed(features, rows * schema.width()),
          trimmed(targets, rows * schema.outputs()),
          neighbours);
    }

    private static float[] trimmed(float[] values, int length) {
      return values.length == length ? values : Arrays.copyOf(values, length);
    }
  }
}
