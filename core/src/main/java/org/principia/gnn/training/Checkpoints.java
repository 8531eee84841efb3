package org.principia.gnn.training;

import java.util.List;
import java.util.Optional;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GraphNetwork;

/** Where a training keeps what it needs to go on after an interruption. */
public interface Checkpoints {

  /** The last whole checkpoint; empty where there is none. */
  Optional<Checkpoint> latest();

  /** Keeps a checkpoint, made after an epoch. */
  void save(Checkpoint checkpoint);

  /**
   * Everything that the next epoch depends on.
   *
   * @param network parameters, state of the updater, counters
   * @param seed the user's seed
   * @param curve reports of the epochs so far; the next epoch is their number
   */
  record Checkpoint(GraphNetwork network, long seed, List<EpochReport> curve) {

    /** Copies the curve. */
    public Checkpoint {
      curve = List.copyOf(curve);
    }
  }
}
