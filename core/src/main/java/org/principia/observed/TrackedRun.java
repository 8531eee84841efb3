package org.principia.observed;

import java.io.Serializable;
import java.util.List;

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

  /** Dimension d of space. */
  public int dimension() {
    return tracks.get(0).dimension();
  }
}
