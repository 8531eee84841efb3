package org.principia.jobs.cluster.observation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;

/**
 * The particles of simulated frames as an observer sees them: positions in single precision, at the
 * instants of the frames that were kept.
 */
public final class SimulatedTracks implements Iterator<TrackedRun> {
  private final Iterator<Graph> frames;

  /** The frame that begins the next run; null at the end. */
  private Graph next;

  private SimulatedTracks(Iterator<Graph> frames) {
    this.frames = frames;
    next = frames.hasNext() ? frames.next() : null;
  }

  /** The runs of a split, a partition a file. */
  public static JavaRDD<TrackedRun> of(FramesArtefact frames, Split split) {
    return frames.graphs(split).mapPartitions(SimulatedTracks::new, true);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public TrackedRun next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    List<Graph> own = new ArrayList<>();
    int run = next.simulation();
    while (next != null && next.simulation() == run) {
      own.add(next);
      next = frames.hasNext() ? frames.next() : null;
    }
    float[] masses = own.get(0).feature("mass");
    float[] charges = own.get(0).feature("charge");
    double[] times = own.stream().mapToDouble(Graph::time).toArray();
    int d = own.get(0).dimension();
    double[] none = {};
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < masses.length; i++) {
      Map<String, Double> known = Map.of("mass", (double) masses[i], "charge", (double) charges[i]);
      double[] positions = positions(own, i, d);
      tracks.add(new Track("p" + i, "", d, times, positions, none, none, none, known, true));
    }
    tracks.sort(Comparator.comparing(Track::particle));
    return new TrackedRun(String.valueOf(run), tracks);
  }

  private static double[] positions(List<Graph> frames, int particle, int d) {
    double[] positions = new double[frames.size() * d];
    for (int t = 0; t < frames.size(); t++) {
      float[] all = frames.get(t).feature("position");
      for (int k = 0; k < d; k++) {
        positions[t * d + k] = all[particle * d + k];
      }
    }
    return positions;
  }
}
