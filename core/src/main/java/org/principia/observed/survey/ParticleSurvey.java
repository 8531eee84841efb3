package org.principia.observed.survey;

import java.io.Serializable;

/**
 * The tracks of a particle in all runs.
 *
 * @param particle its name
 * @param type its type, empty for none
 * @param receiver whether its motion is to be explained
 * @param tracks how many
 * @param samples instants of all
 * @param gaps of all
 * @param jumps of all
 * @param shortestStep [time]
 * @param longestStep [time]
 * @param maxSpeed [length / time]
 * @param extent the largest [length]
 * @param noise of each coordinate, the largest [length]
 * @param nearest the smallest [length]
 * @param velocity the largest: resolved in all tracks below 1
 * @param acceleration the largest
 */
public record ParticleSurvey(
    String particle,
    String type,
    boolean receiver,
    long tracks,
    long samples,
    long gaps,
    long jumps,
    double shortestStep,
    double longestStep,
    double maxSpeed,
    double extent,
    double noise,
    double nearest,
    double velocity,
    double acceleration)
    implements Serializable {

  static ParticleSurvey of(TrackSurvey track) {
    return new ParticleSurvey(
        track.particle(),
        track.type(),
        track.receiver(),
        1,
        track.samples(),
        track.gaps(),
        track.jumps(),
        track.shortestStep(),
        track.longestStep(),
        track.maxSpeed(),
        track.extent(),
        track.noise(),
        track.nearest(),
        track.velocity(),
        track.acceleration());
  }

  /** Both together; what is not a number counts for nothing. */
  ParticleSurvey plus(ParticleSurvey other) {
    return new ParticleSurvey(
        particle,
        type.equals(other.type) ? type : "",
        receiver || other.receiver,
        tracks + other.tracks,
        samples + other.samples,
        gaps + other.gaps,
        jumps + other.jumps,
        min(shortestStep, other.shortestStep),
        max(longestStep, other.longestStep),
        max(maxSpeed, other.maxSpeed),
        max(extent, other.extent),
        max(noise, other.noise),
        min(nearest, other.nearest),
        max(velocity, other.velocity),
        max(acceleration, other.acceleration));
  }

  private static double min(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }

  private static double max(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }
}
