package org.principia.gnn;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.frames.Frame;

/**
 * The loss of a strategy by loops over particles and components, in double precision.
 *
 * @param error mean absolute error of the accelerations
 * @param penalty the strategy's penalty with its weight: 0.3 for l1, 0.2 for kl
 */
record LossLoop(double error, double penalty) {

  /**
   * The loss on frames.
   *
   * @param graph the network
   * @param frames frames of equal numbers of particles, in the order of the minibatch
   * @param strategy the strategy
   * @param batch where mask and noise of edges are taken from, as they are numbered there
   */
  static LossLoop of(
      ComputationGraph graph, List<Frame> frames, String strategy, MultiDataSet batch) {
    double error = 0;
    double penalty = 0;
    int n = frames.get(0).particles();
    int d = frames.get(0).dimension();
    long rows = batch.getFeatures(0).size(0);
    INDArray[] masks = batch.getFeaturesMaskArrays();
    for (int f = 0; f < frames.size(); f++) {
      Frame frame = frames.get(f);
      for (int i = 0; i < n; i++) {
        double[] node = Loops.node(frame, i);
        double[] sum = new double[GraphNetworkTest.COMPONENTS];
        if ("bottleneck".equals(strategy)) {
          sum = new double[d];
        }
        for (int k = 0; k < n - 1; k++) {
          long row = k * rows + (long) f * n + i;
          if (masks != null && masks[1].getDouble(row) == 0) {
            continue;
          }
          double[] edge = Loops.join(node, Loops.node(frame, k < i ? k : k + 1));
          penalty += addMessage(graph, edge, strategy, batch, row, sum);
        }
        if ("pruned".equals(strategy)) {
          sum[1] = 0;
          sum[3] = 0;
        }
        double[] out = Loops.through(graph, Loops.NODE_MODEL, Loops.join(node, sum));
        for (int c = 0; c < d; c++) {
          error += Math.abs(out[c] - frame.acceleration()[i * d + c]);
        }
      }
    }
    int nodes = frames.size() * n;
    return new LossLoop(error / (nodes * d), penalty / (nodes * (n - 1)));
  }

  /** Adds a message and returns its penalty. */
  private static double addMessage(
      ComputationGraph graph,
      double[] edge,
      String strategy,
      MultiDataSet batch,
      long row,
      double[] sum) {
    double[] message = Loops.through(graph, Loops.EDGE_MODEL, edge);
    double[] raw =
        "kl".equals(strategy) ? Loops.through(graph, Loops.VARIANCE_MODEL, edge) : message;
    double penalty = 0;
    for (int c = 0; c < sum.length; c++) {
      sum[c] += message[c];
      if ("l1".equals(strategy)) {
        penalty += 0.3 * Math.abs(message[c]);
      }
      if ("kl".equals(strategy)) {
        double log = 10 * Math.tanh(raw[c] / 10);
        sum[c] += Math.exp(log / 2) * batch.getFeatures(2).getDouble(row, c);
        penalty += 0.2 / 2 * (message[c] * message[c] + Math.exp(log) - log - 1);
      }
    }
    return penalty;
  }
}
