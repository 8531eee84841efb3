package org.principia.observed.survey;

import org.principia.observed.Median;
import org.principia.observed.Track;

/**
 * The steps of a track from instant to instant (n - 1).
 *
 * @param durations of the steps [time]
 * @param speeds of the steps [length / time]
 * @param median duration [time]; NaN without a step
 * @param gap a longer step is a gap [time]
 */
record Steps(double[] durations, double[] speeds, double median, double gap) {
  /** How much faster a jump is than the steps around. */
  private static final double JUMP = 10;

  /** The share of the extent of all positions that a jump goes over at least. */
  private static final double FAR = 0.05;

  /** Steps on each side that a jump is compared with. */
  private static final int AROUND = 2;

  /** The steps of a track; a step of more than so many medians is a gap. */
  static Steps of(Track track, double maxGap) {
    int n = track.size();
    int d = track.dimension();
    double[] durations = new double[n - 1];
    double[] speeds = new double[n - 1];
    for (int i = 0; i < n - 1; i++) {
      durations[i] = track.times()[i + 1] - track.times()[i];
      double square = 0;
      for (int k = 0; k < d; k++) {
        double move = move(track, i, k);
        square += move * move;
      }
      speeds[i] = Math.sqrt(square) / durations[i];
    }
    double median = Median.of(durations);
    return new Steps(durations, speeds, median, maxGap * median);
  }

  /** How far the particle went along an axis with a step. */
  static double move(Track track, int step, int axis) {
    int d = track.dimension();
    return track.positions()[(step + 1) * d + axis] - track.positions()[step * d + axis];
  }

  /** Whether a step is a gap. */
  boolean isGap(int step) {
    return durations[step] > gap;
  }

  /** Whether a step is a jump, where all positions of the run extend so far. */
  boolean isJump(int step, double extent) {
    if (isGap(step) || speeds[step] * durations[step] < FAR * extent) {
      return false;
    }
    double around = 0;
    int others = 0;
    for (int i = step - AROUND; i <= step + AROUND; i++) {
      if (i >= 0 && i < speeds.length && i != step) {
        around = Math.max(around, speeds[i]);
        others++;
      }
    }
    return others >= AROUND && speeds[step] > JUMP * around;
  }
}
