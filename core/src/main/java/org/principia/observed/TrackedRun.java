package org.principia.observed;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The particles that were seen together, and act on each other.
 *
 * @param run its name
 * @param tracks its particles, ordered by name; their instants may differ
 */
public record TrackedRun(String run, List<Track> tracks) implements Serializable {

  /** Copies the list. */
  public TrackedRun {
    tracks = List.copyOf(tracks);
  }

  /** The median of all steps from an instant of a particle to its next [time]; NaN without any. */
  public double medianStep() {
    return Median.of(
        tracks.stream()
            .flatMapToDouble(
                t -> IntStream.range(1, t.size()).mapToDouble(i -> t.times()[i] - t.times()[i - 1]))
            .toArray());
  }

  /** Dimension d of space. */
  public int dimension() {
    return tracks.get(0).dimension();
  }
}
