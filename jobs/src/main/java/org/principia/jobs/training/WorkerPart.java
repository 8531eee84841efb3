package org.principia.jobs.training;

import java.io.Serializable;
import java.util.List;

/**
 * A worker's share of an average, in plain arrays, which every serialiser of Spark can carry.
 *
 * <p>The counts travel with it and not in accumulators, which count a repeated task twice.
 *
 * @param parameters parameters after the worker's last minibatch
 * @param updaterState Adam's moments after it
 * @param fitted minibatches fitted
 * @param scores sum of their scores, each taken before its own update
 * @param penalties sum of the penalties in them
 */
record WorkerPart(
    float[] parameters, float[] updaterState, int fitted, double scores, double penalties)
    implements Serializable {

  /** Unweighted mean of the arrays, added up in the order of the workers; sums of the counts. */
  static WorkerPart average(List<WorkerPart> parts) {
    int fitted = 0;
    double scores = 0;
    double penalties = 0;
    for (WorkerPart part : parts) {
      fitted += part.fitted;
      scores += part.scores;
      penalties += part.penalties;
    }
    return new WorkerPart(
        mean(parts.stream().map(WorkerPart::parameters).toList()),
        mean(parts.stream().map(WorkerPart::updaterState).toList()),
        fitted,
        scores,
        penalties);
  }

  private static float[] mean(List<float[]> arrays) {
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
