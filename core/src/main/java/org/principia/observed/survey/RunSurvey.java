package org.principia.observed.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;

/**
 * What the tracks of a run are like.
 *
 * @param tracks each of them, in their order
 * @param sums what runs have in common and is summed over them
 */
public record RunSurvey(List<TrackSurvey> tracks, DataSurvey sums) {

  /** Looks at a run; a step of more than so many median ones of a particle is a gap. */
  public static RunSurvey of(TrackedRun run, double maxGap) {
    List<Track> tracks = run.tracks();
    List<Steps> steps = tracks.stream().map(track -> Steps.of(track, maxGap)).toList();
    Neighbours near = Neighbours.of(tracks, steps.stream().mapToDouble(Steps::gap).toArray());
    double[] extents = extents(run);
    double extent = Arrays.stream(extents).max().orElse(0);
    List<TrackSurvey> surveys = new ArrayList<>();
    Wraps wraps = Wraps.none();
    Agreement agreement = Agreement.none();
    for (int p = 0; p < tracks.size(); p++) {
      Track track = tracks.get(p);
      int[] breaks = new int[track.size()];
      for (int i = 0; i < track.size() - 1; i++) {
        boolean jump = steps.get(p).isJump(i, extent);
        breaks[i + 1] = breaks[i] + (jump || steps.get(p).isGap(i) ? 1 : 0);
        if (jump) {
          wraps = wraps.plus(Wraps.of(track, i, extents));
        }
      }
      agreement = agreement.plus(Agreement.of(track, steps.get(p)));
      surveys.add(TrackSurvey.of(run.run(), track, steps.get(p), breaks, near.least()[p]));
    }
    double[] speeds = steps.stream().flatMapToDouble(s -> Arrays.stream(s.speeds())).toArray();
    return new RunSurvey(
        surveys,
        DataSurvey.of(surveys, Histogram.of(speeds), Histogram.of(near.all()), wraps, agreement));
  }

  /** How far all positions extend along each axis (d) [length]. */
  private static double[] extents(TrackedRun run) {
    int d = run.dimension();
    double[] extents = new double[d];
    for (int k = 0; k < d; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Track track : run.tracks()) {
        for (int i = k; i < track.positions().length; i += d) {
          low = Math.min(low, track.positions()[i]);
          high = Math.max(high, track.positions()[i]);
        }
      }
      extents[k] = high - low;
    }
    return extents;
  }
}
