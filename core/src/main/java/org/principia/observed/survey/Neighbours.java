package org.principia.observed.survey;

import java.util.Arrays;
import java.util.List;
import org.principia.observed.Track;

/**
 * Distances of particles from the nearest other one, at some instants of a run.
 *
 * @param least of each particle, over the instants (particles) [length]; NaN where it was alone
 * @param all of every particle at every instant [length]
 */
record Neighbours(double[] least, double[] all) {
  /** Instants that are looked at. */
  private static final int INSTANTS = 100;

  /** Pairs that are looked at in all, about. */
  private static final long PAIRS = 20_000_000;

  /**
   * Looks at the instants of the particle with most of them; steps beyond the gap are not crossed.
   */
  static Neighbours of(List<Track> tracks, double[] gaps) {
    int n = tracks.size();
    double[] least = new double[n];
    Arrays.fill(least, Double.NaN);
    double[] times = new double[0];
    for (Track track : tracks) {
      times = track.size() > times.length ? track.times() : times;
    }
    int count = (int) Math.max(2, Math.min(INSTANTS, PAIRS / ((long) n * n)));
    count = Math.min(count, times.length);
    double[] all = new double[n * count];
    int found = 0;
    for (int s = 0; s < count; s++) {
      double time = times[count == 1 ? 0 : (int) ((long) s * (times.length - 1) / (count - 1))];
      double[][] at = new double[n][];
      for (int i = 0; i < n; i++) {
        at[i] = position(tracks.get(i), time, gaps[i]);
      }
      for (int i = 0; i < n; i++) {
        double nearest = at[i].length == 0 ? Double.NaN : nearest(at, i);
        if (Double.isFinite(nearest)) {
          least[i] = Double.isNaN(least[i]) ? nearest : Math.min(least[i], nearest);
          all[found++] = nearest;
        }
      }
    }
    return new Neighbours(least, Arrays.copyOf(all, found));
  }

  private static double nearest(double[][] at, int i) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < at.length; j++) {
      if (j != i && at[j].length > 0) {
        double square = 0;
        for (int k = 0; k < at[i].length; k++) {
          double off = at[j][k] - at[i][k];
          square += off * off;
        }
        nearest = Math.min(nearest, square);
      }
    }
    return Math.sqrt(nearest);
  }

  /** The position at a time, on the line between two instants; empty where it was not seen. */
  private static double[] position(Track track, double time, double gap) {
    int d = track.dimension();
    int place = Arrays.binarySearch(track.times(), time);
    if (place >= 0) {
      return Arrays.copyOfRange(track.positions(), place * d, (place + 1) * d);
    }
    int next = -place - 1;
    if (next == 0 || next == track.size() || track.times()[next] - track.times()[next - 1] > gap) {
      return new double[0];
    }
    double before = track.times()[next - 1];
    double share = (time - before) / (track.times()[next] - before);
    double[] position = new double[d];
    for (int k = 0; k < d; k++) {
      position[k] = track.positions()[(next - 1) * d + k] + share * Steps.move(track, next - 1, k);
    }
    return position;
  }
}
