package org.principia.jobs.cluster.training;

import java.io.Serializable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Told of each minibatch on the executor, before it is fitted. */
@FunctionalInterface
interface MinibatchListener extends Serializable {
  /** Does nothing. */
  MinibatchListener NONE = (minibatch, graph) -> {};

  /** A minibatch, and the network that it is to be fitted with. */
  void beforeFit(MultiDataSet minibatch, ComputationGraph graph);
}
