package org.principia.jobs.training;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Spoils the parameters before each minibatch of one epoch, so that a training diverges there. */
final class Spoiling implements TrainingHook {
  private static final long serialVersionUID = 1L;

  private final int epoch;

  Spoiling(int epoch) {
    this.epoch = epoch;
  }

  @Override
  public void preUpdate(MultiDataSet minibatch, Model model) {
    if (((ComputationGraph) model).getConfiguration().getEpochCount() == epoch) {
      model.params().assign(Float.NaN);
    }
  }

  @Override
  public void postUpdate(MultiDataSet minibatch, Model model) {}

  @Override
  public void preUpdate(DataSet minibatch, Model model) {
    throw new AssertionError();
  }

  @Override
  public void postUpdate(DataSet minibatch, Model model) {
    throw new AssertionError();
  }
}
