package org.principia.gnn.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of the output that measures the error: DL4J's LossLayer with {@link
 * WeightedAbsoluteError}.
 *
 * <p>DL4J counts the parameters of layers alone and fits nothing where that count is 0, though it
 * trains those of vertices. So this layer tells the count of the network's.
 */
public final class ErrorOutput extends LossLayer {
  private static final long serialVersionUID = 1L;

  private long parameters;

  /** For DL4J's JSON only. */
  public ErrorOutput() {}

  /** The output of a network of so many parameters. */
  public ErrorOutput(long parameters) {
    super(new Builder().lossFunction(new WeightedAbsoluteError()).activation(Activation.IDENTITY));
    this.parameters = parameters;
  }

  /** Parameters of the network. */
  public long getParameters() {
    return parameters;
  }

  /** For DL4J's JSON only. */
  public void setParameters(long parameters) {
    this.parameters = parameters;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parametersView,
      boolean initialise,
      DataType type) {
    ErrorLayer layer = new ErrorLayer(conf, type, parameters);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamTable(initializer().init(conf, parametersView, initialise));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ErrorOutput o && super.equals(o) && o.parameters == parameters;
  }

  @Override
  public int hashCode() {
    return super.hashCode() * 31 + Long.hashCode(parameters);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ErrorOutput;
  }

  /** The computation: DL4J's own but for the mask. */
  private static final class ErrorLayer extends org.deeplearning4j.nn.layers.LossLayer {
    private static final long serialVersionUID = 1L;

    private final long parameters;

    ErrorLayer(NeuralNetConfiguration conf, DataType type, long parameters) {
      super(conf, type);
      this.parameters = parameters;
    }

    @Override
    public long numParams() {
      return parameters;
    }

    /** The output as it is: DL4J would multiply it by the mask, which here holds weights. */
    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      INDArray weights = maskArray;
      maskArray = null;
      try {
        return super.activate(training, workspaces);
      } finally {
        maskArray = weights;
      }
    }
  }
}
