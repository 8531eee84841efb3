package org.principia.gnn;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.principia.gnn.dl4j.ErrorOutput;
import org.principia.gnn.dl4j.HeapAdam;
import org.principia.gnn.dl4j.OneCycleSchedule;
import org.principia.gnn.layers.ParameterLayout;
import org.principia.graphs.GraphSchema;

/**
 * The node model by itself: from a node's features and T sums to its outputs.
 *
 * <pre>
 *   node (F), sums (T) -> 300 ReLU -> 300 ReLU -> outputs (T)
 * </pre>
 *
 * <p>It begins as a network's own node function, told of messages of which T numbers are known:
 * {@code message = mean + back (kept - kept of the mean)}. A linear map before a linear layer is
 * that layer with other weights, so that it says what the network would of such messages, of a node
 * with as many neighbours as {@link SumMap#rest} counts. It can then be trained further, on other
 * sums than the network's. It serves one thread.
 *
 * @param graph the network that DL4J trains
 * @param schema of the graphs
 */
public record NodeModel(ComputationGraph graph, GraphSchema schema) {
  private static final String HIDDEN1 = "hidden1";
  private static final String HIDDEN2 = "hidden2";
  private static final String OUTPUT = "output";

  /**
   * What T known numbers say of the messages of a node.
   *
   * @param back the message by the kept numbers (M x T)
   * @param rest sum of the messages of a node where the kept sums are zero (M)
   */
  public record SumMap(double[][] back, double[] rest) {}

  /**
   * A network's node function over kept sums, of which the map says what they are to the network's,
   * to be trained with these settings for so many minibatches.
   */
  public static NodeModel of(GraphNetwork network, SumMap sums, GnnSettings settings, int steps) {
    NodeModel model = fresh(settings, network.schema(), steps);
    int features = network.schema().width();
    ParameterLayout layout = Architecture.vertex(network.graph()).layout();
    INDArray all = network.graph().params().reshape(network.graph().params().length());
    ParameterLayout.Layer first = layout.layer(ParameterLayout.NODE1);
    INDArray weights = first.weights(all);
    INDArray own = weights.get(NDArrayIndex.all(), NDArrayIndex.interval(0, features));
    INDArray ofSums =
        weights.get(
            NDArrayIndex.all(), NDArrayIndex.interval(features, features + sums.rest().length));
    INDArray known = ofSums.mmul(matrix(sums.back()));
    INDArray joined = Nd4j.hstack(own, known);
    INDArray rest = ofSums.mmul(matrix(new double[][] {sums.rest()}).transpose());
    model.set(HIDDEN1, joined, first.bias(all).add(rest));
    for (String[] pair :
        new String[][] {{HIDDEN2, ParameterLayout.NODE2}, {OUTPUT, ParameterLayout.OUTPUT}}) {
      ParameterLayout.Layer layer = layout.layer(pair[1]);
      model.set(pair[0], layer.weights(all), layer.bias(all));
    }
    return model;
  }

  /**
   * A model for graphs of a schema in no state, its schedule over so many minibatches: parameters
   * are to be set.
   */
  public static NodeModel fresh(GnnSettings settings, GraphSchema schema, int steps) {
    ComputationGraph graph = new ComputationGraph(configuration(settings, schema, steps));
    graph.init();
    return new NodeModel(graph, schema);
  }

  private static ComputationGraphConfiguration configuration(
      GnnSettings settings, GraphSchema schema, int steps) {
    int inputs = inputs(schema);
    int hidden = settings.hidden();
    return new NeuralNetConfiguration.Builder()
        // Nothing is drawn from it; DL4J's own is the clock, and saved.
        .seed(0)
        .dataType(DataType.FLOAT)
        .updater(new HeapAdam(new OneCycleSchedule(settings.workerLearningRate(), steps)))
        .l2(settings.weightDecay())
        .graphBuilder()
        .addInputs("rows")
        .addLayer(HIDDEN1, layer(inputs, hidden, Activation.RELU), "rows")
        .addLayer(HIDDEN2, layer(hidden, hidden, Activation.RELU), HIDDEN1)
        .addLayer(OUTPUT, layer(hidden, schema.outputs(), Activation.IDENTITY), HIDDEN2)
        .addLayer("error", new ErrorOutput(0), OUTPUT)
        .setOutputs("error")
        .build();
  }

  private static DenseLayer layer(int inputs, int outputs, Activation activation) {
    return new DenseLayer.Builder().nIn(inputs).nOut(outputs).activation(activation).build();
  }

  /** Sets a layer from W (outputs x inputs) and b (outputs x 1). */
  private void set(String layer, INDArray weights, INDArray bias) {
    graph.getLayer(layer).getParam("W").assign(weights.transpose());
    graph.getLayer(layer).getParam("b").assign(bias.reshape(1, bias.length()));
  }

  private static INDArray matrix(double[][] values) {
    return Nd4j.createFromArray(values).castTo(DataType.FLOAT);
  }

  /** The length F + T of a row: features in the order of the {@link GraphSchema}, then the sums. */
  public static int inputs(GraphSchema schema) {
    return schema.width() + schema.outputs();
  }

  /** The outputs (N x T) of features and sums (N x (F + T)), both row-major. */
  public float[] outputs(float[] rows) {
    return GraphNetwork.run(
        (columns, matrices) -> graph.outputSingle(columns.transpose()).dup('c'),
        rows,
        inputs(schema),
        schema.outputs());
  }
}
