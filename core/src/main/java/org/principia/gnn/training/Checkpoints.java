package org.principia.gnn.training;

import java.util.Optional;

/** Where a training keeps what it needs to go on after an interruption. */
public interface Checkpoints {

  /** The last whole checkpoint; empty where there is none. */
  Optional<Checkpoint> latest();

  /**
   * Keeps a checkpoint.
   *
   * @param checkpoint after an epoch
   */
  void save(Checkpoint checkpoint);

  /** Keeps nothing: an interrupted training begins anew. */
  static Checkpoints none() {
    return new Checkpoints() {
      @Override
      public Optional<Checkpoint> latest() {
        return Optional.empty();
      }

      @Override
      public void save(Checkpoint checkpoint) {}
    };
  }
}
