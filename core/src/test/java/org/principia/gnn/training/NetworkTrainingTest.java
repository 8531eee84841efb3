package org.principia.gnn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.TestGraphs;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.parallel.LocalCluster;
import org.principia.validation.MessageProbe;

final class NetworkTrainingTest {
  private static final AtomicInteger TRAINED = new AtomicInteger();
  private static final AtomicInteger MEASURED = new AtomicInteger();

  /** Counts tasks. */
  private static final class Counting implements WorkerListener {
    private static final long serialVersionUID = 1L;

    @Override
    public void begins(GraphBlock shard) {
      TRAINED.incrementAndGet();
    }

    @Override
    public void measures() {
      MEASURED.incrementAndGet();
    }

    @Override
    public void beforeFit(MultiDataSet minibatch, ComputationGraph graph) {}
  }

  /** What a task that only uses the network needs of a device is less than what training needs. */
  @Test
  void tasksThatMeasureTheErrorDoNotPassForTasksThatTrain() {
    List<Graph> graphs = TestGraphs.random(12, 3, 2);
    List<GraphBlock> blocks = List.of(GraphBlock.of(graphs));
    try (LocalCluster cluster = new LocalCluster(1)) {
      new NetworkTraining(
              cluster.distribute(blocks, 1),
              12,
              cluster.distribute(blocks, 1),
              MessageProbe.of(graphs, ForceLaws.of("spring", 0)),
              TestGraphs.small("standard").with(Map.of("epochs", 2, "workers", 1)),
              GraphSchema.particles(2),
              1)
          .run(Local.NO_CHECKPOINTS, report -> {}, new Counting());
    }
    assertThat(MEASURED).hasValue(2);
    assertThat(TRAINED.get()).isPositive();
  }
}
