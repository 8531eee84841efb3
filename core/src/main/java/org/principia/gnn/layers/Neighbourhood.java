package org.principia.gnn.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Which edges reach which nodes: edge k N + i is the k-th that node i receives, k = 0 .. K - 1.
 *
 * <p>So the k-th edges of all nodes are one contiguous block of columns, and a sum over neighbours
 * is a sum of K blocks. Where nodes have different numbers of neighbours, K is the largest, and a
 * mask holds 1 for the edges that there are and 0 for the others.
 */
public final class Neighbourhood {
  private final long nodes;
  private final long neighbours;
  private final INDArray mask;
  private final Ones ones;

  /**
   * The edges of a minibatch.
   *
   * @param nodes N
   * @param edges N K
   * @param mask 1 or 0 for each edge (1 x N K), or null where all are there
   * @param ones rows of ones
   */
  public Neighbourhood(long nodes, long edges, INDArray mask, Ones ones) {
    if (edges % nodes != 0) {
      throw new IllegalArgumentException(
          "Invalid edges: " + edges + " rows (a multiple of the " + nodes + " nodes)");
    }
    this.nodes = nodes;
    this.neighbours = edges / nodes;
    this.mask = mask;
    this.ones = ones;
  }

  /** N. */
  public long nodes() {
    return nodes;
  }

  /** N K. */
  long edges() {
    return nodes * neighbours;
  }

  /** Sets the columns (units x N K) of edges that are not there to zero. */
  public void mask(INDArray ofEdges) {
    if (mask != null) {
      ofEdges.muliRowVector(mask);
    }
  }

  /** The sum over the edges of each node. */
  INDArray sum(INDArray ofEdges, Matrices matrices) {
    INDArray sum = matrices.of(ofEdges.size(0), nodes);
    sum.assign(block(ofEdges, 0));
    for (long k = 1; k < neighbours; k++) {
      sum.addi(block(ofEdges, k));
    }
    return sum;
  }

  /**
   * Penalty of each node (1 x N): the weighted sum of the terms of all components of its edges.
   *
   * @param terms of each component and edge (M x N K)
   */
  INDArray penalty(INDArray terms, double weight, Matrices matrices) {
    INDArray ofEdges = matrices.of(1, terms.size(1));
    Nd4j.gemm(ones.row(terms.size(0)), terms, ofEdges, false, false, weight, 0);
    return sum(ofEdges, matrices);
  }

  /** The adjoint of the sum: what a node has, for each of its edges. */
  INDArray spread(INDArray ofNodes, Matrices matrices) {
    INDArray ofEdges = matrices.of(ofNodes.size(0), edges());
    for (long k = 0; k < neighbours; k++) {
      block(ofEdges, k).assign(ofNodes);
    }
    return ofEdges;
  }

  /** Multiplies what each edge has by what its receiver has (units x N). */
  void multiply(INDArray ofEdges, INDArray ofNodes) {
    for (long k = 0; k < neighbours; k++) {
      block(ofEdges, k).muli(ofNodes);
    }
  }

  /** The number of edges of each node (1 x N). */
  INDArray counts(Matrices matrices) {
    if (mask != null) {
      return sum(mask, matrices);
    }
    INDArray counts = matrices.of(1, nodes);
    counts.assign(neighbours);
    return counts;
  }

  /** A one for each edge (1 x N K). */
  public INDArray ones() {
    return ones.row(edges());
  }

  private INDArray block(INDArray ofEdges, long k) {
    return neighbours == 1
        ? ofEdges
        : ofEdges.get(NDArrayIndex.all(), NDArrayIndex.interval(k * nodes, (k + 1) * nodes));
  }
}
