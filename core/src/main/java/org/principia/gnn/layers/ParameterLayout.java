package org.principia.gnn.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the matrices of a network lie in the vector of its parameters.
 *
 * <p>Layer by layer, W (outputs x inputs) column-major, then b; at the end, for strategy pruned,
 * the mask of the messages (M), which is not trained.
 */
public final class ParameterLayout {
  public static final String EDGE1 = "edge1";
  public static final String EDGE2 = "edge2";
  public static final String MESSAGE = "message";
  public static final String LOG_VARIANCE = "logVariance";
  public static final String NODE1 = "node1";
  public static final String NODE2 = "node2";
  public static final String OUTPUT = "output";

  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final int masked;
  private int trained;

  /**
   * The layout of a network of F features, hidden layers, M messages and T outputs of these widths.
   */
  public ParameterLayout(
      int features, int hidden, int messages, int outputs, TrainingStrategy strategy) {
    add(EDGE1, 2 * features, hidden);
    add(EDGE2, hidden, hidden);
    add(MESSAGE, hidden, messages);
    add(NODE1, features + messages, hidden);
    add(NODE2, hidden, hidden);
    add(OUTPUT, hidden, outputs);
    if (strategy.sampled()) {
      add(LOG_VARIANCE, hidden, messages);
    }
    masked = strategy.pruned() ? messages : 0;
  }

  private void add(String name, int inputs, int outputs) {
    layers.put(name, new Layer(inputs, outputs, trained));
    trained += inputs * outputs + outputs;
  }

  /** A layer by its name. */
  public Layer layer(String name) {
    return layers.get(name);
  }

  /** The layers, in the order of the parameters. */
  public Map<String, Layer> layers() {
    return layers;
  }

  /** Length of the vector. */
  public int length() {
    return trained + masked;
  }

  /** Length of what is trained: the first part of the vector. */
  public int trained() {
    return trained;
  }

  /** The mask (M x 1) in a vector of parameters. */
  public INDArray mask(INDArray flat) {
    return flat.get(NDArrayIndex.interval(trained, trained + masked)).reshape('f', masked, 1);
  }

  /** One dense layer: units of its input and output, and the place of its first weight. */
  public record Layer(int inputs, int outputs, int offset) {

    /** W (outputs x inputs) in a vector laid out so. */
    public INDArray weights(INDArray flat) {
      int end = offset + inputs * outputs;
      return flat.get(NDArrayIndex.interval(offset, end)).reshape('f', outputs, inputs);
    }

    /** b (outputs x 1) in a vector laid out so. */
    public INDArray bias(INDArray flat) {
      int from = offset + inputs * outputs;
      return flat.get(NDArrayIndex.interval(from, from + outputs)).reshape('f', outputs, 1);
    }
  }
}
