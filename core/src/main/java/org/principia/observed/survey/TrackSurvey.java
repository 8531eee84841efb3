package org.principia.observed.survey;

import java.io.Serializable;
import java.util.Arrays;
import org.principia.observed.Median;
import org.principia.observed.NoiseEstimate;
import org.principia.observed.Track;

/**
 * What a track is like.
 *
 * @param run its run
 * @param particle its particle
 * @param type the particle's type, empty for none
 * @param receiver whether its motion is to be explained
 * @param samples instants
 * @param first the first [time]
 * @param last the last [time]
 * @param step median step [time]; NaN of one instant
 * @param shortestStep [time]
 * @param longestStep [time]
 * @param gaps steps longer than so many median ones
 * @param jumps steps whose speed is ten times that of the steps around
 * @param speed median speed of the steps [length / time]
 * @param maxSpeed the largest [length / time]
 * @param extent rms distance from the mean position [length]
 * @param noise standard deviation of each coordinate as the positions tell it [length]; NaN of few
 *     instants
 * @param nearest the smallest distance from another particle that was seen [length]; NaN alone
 * @param velocity resolved below 1, see {@link Smoothness}
 * @param acceleration resolved below 1
 */
public record TrackSurvey(
    String run,
    String particle,
    String type,
    boolean receiver,
    int samples,
    double first,
    double last,
    double step,
    double shortestStep,
    double longestStep,
    int gaps,
    int jumps,
    double speed,
    double maxSpeed,
    double extent,
    double noise,
    double nearest,
    double velocity,
    double acceleration)
    implements Serializable {
  /** Instants that a particle has whose motion is to be explained. */
  public static final int MIN_SAMPLES = 12;

  /** Looks at a track, of which jumps and gaps before each instant are known (n). */
  static TrackSurvey of(String run, Track track, Steps steps, int[] breaks, double nearest) {
    Smoothness smooth = Smoothness.of(track, breaks);
    double[] speeds = steps.speeds();
    int gaps = (int) Arrays.stream(steps.durations()).filter(s -> s > steps.gap()).count();
    return new TrackSurvey(
        run,
        track.particle(),
        track.type(),
        track.receiver(),
        track.size(),
        track.times()[0],
        track.times()[track.size() - 1],
        steps.median(),
        Arrays.stream(steps.durations()).min().orElse(Double.NaN),
        Arrays.stream(steps.durations()).max().orElse(Double.NaN),
        gaps,
        breaks[breaks.length - 1] - gaps,
        Median.of(speeds),
        Arrays.stream(speeds).max().orElse(Double.NaN),
        extent(track),
        NoiseEstimate.of(track),
        nearest,
        smooth.velocity(),
        smooth.acceleration());
  }

  private static double extent(Track track) {
    int d = track.dimension();
    int n = track.size();
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += track.positions()[i * d + k] / n;
      }
      for (int i = 0; i < n; i++) {
        double off = track.positions()[i * d + k] - mean;
        sum += off * off / n;
      }
    }
    return Math.sqrt(sum);
  }

  /** Whether it has enough instants for its motion to be explained. */
  public boolean suffices() {
    return samples >= MIN_SAMPLES;
  }
}
