package org.principia.gnn.training;

import java.io.Serializable;
import java.util.List;

/**
 * A worker's share of an average.
 *
 * <p>The counts travel with it and not in accumulators, which count a repeated task twice.
 *
 * @param state the network after the worker's last minibatch
 * @param fitted minibatches fitted
 * @param scores sum of their scores, penalties included, each taken before its own update
 * @param penalties sum of the penalties in them
 */
public record WorkerPart(NetworkState state, int fitted, double scores, double penalties)
    implements Serializable {

  /**
   * Unweighted mean of the states, added up in the order of the workers and in double precision;
   * sums of the counts. Unweighted is right: workers fit as many minibatches, of frames that differ
   * by one at most.
   */
  public static WorkerPart average(List<WorkerPart> parts) {
    int fitted = 0;
    double scores = 0;
    double penalties = 0;
    for (WorkerPart part : parts) {
      fitted += part.fitted;
      scores += part.scores;
      penalties += part.penalties;
    }
    NetworkState first = parts.get(0).state;
    return new WorkerPart(
        new NetworkState(
            mean(parts.stream().map(part -> part.state.parameters()).toList()),
            mean(parts.stream().map(part -> part.state.moments()).toList()),
            first.iteration(),
            first.epoch()),
        fitted,
        scores,
        penalties);
  }

  private static float[] mean(List<float[]> arrays) {
    if (arrays.size() == 1) {
      return arrays.get(0);
    }
    float[] mean = new float[arrays.get(0).length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] array : arrays) {
        sum += array[i];
      }
      mean[i] = (float) (sum / arrays.size());
    }
    return mean;
  }
}
