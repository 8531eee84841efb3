package org.principia.validation.error;

import java.io.Serializable;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Errors of accelerations over frames; the error of a frame is the mean absolute error over its
 * particles and components, rounded to single precision.
 *
 * @param frames number of frames
 * @param median median over frames [length / time^2]
 * @param mean mean over frames [length / time^2]; infinite where an error is not finite
 * @param deviation standard deviation over frames [length / time^2]; not a number where an error is
 *     not finite
 */
public record ErrorStatistics(long frames, double median, double mean, double deviation)
    implements Serializable {

  /**
   * Summarises errors that are in memory; see {@link TestErrors} for those that are not.
   *
   * @param errors error of each frame [length / time^2], in any order
   * @return their statistics
   */
  public static ErrorStatistics of(float[] errors) {
    ErrorTally tally = new ErrorTally();
    for (float error : errors) {
      tally.add(error);
    }
    Set<Integer> middle = tally.middle();
    NavigableMap<Integer, Long> inMiddle = new TreeMap<>();
    for (float error : errors) {
      if (middle.contains(ErrorTally.bucket(error))) {
        inMiddle.merge(ErrorTally.key(error), 1L, Long::sum);
      }
    }
    return tally.statistics(inMiddle);
  }
}
