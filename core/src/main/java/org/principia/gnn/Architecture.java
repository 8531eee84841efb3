package org.principia.gnn;

import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.principia.common.RandomStream;

/**
 * The graph network as a DL4J graph of computation.
 *
 * <pre>
 *   edges (N K x 2F) -> 300 ReLU -> 300 ReLU -> message (N K x M) --+
 *   nodes (N x F) --------------------------------------------------+-> node, sum (N x (F + M))
 *       -> 300 ReLU -> 300 ReLU -> acceleration (N x d) -> mean absolute error
 * </pre>
 *
 * <p>The loss is the mean over the nodes that carry weight and over the d components of |a - a'|.
 * {@link HeapAdam} with a one-cycle learning rate; {@link WeightDecay} on weights and biases.
 * Weights and biases start uniform in (-1, 1) / sqrt(inputs), as in PyTorch's Linear, from a stream
 * keyed by (seed, layer).
 */
public final class Architecture {
  /** The layers of the edge model, in order. */
  static final List<String> EDGE_MODEL = List.of("edge1", "edge2", "message");

  /** The layers of the node model, in order. */
  static final List<String> NODE_MODEL = List.of("node1", "node2", "acceleration");

  private Architecture() {}

  /**
   * The configuration of the network.
   *
   * @param settings widths, learning rate, decay
   * @param dimension d of space
   * @param steps minibatches of the whole training, for the schedule
   * @return the configuration
   */
  public static ComputationGraphConfiguration configuration(
      GnnSettings settings, int dimension, int steps) {
    int features = GraphRows.features(dimension);
    int hidden = settings.hidden();
    int messages = settings.messageComponents(dimension);
    WeightDecay decay = new WeightDecay(settings.weightDecay());
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.FLOAT)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
        .updater(new HeapAdam(new OneCycleSchedule(settings.learningRate(), steps)))
        .graphBuilder()
        .addInputs("nodes", "edges")
        .addLayer(
            "edge1", decaying(ColumnDense.rectifiedOfData(2 * features, hidden), decay), "edges")
        .addLayer("edge2", decaying(ColumnDense.rectified(hidden, hidden), decay), "edge1")
        .addLayer("message", decaying(ColumnDense.linear(hidden, messages), decay), "edge2")
        .addVertex("sum", new NeighbourSum(), "nodes", "message")
        .addLayer(
            "node1", decaying(ColumnDense.rectified(features + messages, hidden), decay), "sum")
        .addLayer("node2", decaying(ColumnDense.rectified(hidden, hidden), decay), "node1")
        .addLayer("acceleration", decaying(ColumnDense.linear(hidden, dimension), decay), "node2")
        .addLayer(
            "error",
            new LossLayer.Builder()
                .lossFunction(LossFunction.MEAN_ABSOLUTE_ERROR)
                .activation(Activation.IDENTITY)
                .build(),
            "acceleration")
        .setOutputs("error")
        .build();
  }

  /** Not for the network as a whole: DL4J then adds what is not its own class twice to a layer. */
  private static ColumnDense decaying(ColumnDense layer, WeightDecay decay) {
    layer.setRegularization(List.of(decay));
    layer.setRegularizationBias(List.of(decay));
    return layer;
  }

  /**
   * A network with fresh parameters.
   *
   * @param settings widths, learning rate, decay
   * @param dimension d of space
   * @param steps minibatches of the whole training
   * @param seed the user's seed
   * @return the network, its updater's state at zero
   */
  public static ComputationGraph create(GnnSettings settings, int dimension, int steps, long seed) {
    ComputationGraph graph = new ComputationGraph(configuration(settings, dimension, steps));
    graph.init();
    long number = 0;
    for (List<String> model : List.of(EDGE_MODEL, NODE_MODEL)) {
      for (String name : model) {
        initialise(graph.getLayer(name), RandomStream.of(seed, "gnn.weights", number++));
      }
    }
    return graph;
  }

  private static void initialise(Layer layer, RandomGenerator random) {
    INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
    double bound = 1 / Math.sqrt((double) weights.size(0));
    weights.assign(uniform(weights, bound, random));
    INDArray bias = layer.getParam(DefaultParamInitializer.BIAS_KEY);
    bias.assign(uniform(bias, bound, random));
  }

  private static INDArray uniform(INDArray like, double bound, RandomGenerator random) {
    float[] values = new float[(int) like.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return Nd4j.create(values, like.shape(), 'f');
  }
}
