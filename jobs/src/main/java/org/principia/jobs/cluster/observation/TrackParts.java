package org.principia.jobs.cluster.observation;

import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.ObservationsArtefact;
import org.principia.jobs.cluster.SparkCluster.SparkParts;
import org.principia.observed.ObservedSplit;
import org.principia.observed.TrackedRun;
import org.principia.parallel.Distributed;

/** Tracked runs on the cluster, a part a file. */
public final class TrackParts {
  private TrackParts() {}

  /** Observed runs, or blocks of them, of some splits. */
  public static Distributed<TrackedRun> of(ObservationsArtefact tracks, ObservedSplit... splits) {
    return new SparkParts<>(tracks.at().context(), () -> tracks.runs(splits));
  }

  /** Simulated runs of a split. */
  public static Distributed<TrackedRun> of(FramesArtefact frames, Split split) {
    return new SparkParts<>(frames.at().context(), () -> SimulatedTracks.of(frames, split));
  }
}
