package org.principia.gnn.training;

import java.util.List;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GraphNetwork;

/**
 * Everything that the next epoch depends on.
 *
 * @param network parameters, state of the updater, counters
 * @param seed the user's seed
 * @param curve reports of the epochs so far; the next epoch is their number
 */
public record Checkpoint(GraphNetwork network, long seed, List<EpochReport> curve) {

  /** Copies the curve. */
  public Checkpoint {
    curve = List.copyOf(curve);
  }
}
