package org.principia.gnn;

import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.common.RandomStream;
import org.principia.gnn.dl4j.ErrorOutput;
import org.principia.gnn.dl4j.HeapAdam;
import org.principia.gnn.dl4j.MessagePassing;
import org.principia.gnn.dl4j.MessagePassingVertex;
import org.principia.gnn.dl4j.OneCycleSchedule;
import org.principia.gnn.layers.ParameterLayout;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.graphs.GraphSchema;

/**
 * The graph network as a DL4J graph of computation.
 *
 * <pre>
 *   edges (E x 2F) -> 300 ReLU -> 300 ReLU -> message (M) -> sum (N x M) ---------+
 *   nodes (N x F) ------------------------------------------------------------------+-> node, sum
 *       -> 300 ReLU -> 300 ReLU -> output (N x T) -> mean absolute error
 * </pre>
 *
 * <p>All of it but the error is one vertex, {@link MessagePassingVertex}. The loss is the mean over
 * the nodes that carry weight and over the T components of |y - y'|, plus the penalty of the {@link
 * TrainingStrategy}. {@link HeapAdam} with a one-cycle learning rate; weight decay on weights and
 * biases. Weights and biases start uniform in (-1, 1) / sqrt(inputs), as in PyTorch's Linear, from
 * a stream keyed by (seed, layer).
 */
public final class Architecture {
  private static final String VERTEX = "network";

  private Architecture() {}

  /**
   * The configuration of the network of some settings for graphs of a schema, its schedule over so
   * many minibatches.
   */
  public static ComputationGraphConfiguration configuration(
      GnnSettings settings, GraphSchema schema, int steps) {
    return configuration(settings, schema.width(), schema.outputs(), steps, DataType.FLOAT);
  }

  /** The same of F features and T outputs, in any precision. */
  static ComputationGraphConfiguration configuration(
      GnnSettings settings, int features, int outputs, int steps, DataType type) {
    TrainingStrategy strategy = settings.trainingStrategy();
    HeapAdam adam = new HeapAdam(new OneCycleSchedule(settings.workerLearningRate(), steps));
    String[] inputs =
        strategy.sampled()
            ? new String[] {"nodes", "edges", "noise"}
            : new String[] {"nodes", "edges"};
    MessagePassing network =
        new MessagePassing(
            features,
            settings.hidden(),
            settings.messageComponents(outputs),
            outputs,
            strategy.word(),
            strategy.penaltyWeight(),
            settings.weightDecay(),
            adam);
    return new NeuralNetConfiguration.Builder()
        // Nothing is drawn from it; DL4J's own is the clock, and saved.
        .seed(0)
        .dataType(type)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
        .updater(adam)
        .graphBuilder()
        .addInputs(inputs)
        .addVertex(VERTEX, network, inputs)
        .addLayer("error", new ErrorOutput(network.numParams(true)), VERTEX)
        .setOutputs("error")
        .build();
  }

  /** The vertex that is the network. */
  public static MessagePassingVertex vertex(ComputationGraph graph) {
    return (MessagePassingVertex) graph.getVertex(VERTEX);
  }

  /**
   * A network with fresh parameters of that configuration, drawn by the user's seed, the state of
   * its updater zero.
   */
  public static ComputationGraph create(
      GnnSettings settings, GraphSchema schema, int steps, long seed) {
    return create(configuration(settings, schema, steps), seed);
  }

  static ComputationGraph create(ComputationGraphConfiguration configuration, long seed) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    MessagePassingVertex vertex = vertex(graph);
    long number = 0;
    for (ParameterLayout.Layer layer : vertex.layout().layers().values()) {
      RandomGenerator random = RandomStream.of(seed, "gnn.weights", number++);
      double bound = 1 / Math.sqrt((double) layer.inputs());
      INDArray weights = layer.weights(vertex.params());
      weights.assign(uniform(layer.outputs(), layer.inputs(), bound, random));
      INDArray bias = layer.bias(vertex.params());
      bias.assign(uniform(layer.outputs(), 1, bound, random));
    }
    if (vertex.config().strategy().pruned()) {
      vertex.kept().assign(1);
    }
    return graph;
  }

  /** Numbers drawn for one output after another (outputs x inputs). */
  private static INDArray uniform(int outputs, int inputs, double bound, RandomGenerator random) {
    float[] values = new float[outputs * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return Nd4j.create(values, new long[] {outputs, inputs}, 'c');
  }
}
