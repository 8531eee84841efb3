package org.principia.gnn.training;

import java.io.Serializable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.gnn.batch.GraphBlock;

/** Is called where a worker computes. */
@FunctionalInterface
public interface WorkerListener extends Serializable {
  /** Does nothing. */
  WorkerListener NONE = (minibatch, graph) -> {};

  /** A task that trains on a shard begins; ND4J was not used by it yet. */
  default void begins(GraphBlock shard) {}

  /** A task that measures an error begins; ND4J was not used by it yet. */
  default void measures() {}

  /** A minibatch is about to be fitted with a network. */
  void beforeFit(MultiDataSet minibatch, ComputationGraph graph);
}
