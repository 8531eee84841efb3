package org.principia.jobs.cluster.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.gnn.training.WorkerListener;

/** Spoils the parameters before each minibatch of one epoch, so that a training diverges there. */
final class Spoiling implements WorkerListener {
  private static final long serialVersionUID = 1L;

  private final int epoch;

  Spoiling(int epoch) {
    this.epoch = epoch;
  }

  @Override
  public void beforeFit(MultiDataSet minibatch, ComputationGraph graph) {
    if (graph.getConfiguration().getEpochCount() == epoch) {
      graph.params().assign(Float.NaN);
    }
  }
}
