package org.principia.gnn.training;

import java.io.Serializable;
import java.util.List;
import org.principia.common.InputException;
import org.principia.gnn.batch.GraphBlock;

/**
 * What the driver needs to know of a shard.
 *
 * @param frames number of its frames
 * @param particles n of each
 * @param dimension d of space
 * @param first key of its first frame
 * @param last key of its last frame
 */
record ShardShape(int frames, int particles, int dimension, long first, long last)
    implements Serializable {

  static ShardShape of(GraphBlock block) {
    int end = block.size() - 1;
    return new ShardShape(
        block.size(),
        block.particles(),
        block.dimension(),
        key(block.simulation()[0], block.step()[0]),
        key(block.simulation()[end], block.step()[end]));
  }

  /** A number that orders frames by (simulation, step). */
  static long key(int simulation, int step) {
    return ((long) simulation << 32) | (step & 0xffffffffL);
  }

  /**
   * Refuses a frame that is there twice or not in its place.
   *
   * @return its key
   */
  static long requireAfter(long before, long key) {
    if (key <= before) {
      throw InputException.invalid(
          "order of the frames",
          text(key) + " after " + text(before),
          "by simulation, then step, each once");
    }
    return key;
  }

  private static String text(long key) {
    return "simulation " + (key >> 32) + ", step " + (int) key;
  }

  /**
   * The number of particles that all shards share.
   *
   * <p>Each shard has checked the order of the frames of its team; here it is that between teams.
   *
   * @param shapes of all shards, in their order, none of them empty
   */
  static int particles(List<ShardShape> shapes, int dimension) {
    int particles = shapes.get(0).particles();
    long before = Long.MIN_VALUE;
    long last = Long.MIN_VALUE;
    for (int shard = 0; shard < shapes.size(); shard++) {
      ShardShape shape = shapes.get(shard);
      if (shape.particles() != particles || shape.dimension() != dimension) {
        throw InputException.invalid(
            "training frames",
            shape.particles() + " particles in " + shape.dimension() + " dimensions",
            particles + " in " + dimension);
      }
      if (shard > 0
          && ShardLayout.team(shard, shapes.size()) > ShardLayout.team(shard - 1, shapes.size())) {
        before = last;
      }
      requireAfter(before, shape.first());
      last = Math.max(last, shape.last());
    }
    return particles;
  }
}
