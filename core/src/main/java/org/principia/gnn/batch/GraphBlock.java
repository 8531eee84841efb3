package org.principia.gnn.batch;

import java.io.Serializable;
import java.util.List;
import org.principia.common.InputException;
import org.principia.graphs.Graph;

/**
 * Many frames in flat arrays, as a task keeps them in memory for the whole training.
 *
 * @param dimension d of space
 * @param particles n of every frame
 * @param simulation the run of each frame
 * @param step the instant of each frame in its run
 * @param nodes features in the order of {@link GraphRows} (frames x n x F)
 * @param accelerations targets [length / time^2] (frames x n x d)
 */
public record GraphBlock(
    int dimension,
    int particles,
    int[] simulation,
    int[] step,
    float[] nodes,
    float[] accelerations)
    implements Serializable {

  /**
   * Packs frames, in their order.
   *
   * @param frames at least one, all of one dimension and one number of particles
   * @return the block
   * @throws InputException if they differ
   */
  public static GraphBlock of(List<Graph> frames) {
    GraphBlockFiller filler = new GraphBlockFiller(frames.size());
    for (int i = 0; i < frames.size(); i++) {
      filler.put(i, frames.get(i));
    }
    return filler.block();
  }

  /** The number of frames. */
  public int size() {
    return simulation.length;
  }
}
