package org.principia.gnn.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.principia.gnn.layers.Dense;
import org.principia.gnn.layers.LinearMessages;
import org.principia.gnn.layers.Matrices;
import org.principia.gnn.layers.MessageSum;
import org.principia.gnn.layers.Neighbourhood;
import org.principia.gnn.layers.ParameterLayout;
import org.principia.gnn.layers.Rectifier;
import org.principia.gnn.layers.SampledMessages;
import org.principia.gnn.layers.SparseMessages;
import org.principia.gnn.layers.TrainingStrategy;

/**
 * The graph network as one vertex of DL4J, its backward pass written out.
 *
 * <pre>
 *   edges -> h1 = relu(W X + b) -> h2 = relu(W h1 + b) -> sum of messages ({@link MessageSum})
 *   nodes, sum -> a1 = relu(W (nodes, sum) + b) -> a2 = relu(W a1 + b) -> W a2 + b
 * </pre>
 *
 * <p>Inside, an example is a column and all matrices are column-major, so DL4J's rows are read and
 * written in place as transposed views. The backward pass uses what the forward pass left, computes
 * nothing again and writes over what it needs no more: a hidden layer becomes its derivative and
 * then its gradient. All matrices lie in DL4J's workspaces. The gradient is that of the mean loss,
 * the weight decay included.
 */
@SuppressWarnings("overrides") // DL4J's own base class drops the dots of a varargs method.
public final class MessagePassingVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient MessagePassing config;
  private final transient ParameterLayout layout;
  private final transient INDArray parameters;
  private final transient Neighbourhood.Ones ones;
  private final transient Rectifier rectifier;
  private final transient Dense edge1;
  private final transient Dense edge2;
  private final transient MessageSum messages;
  private final transient Dense node1;
  private final transient Dense node2;
  private final transient Dense output;
  private transient INDArray gradients;
  private transient int[] sizes;
  private transient Pass pass;
  private double penalty;

  /** What a forward pass leaves to the backward pass of the same step. */
  private record Pass(
      Neighbourhood edges,
      INDArray edgeInputs,
      INDArray h1,
      INDArray h2,
      INDArray nodeInputs,
      INDArray sum,
      INDArray a1,
      INDArray a2) {}

  MessagePassingVertex(
      MessagePassing config,
      ComputationGraph graph,
      String name,
      int index,
      INDArray parametersView,
      DataType type) {
    super(graph, name, index, null, null, type);
    this.config = config;
    this.layout = config.layout();
    this.parameters = parametersView;
    this.ones = new Neighbourhood.Ones(type);
    this.rectifier = new Rectifier(type);
    this.edge1 = dense(ParameterLayout.EDGE1);
    this.edge2 = dense(ParameterLayout.EDGE2);
    this.messages = messageSum();
    ParameterLayout.Layer first = layout.layer(ParameterLayout.NODE1);
    this.node1 = new Dense(parameters, first, config.features(), config.messages());
    this.node2 = dense(ParameterLayout.NODE2);
    this.output = dense(ParameterLayout.OUTPUT);
  }

  private Dense dense(String layer) {
    ParameterLayout.Layer place = layout.layer(layer);
    return new Dense(parameters, place, place.inputs());
  }

  private MessageSum messageSum() {
    Dense message = dense(ParameterLayout.MESSAGE);
    TrainingStrategy strategy = config.strategy();
    double weight = strategy.penaltyWeight();
    if (strategy.sampled()) {
      Dense logVariances = dense(ParameterLayout.LOG_VARIANCE);
      return new SampledMessages(message, logVariances, weight, rectifier);
    }
    if (strategy.penalised()) {
      return new SparseMessages(message, weight, rectifier);
    }
    INDArray mask = strategy.pruned() ? layout.mask(parameters) : null;
    return new LinearMessages(message, mask, rectifier);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    Matrices matrices = Matrices.in(workspaces, ArrayType.ACTIVATIONS, dataType);
    INDArray x = inputs[1].transpose();
    INDArray nodes = inputs[0].transpose();
    Neighbourhood edges = new Neighbourhood(nodes.size(1), x.size(1), sizes, ones);
    INDArray h1 = rectifier.forward(edge1.forward(matrices, edges.ones(), x));
    INDArray h2 = rectifier.forward(edge2.forward(matrices, edges.ones(), h1));
    INDArray noise = training && inputs.length > 2 ? inputs[2].transpose() : null;
    INDArray sum = messages.forward(h2, edges, noise, matrices);
    INDArray row = ones.row(edges.nodes());
    INDArray a1 = rectifier.forward(node1.forward(matrices, row, nodes, sum));
    INDArray a2 = rectifier.forward(node2.forward(matrices, row, a1));
    INDArray y = output.forward(matrices, row, a2);
    pass = new Pass(edges, x, h1, h2, nodes, sum, a1, a2);
    return withPenalty(y, matrices).transpose();
  }

  private INDArray withPenalty(INDArray output, Matrices matrices) {
    if (messages.penalty().isEmpty()) {
      return output;
    }
    int d = config.outputs();
    INDArray joined = matrices.of(d + 1L, output.size(1));
    rows(joined, 0, d).assign(output);
    rows(joined, d, d + 1).assign(messages.penalty().get());
    return joined;
  }

  private static INDArray rows(INDArray matrix, int from, int to) {
    return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    Matrices matrices = Matrices.in(workspaces, ArrayType.BP_WORKING_MEM, dataType);
    int d = config.outputs();
    INDArray error = matrices.of(d, pass.edges.nodes());
    error.assign(rows(epsilon.transpose(), 0, d)).divi(pass.edges.nodes());
    INDArray ofPenalty = ofPenalty(matrices);
    INDArray ofSum = backwardNodes(error, matrices);
    messages.backward(ofSum, ofPenalty, matrices);
    backwardEdges(matrices);
    Nd4j.getBlasWrapper()
        .level1()
        .axpy(layout.trained(), config.weightDecay(), parameters, gradients);
    pass = null;
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(MessagePassing.PARAMETER, gradients);
    // Nodes and edges are data: nobody asks for their gradient.
    return new Pair<>(gradient, new INDArray[inputs.length]);
  }

  /** Sets the gradients of the node model and gives that of the sums. */
  private INDArray backwardNodes(INDArray error, Matrices matrices) {
    INDArray row = ones.row(pass.edges.nodes());
    output.gradient(error, row, pass.a2);
    INDArray product = output.steepInputGradient(error, matrices);
    INDArray delta = rectifier.backward(pass.a2, product);
    node2.gradient(delta, row, pass.a1);
    product = node2.steepInputGradient(delta, matrices);
    delta = rectifier.backward(pass.a1, product);
    node1.gradient(delta, row, pass.nodeInputs, pass.sum);
    return node1.inputGradient(1, delta, 1, matrices);
  }

  /** Sets the gradients of the hidden layers of the edge model; h2 holds its own already. */
  private void backwardEdges(Matrices matrices) {
    INDArray row = pass.edges.ones();
    edge2.gradient(pass.h2, row, pass.h1);
    INDArray product = edge2.steepInputGradient(pass.h2, matrices);
    INDArray delta = rectifier.backward(pass.h1, product);
    edge1.gradient(delta, row, pass.edgeInputs);
  }

  /** Gradient of the mean loss by each node's penalty, and with it the penalty's part of that. */
  private INDArray ofPenalty(Matrices matrices) {
    if (messages.penalty().isEmpty()) {
      return null;
    }
    int d = config.outputs();
    INDArray gradient = matrices.of(1, pass.edges.nodes());
    gradient.assign(rows(epsilon.transpose(), d, d + 1)).divi(pass.edges.nodes());
    // The loss is linear in penalties that are not negative.
    penalty = Nd4j.getBlasWrapper().dot(gradient, messages.penalty().get());
    return gradient;
  }

  /** The part of the last minibatch's score that is the strategy's penalty. */
  public double penalty() {
    return penalty;
  }

  /** The mask of the messages (M x 1): a view of the parameters, for strategy pruned alone. */
  public INDArray kept() {
    return layout.mask(parameters);
  }

  public MessagePassing config() {
    return config;
  }

  /** Where the matrices lie in the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The messages of edges (2 F x E), as they are used after the training (M x E). */
  public INDArray messages(INDArray x, Matrices matrices) {
    INDArray row = ones.row(x.size(1));
    INDArray h1 = rectifier.forward(edge1.forward(matrices, row, x));
    INDArray h2 = rectifier.forward(edge2.forward(matrices, row, h1));
    return messages.messages(h2, row, matrices);
  }

  /** The outputs of nodes with their sums (F + M x N). */
  public INDArray outputs(INDArray x, Matrices matrices) {
    INDArray row = ones.row(x.size(1));
    INDArray a1 = rectifier.forward(node1.forward(matrices, row, x));
    INDArray a2 = rectifier.forward(node2.forward(matrices, row, a1));
    return output.forward(matrices, row, a2);
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradients = view;
    for (Dense layer : new Dense[] {edge1, edge2, node1, node2, output}) {
      layer.setGradients(view);
    }
    messages.setGradients(view);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatch) {
    INDArray ofEdges = masks == null ? null : masks[1];
    sizes = ofEdges == null ? null : ofEdges.toIntVector();
    return new Pair<>(null, state);
  }

  @Override
  public void clear() {
    super.clear();
    sizes = null;
    pass = null;
  }

  /** The gradient is that of the mean already. */
  @Override
  public boolean updaterDivideByMinibatch(String parameter) {
    return false;
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return Map.of(MessagePassing.PARAMETER, parameters);
  }

  @Override
  public TrainingConfig getConfig() {
    return config;
  }

  @Override
  public INDArray params() {
    return parameters;
  }

  @Override
  public INDArray getGradientsViewArray() {
    return gradients;
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
  public String toString() {
    return "MessagePassingVertex(" + getVertexName() + ")";
  }
}
