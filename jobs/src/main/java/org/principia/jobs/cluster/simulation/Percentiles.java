package org.principia.jobs.cluster.simulation;

import java.util.Arrays;
import java.util.List;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.PruningBounds;

/**
 * Percentiles of velocity and acceleration components over all training frames, before pruning.
 *
 * @param percentiles which [per cent], ascending
 * @param values for each, velocity by axis, then acceleration by axis (2 d)
 */
record Percentiles(double[] percentiles, List<float[]> values) {
  /** The two that bound the frames that stay. */
  PruningBounds bounds(FrameSettings settings) {
    return new PruningBounds(at(settings.lowerPercentile()), at(settings.upperPercentile()));
  }

  private float[] at(double percentile) {
    return values.get(Arrays.binarySearch(percentiles, percentile));
  }
}
