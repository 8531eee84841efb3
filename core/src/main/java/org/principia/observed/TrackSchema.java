package org.principia.observed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the particles of a table beside their positions.
 *
 * @param dimension d of space
 * @param velocities whether there are velocities
 * @param accelerations whether there are accelerations
 * @param sigma whether there are standard errors of the positions
 * @param properties names of the known properties
 */
public record TrackSchema(
    int dimension,
    boolean velocities,
    boolean accelerations,
    boolean sigma,
    List<String> properties)
    implements Serializable {
  /** Names of the axes. */
  private static final List<String> AXES = List.of("x", "y", "z");

  /** Copies the list. */
  public TrackSchema {
    properties = List.copyOf(properties);
  }

  /** Names of the axes, as many as there are dimensions. */
  public List<String> axes() {
    return AXES.subList(0, dimension);
  }

  /** In one line, for a file's metadata: {@code 3; velocities; mass, charge}. */
  public String text() {
    return dimension
        + (velocities ? "; velocities" : "")
        + (accelerations ? "; accelerations" : "")
        + (sigma ? "; sigma" : "")
        + "; "
        + String.join(", ", properties);
  }

  /** Names of the columns of numbers: time, position and what else there is. */
  public List<String> columns() {
    List<String> names = new ArrayList<>(List.of("time"));
    names.addAll(axes());
    if (velocities) {
      axes().forEach(axis -> names.add("v" + axis));
    }
    if (accelerations) {
      axes().forEach(axis -> names.add("a" + axis));
    }
    if (sigma) {
      names.add("sigma");
    }
    names.addAll(properties);
    return names;
  }

  /**
   * A track from its columns of numbers, in the order of {@link #columns}, those of properties
   * constant; columns behind them do not count.
   */
  public Track track(String particle, String type, double[][] columns, boolean receiver) {
    int n = columns[0].length;
    int velocity = 1 + dimension;
    int acceleration = velocity + (velocities ? dimension : 0);
    int error = acceleration + (accelerations ? dimension : 0);
    int property = error + (sigma ? 1 : 0);
    Map<String, Double> known = new LinkedHashMap<>();
    for (int k = 0; k < properties.size(); k++) {
      known.put(properties.get(k), columns[property + k][0]);
    }
    return new Track(
        particle,
        type,
        dimension,
        columns[0],
        rowMajor(columns, 1, velocity, n),
        rowMajor(columns, velocity, acceleration, n),
        rowMajor(columns, acceleration, error, n),
        rowMajor(columns, error, property, n),
        known,
        receiver);
  }

  private static double[] rowMajor(double[][] columns, int from, int to, int rows) {
    int count = to - from;
    double[] all = new double[rows * count];
    for (int i = 0; i < all.length; i++) {
      all[i] = columns[from + i % count][i / count];
    }
    return all;
  }
}
