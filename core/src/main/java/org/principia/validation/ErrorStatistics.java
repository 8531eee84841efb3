package org.principia.validation;

import java.util.Arrays;

/**
 * Errors of accelerations over frames; the error of a frame is the mean absolute error over its
 * particles and components.
 *
 * @param frames number of frames
 * @param median median over frames [length / time^2]
 * @param mean mean over frames [length / time^2]
 * @param deviation standard deviation over frames [length / time^2]
 */
public record ErrorStatistics(long frames, double median, double mean, double deviation) {

  /**
   * Summarises errors; they are sorted first, so that the sums do not depend on their order.
   *
   * @param errors error of each frame [length / time^2]
   * @return their statistics
   */
  public static ErrorStatistics of(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double mean = Arrays.stream(sorted).sum() / n;
    double square = 0;
    for (double error : sorted) {
      square += (error - mean) * (error - mean);
    }
    double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    return new ErrorStatistics(n, median, mean, Math.sqrt(square / n));
  }

  /**
   * The error of one frame.
   *
   * @param predicted accelerations (n d)
   * @param acceleration true accelerations (n d)
   * @return mean absolute difference
   */
  public static double ofFrame(double[] predicted, float[] acceleration) {
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      sum += Math.abs(predicted[i] - acceleration[i]);
    }
    return sum / predicted.length;
  }
}
