package org.principia.gnn.layers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Which edges reach which nodes: sparse rows as jagged diagonals (Saad, "Iterative Methods for
 * Sparse Linear Systems", 2003, section 3.4).
 *
 * <p>Nodes stand by falling number of edges. First come the first edges of all nodes that have one,
 * N_1 of them, in the order of the nodes, then the second edges of the N_2 nodes that have two, and
 * so on. So the k-th edges are one contiguous block of columns that belong to the first N_k nodes,
 * and a sum over neighbours is a sum of K blocks, without an edge that is not there. Columns after
 * the last block fill the minibatch up and reach no node.
 *
 * <p>Where every node has K edges all blocks have N columns: edge k N + i is the k-th of node i.
 */
public final class Neighbourhood {
  private final long nodes;
  private final long edges;

  /** First column of each block, and the end of the last. */
  private final long[] starts;

  private final Ones ones;

  /**
   * The edges of a minibatch of N nodes, columns that fill up included; sizes are N_1, N_2 ... (K),
   * falling, or null where every node has edges / N.
   */
  public Neighbourhood(long nodes, long edges, int[] sizes, Ones ones) {
    if (sizes == null && edges % nodes != 0) {
      throw new IllegalArgumentException(
          "Invalid edges: " + edges + " rows (a multiple of the " + nodes + " nodes)");
    }
    this.nodes = nodes;
    this.edges = edges;
    this.ones = ones;
    this.starts = new long[1 + (sizes == null ? (int) (edges / nodes) : sizes.length)];
    for (int k = 1; k < starts.length; k++) {
      starts[k] = starts[k - 1] + (sizes == null ? nodes : sizes[k - 1]);
    }
  }

  /** N. */
  public long nodes() {
    return nodes;
  }

  /** The sum over the edges of each node. */
  INDArray sum(INDArray ofEdges, Matrices matrices) {
    INDArray sum = matrices.of(ofEdges.size(0), nodes);
    if (size(0) < nodes) {
      sum.assign(0);
      add(ofEdges, 0, sum);
    } else {
      sum.assign(block(ofEdges, 0));
    }
    for (int k = 1; k < starts.length - 1; k++) {
      add(ofEdges, k, sum);
    }
    return sum;
  }

  private void add(INDArray ofEdges, int k, INDArray sum) {
    if (size(k) > 0) {
      first(sum, k).addi(block(ofEdges, k));
    }
  }

  /**
   * Penalty of each node (1 x N): the weighted sum of the terms of all components of its edges.
   *
   * @param terms of each component and edge (M x E)
   */
  INDArray penalty(INDArray terms, double weight, Matrices matrices) {
    INDArray ofEdges = matrices.of(1, terms.size(1));
    Nd4j.gemm(ones.row(terms.size(0)), terms, ofEdges, false, false, weight, 0);
    return sum(ofEdges, matrices);
  }

  /** The adjoint of the sum: what a node has, for each of its edges, and 0 where nothing is. */
  INDArray spread(INDArray ofNodes, Matrices matrices) {
    INDArray ofEdges = matrices.of(ofNodes.size(0), edges);
    for (int k = 0; k < starts.length - 1 && size(k) > 0; k++) {
      block(ofEdges, k).assign(first(ofNodes, k));
    }
    clearRest(ofEdges);
    return ofEdges;
  }

  /** Multiplies what each edge has by what its receiver has (units x N). */
  void multiply(INDArray ofEdges, INDArray ofNodes) {
    for (int k = 0; k < starts.length - 1 && size(k) > 0; k++) {
      block(ofEdges, k).muli(first(ofNodes, k));
    }
    clearRest(ofEdges);
  }

  private void clearRest(INDArray ofEdges) {
    long end = starts[starts.length - 1];
    if (end < edges) {
      columns(ofEdges, end, edges).assign(0);
    }
  }

  /** The number of edges of each node (1 x N). */
  INDArray counts(Matrices matrices) {
    return sum(ones.row(edges), matrices);
  }

  /** A one for each edge (1 x E). */
  public INDArray ones() {
    return ones.row(edges);
  }

  /** N_k. */
  private long size(int k) {
    return starts[k + 1] - starts[k];
  }

  private INDArray block(INDArray ofEdges, int k) {
    return columns(ofEdges, starts[k], starts[k + 1]);
  }

  private INDArray first(INDArray ofNodes, int k) {
    return columns(ofNodes, 0, size(k));
  }

  private static INDArray columns(INDArray matrix, long from, long to) {
    return from == 0 && to == matrix.size(1)
        ? matrix
        : matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** Rows of ones that outlive every workspace: all are views of the longest asked for so far. */
  public static final class Ones {
    private final DataType type;
    private INDArray longest;

    public Ones(DataType type) {
      this.type = type;
    }

    /** A row (1 x length), not to be changed. */
    public INDArray row(long length) {
      if (longest == null || longest.length() < length) {
        MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
        try {
          longest = Nd4j.ones(type, 1, length);
        } finally {
          outside.close();
        }
      }
      return longest.length() == length
          ? longest
          : longest.get(NDArrayIndex.all(), NDArrayIndex.interval(0, length));
    }
  }
}
