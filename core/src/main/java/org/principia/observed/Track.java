package org.principia.observed;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/**
 * One particle as it was seen: positions at instants that need not be evenly spaced.
 *
 * <p>Arrays are flat and row-major; they are owned by the track and never changed.
 *
 * @param particle its name, unique in its run
 * @param type its type, empty where the table has none
 * @param dimension d, 2 or 3
 * @param times instants, strictly increasing (n) [time]
 * @param positions (n x d) [length]
 * @param velocities (n x d) [length / time], or empty where the table has none
 * @param accelerations (n x d) [length / time^2], or empty where the table has none
 * @param sigma standard error of each coordinate (n) [length], or empty where it is not known
 * @param properties known properties by name, of a unit of their own (mass, charge, ...)
 * @param receiver whether its motion is to be explained; otherwise it only acts on others
 */
public record Track(
    String particle,
    String type,
    int dimension,
    double[] times,
    double[] positions,
    double[] velocities,
    double[] accelerations,
    double[] sigma,
    Map<String, Double> properties,
    boolean receiver)
    implements Serializable {

  /** Checks that the arrays fit together. */
  public Track {
    int n = times.length;
    if (positions.length != n * dimension
        || (velocities.length != 0 && velocities.length != n * dimension)
        || (accelerations.length != 0 && accelerations.length != n * dimension)
        || (sigma.length != 0 && sigma.length != n)) {
      throw new IllegalArgumentException(
          "Invalid track of "
              + particle
              + ": "
              + positions.length
              + " coordinates (n * d = "
              + n * dimension
              + ")");
    }
    properties = Map.copyOf(properties);
  }

  /** A track of positions alone. */
  public static Track of(String particle, int dimension, double[] times, double[] positions) {
    double[] none = {};
    return new Track(particle, "", dimension, times, positions, none, none, none, Map.of(), true);
  }

  /** The part of it with {@code from <= time < to}, which may have no instant. */
  public Track between(double from, double to) {
    int first = place(from);
    int end = Math.max(first, place(to));
    return new Track(
        particle,
        type,
        dimension,
        Arrays.copyOfRange(times, first, end),
        part(positions, dimension, first, end),
        part(velocities, dimension, first, end),
        part(accelerations, dimension, first, end),
        part(sigma, 1, first, end),
        properties,
        receiver);
  }

  private int place(double time) {
    int place = Arrays.binarySearch(times, time);
    return place < 0 ? -place - 1 : place;
  }

  private static double[] part(double[] values, int width, int first, int end) {
    return values.length == 0 ? values : Arrays.copyOfRange(values, first * width, end * width);
  }

  /** The number n of instants. */
  public int size() {
    return times.length;
  }
}
