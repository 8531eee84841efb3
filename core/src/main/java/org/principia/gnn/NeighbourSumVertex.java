package org.principia.gnn;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The computation of {@link NeighbourSum}. */
@SuppressWarnings("overrides") // DL4J's own base class drops the dots of a varargs method.
final class NeighbourSumVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  NeighbourSumVertex(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, null, null, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray nodes = inputs[0];
    INDArray messages = inputs[1];
    long features = nodes.size(1);
    long components = messages.size(1);
    INDArray joined =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {nodes.size(0), features + components},
            'f');
    columns(joined, 0, features).assign(nodes);
    byNeighbour(messages).sum(columns(joined, features, features + components), 0);
    return joined;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    INDArray messages = inputs[1];
    long features = inputs[0].size(1);
    INDArray ofSum = columns(epsilon, features, epsilon.size(1));
    INDArray ofMessages =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, messages.shape(), 'f');
    long neighbours = messages.size(0) / inputs[0].size(0);
    for (long k = 0; k < neighbours; k++) {
      byNeighbour(ofMessages)
          .get(NDArrayIndex.point(k), NDArrayIndex.all(), NDArrayIndex.all())
          .assign(ofSum);
    }
    // Nodes are data: nobody asks for their gradient.
    return new Pair<>(null, new INDArray[] {null, ofMessages});
  }

  /** The (N K x M) rows as (K x N x M), without copying: column-major, k runs fastest. */
  private INDArray byNeighbour(INDArray rows) {
    long nodes = inputs[0].size(0);
    return rows.reshape('f', rows.size(0) / nodes, nodes, rows.size(1));
  }

  private static INDArray columns(INDArray array, long from, long to) {
    return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    if (view != null) {
      throw new IllegalStateException("A sum has no parameters, but a view of their gradients");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatch) {
    return new Pair<>(null, state);
  }

  @Override
  public String toString() {
    return "NeighbourSumVertex(" + getVertexName() + ")";
  }
}
