package org.principia.observed.survey;

import java.io.Serializable;
import org.principia.observed.Track;

/**
 * Jumps along one axis over most of the extent of all positions, as those of a periodic box are.
 *
 * @param count how many
 * @param shortest of them [length]; infinite without any
 * @param longest of them [length]; 0 without any
 */
public record Wraps(long count, double shortest, double longest) implements Serializable {
  /** What a box has of the extent at least. */
  private static final double MOST = 0.7;

  /** Jumps that tell of a box, at least, and how much their lengths differ. */
  private static final int MIN_COUNT = 3;

  private static final double ALIKE = 1.3;

  static Wraps none() {
    return new Wraps(0, Double.POSITIVE_INFINITY, 0);
  }

  /** Those of a step of a track that is a jump. */
  static Wraps of(Track track, int step, double[] extents) {
    Wraps wraps = none();
    for (int k = 0; k < extents.length; k++) {
      double length = Math.abs(Steps.move(track, step, k));
      if (length > MOST * extents[k] && extents[k] > 0) {
        wraps = wraps.plus(new Wraps(1, length, length));
      }
    }
    return wraps;
  }

  /** Both together. */
  Wraps plus(Wraps other) {
    return new Wraps(
        count + other.count, Math.min(shortest, other.shortest), Math.max(longest, other.longest));
  }

  /** Whether they are all about as long, and several. */
  public boolean tellsOfBox() {
    return count >= MIN_COUNT && longest <= ALIKE * shortest;
  }
}
