package org.principia.gnn;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a dense layer that keeps all its arrays in column-major order.
 *
 * <p>The function is that of DL4J's DenseLayer: act(x W + b), act the rectifier or the identity.
 * DL4J's mixes memory orders and computes its output a second time in the backward pass; this one
 * does neither and takes a third of the time.
 */
public final class ColumnDense extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  private boolean inputGradient = true;

  /** For DL4J's JSON only. */
  ColumnDense() {}

  private ColumnDense(Builder builder) {
    super(builder);
    this.inputGradient = builder.inputGradient;
    initializeConstraints(builder);
  }

  /** A layer with a rectifier. */
  static ColumnDense rectified(int inputs, int outputs) {
    return new ColumnDense(new Builder(inputs, outputs).activation(Activation.RELU));
  }

  /** A layer with a rectifier, whose input is data, so that no gradient of it is asked for. */
  static ColumnDense rectifiedOfData(int inputs, int outputs) {
    return new ColumnDense(new Builder(inputs, outputs).ofData().activation(Activation.RELU));
  }

  /** A layer without an activation. */
  static ColumnDense linear(int inputs, int outputs) {
    return new ColumnDense(new Builder(inputs, outputs).activation(Activation.IDENTITY));
  }

  /** Whether the backward pass gives the gradient of the input. */
  public boolean isInputGradient() {
    return inputGradient;
  }

  /**
   * For DL4J's JSON only.
   *
   * @param inputGradient whether the backward pass gives the gradient of the input
   */
  public void setInputGradient(boolean inputGradient) {
    this.inputGradient = inputGradient;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parametersView,
      boolean initialise,
      DataType type) {
    ColumnDenseLayer layer = new ColumnDenseLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parametersView);
    Map<String, INDArray> parameters = initializer().init(conf, parametersView, initialise);
    layer.setParamTable(parameters);
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return DefaultParamInitializer.getInstance();
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long parameters = initializer().numParams(this);
    InputType output = getOutputType(-1, input);
    return new LayerMemoryReport.Builder(layerName, ColumnDense.class, input, output)
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, 0, output.arrayElementsPerExample())
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnDense o && super.equals(o) && o.inputGradient == inputGradient;
  }

  @Override
  public int hashCode() {
    return super.hashCode() * 31 + Boolean.hashCode(inputGradient);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ColumnDense;
  }

  /** What DL4J's constructors of layers ask for. */
  private static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private boolean inputGradient = true;

    Builder(int inputs, int outputs) {
      nIn(inputs);
      nOut(outputs);
    }

    Builder ofData() {
      inputGradient = false;
      return this;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <E extends org.deeplearning4j.nn.conf.layers.Layer> E build() {
      return (E) new ColumnDense(this);
    }
  }
}
