package org.principia.gnn.dl4j;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.principia.gnn.layers.Neighbourhood;
import org.principia.gnn.layers.ParameterLayout;
import org.principia.gnn.layers.TrainingStrategy;

/**
 * Configuration of the vertex that is the whole graph network: {@link MessagePassingVertex}.
 *
 * <p>Inputs: nodes (N x F), edges (E x 2 F) in the order of {@link Neighbourhood}, and where
 * messages are drawn at random their noise (E x M); each row-major. Where nodes have different
 * numbers of neighbours, the edges have a features mask that holds the numbers of first edges,
 * second edges and so on (1 x K). Output (N x T): what is explained; (N x (T + 1)) where the
 * strategy has a penalty, which is then the last column.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class MessagePassing extends GraphVertex implements TrainingConfig {
  private static final long serialVersionUID = 1L;

  /** Name of the one parameter: DL4J makes views of each in each step, so there are not twelve. */
  static final String PARAMETER = "all";

  private final int features;
  private final int hidden;
  private final int messages;
  private final int outputs;
  private final String strategy;
  private final double penaltyWeight;
  private final double weightDecay;
  private final IUpdater updater;
  private transient String name;

  /**
   * A network of F features, hidden layers, M messages and T outputs of these widths, with the word
   * of its strategy and the weight of its penalty; by the decay c the gradient g of parameters w
   * becomes g + c w, as in PyTorch's Adam.
   */
  public MessagePassing(
      @JsonProperty("features") int features,
      @JsonProperty("hidden") int hidden,
      @JsonProperty("messages") int messages,
      @JsonProperty("outputs") int outputs,
      @JsonProperty("strategy") String strategy,
      @JsonProperty("penaltyWeight") double penaltyWeight,
      @JsonProperty("weightDecay") double weightDecay,
      @JsonProperty("updater") IUpdater updater) {
    this.features = features;
    this.hidden = hidden;
    this.messages = messages;
    this.outputs = outputs;
    this.strategy = strategy;
    this.penaltyWeight = penaltyWeight;
    this.weightDecay = weightDecay;
    this.updater = updater;
  }

  public int features() {
    return features;
  }

  public int messages() {
    return messages;
  }

  public int outputs() {
    return outputs;
  }

  public double weightDecay() {
    return weightDecay;
  }

  public IUpdater updater() {
    return updater;
  }

  /** The strategy; when a pruning ends is none of the vertex's business. */
  public TrainingStrategy strategy() {
    return TrainingStrategy.of(strategy, penaltyWeight, penaltyWeight, 1);
  }

  ParameterLayout layout() {
    return new ParameterLayout(features, hidden, messages, outputs, strategy());
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parametersView,
      boolean initialise,
      DataType type) {
    this.name = name;
    return new MessagePassingVertex(this, graph, name, index, parametersView, type);
  }

  @Override
  public long numParams(boolean backprop) {
    return layout().length();
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 3;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return InputType.feedForward(strategy().penalised() ? outputs + 1L : outputs);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    long parameters = numParams(true);
    return new LayerMemoryReport.Builder(
            name, MessagePassing.class, inputs[0], getOutputType(-1, inputs))
        .standardMemory(parameters, updater.stateSize(parameters))
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public String getLayerName() {
    return name;
  }

  @Override
  public List<Regularization> getRegularizationByParam(String parameter) {
    return List.of();
  }

  @Override
  public boolean isPretrainParam(String parameter) {
    return false;
  }

  @Override
  public IUpdater getUpdaterByParam(String parameter) {
    return updater;
  }

  @Override
  public GradientNormalization getGradientNormalization() {
    return GradientNormalization.None;
  }

  @Override
  public double getGradientNormalizationThreshold() {
    return 0;
  }

  @Override
  public void setDataType(DataType type) {
    // The network's own, which instantiate is told.
  }

  @Override
  public GraphVertex clone() {
    return new MessagePassing(
        features, hidden, messages, outputs, strategy, penaltyWeight, weightDecay, updater.clone());
  }

  private List<Object> values() {
    return List.of(
        features, hidden, messages, outputs, strategy, penaltyWeight, weightDecay, updater);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessagePassing o && o.values().equals(values());
  }

  @Override
  public int hashCode() {
    return Objects.hash(values());
  }
}
