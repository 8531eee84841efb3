package org.principia.gnn.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;

/** What a training in this process needs. */
public final class Local {
  private Local() {}

  /** Checkpoints that keep nothing: an interrupted training begins anew. */
  public static final Checkpoints NO_CHECKPOINTS =
      new Checkpoints() {
        @Override
        public Optional<Checkpoint> latest() {
          return Optional.empty();
        }

        @Override
        public void save(Checkpoint checkpoint) {}
      };

  /**
   * The shards of a list of frames, in this process.
   *
   * @param frames in the order of (simulation, step)
   * @param workers number of shards
   * @return a block for each worker; fewer where there are fewer frames
   */
  public static List<GraphBlock> blocks(List<Graph> frames, int workers) {
    ShardLayout layout = new ShardLayout(frames.size(), workers);
    return IntStream.range(0, workers)
        .mapToObj(
            w -> layout.block(w, (from, to) -> frames.subList((int) from, (int) to).iterator()))
        .flatMap(Optional::stream)
        .toList();
  }
}
