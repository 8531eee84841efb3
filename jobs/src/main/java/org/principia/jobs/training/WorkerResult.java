package org.principia.jobs.training;

import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a worker hands back after a round: DL4J's result, and what it takes to check and report. */
final class WorkerResult extends ParameterAveragingTrainingResult {
  private final int fitted;
  private final double scores;
  private final double penalties;

  WorkerResult(
      INDArray parameters, INDArray updaterState, int fitted, double scores, double penalties) {
    super(parameters, updaterState, scores / fitted, null, null, null);
    this.fitted = fitted;
    this.scores = scores;
    this.penalties = penalties;
  }

  /** The result as it travels to the driver. */
  WorkerPart part() {
    return new WorkerPart(
        getParameters().data().asFloat(),
        getUpdaterState().data().asFloat(),
        fitted,
        scores,
        penalties);
  }
}
