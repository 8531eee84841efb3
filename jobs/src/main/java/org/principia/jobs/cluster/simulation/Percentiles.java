package org.principia.jobs.cluster.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.PruningBounds;

/**
 * Percentiles of velocity and acceleration components over all training frames, before pruning.
 *
 * @param percentiles which [per cent], ascending
 * @param values for each, velocity by axis, then acceleration by axis (2 d)
 */
record Percentiles(double[] percentiles, List<float[]> values) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The two that bound the frames that stay. */
  PruningBounds bounds(FrameSettings settings) {
    return new PruningBounds(at(settings.lowerPercentile()), at(settings.upperPercentile()));
  }

  private float[] at(double percentile) {
    return values.get(Arrays.binarySearch(percentiles, percentile));
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write percentiles: " + e.getMessage(), e);
    }
  }

  /** Reads JSON; empty when the text is cut short. */
  static Optional<Percentiles> parse(String json) {
    try {
      return Optional.of(JSON.readValue(json, Percentiles.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
