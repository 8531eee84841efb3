package org.principia.gnn;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of the vertex that puts beside each node the sum of the messages it receives.
 *
 * <p>Inputs: nodes (N x F) and messages (N K x M), rows {@code i K .. i K + K - 1} being those that
 * node i receives. Output (N x (F + M)): node_i, sum over k of message_{i K + k}. K is the ratio of
 * the numbers of rows.
 */
public final class NeighbourSum extends GraphVertex {
  private static final long serialVersionUID = 1L;

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parametersView,
      boolean initialise,
      DataType type) {
    return new NeighbourSumVertex(graph, name, index, type);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return InputType.feedForward(
        inputs[0].arrayElementsPerExample() + inputs[1].arrayElementsPerExample());
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return new LayerMemoryReport.Builder(
            null, NeighbourSum.class, inputs[0], getOutputType(-1, inputs))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public GraphVertex clone() {
    return new NeighbourSum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NeighbourSum;
  }

  @Override
  public int hashCode() {
    return NeighbourSum.class.getName().hashCode();
  }
}
