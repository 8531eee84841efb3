package org.principia.jobs.cluster.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.gnn.training.WorkerListener;

/** Notes what is about to be fitted; local mode only, where the tasks share this JVM. */
final class Fitted implements WorkerListener {
  private static final long serialVersionUID = 1L;

  /** One minibatch: counters of the graph, Adam's first moment, masses of the first particles. */
  record Note(int iteration, int epoch, double moment, List<Float> masses) {}

  private static final Map<Integer, List<Note>> NOTES = new ConcurrentHashMap<>();

  static void clear() {
    NOTES.clear();
  }

  /** Notes in the order in which each worker took them. */
  static Map<Integer, List<Note>> notes() {
    return new TreeMap<>(NOTES);
  }

  @Override
  public void beforeFit(MultiDataSet minibatch, ComputationGraph graph) {
    INDArray nodes = minibatch.getFeatures(0);
    INDArray weights = minibatch.getLabelsMaskArray(0);
    List<Float> masses = new ArrayList<>();
    for (int row = 0; row < nodes.size(0); row += TrainingFixture.PARTICLES) {
      if (weights.getFloat(row, 0) > 0) {
        masses.add(nodes.getFloat(row, 5));
      }
    }
    NOTES
        .computeIfAbsent(TaskContext.getPartitionId(), key -> new ArrayList<>())
        .add(
            new Note(
                graph.getConfiguration().getIterationCount(),
                graph.getConfiguration().getEpochCount(),
                graph.getUpdater().getStateViewArray().norm2Number().doubleValue(),
                masses));
  }
}
