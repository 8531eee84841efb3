package org.principia.gnn.batch;

import java.util.BitSet;
import org.principia.common.InputException;
import org.principia.graphs.Graph;

/**
 * Fills a {@link GraphBlock} of known size with frames that come one by one, in any order.
 *
 * <p>A frame is copied and not kept, so that beside the block little more than one frame is in
 * memory. It serves one thread and one block.
 */
public final class GraphBlockFiller {
  /** The JVM's arrays end some elements before 2^31. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final int count;
  private final BitSet filled;
  private GraphBlock block;

  /**
   * A filler of an empty block.
   *
   * @param count frames of the block, at least one
   */
  public GraphBlockFiller(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid block: " + count + " frames (at least 1)");
    }
    this.count = count;
    this.filled = new BitSet(count);
  }

  /**
   * Puts a frame into its place.
   *
   * @param place number of the frame in the block, from 0, each once
   * @param frame the frame, of the dimension and number of particles of all others
   * @throws InputException if it differs from the others in these, or if the block is larger than
   *     an array can be
   * @throws IllegalStateException if the place is taken
   */
  public void put(int place, Graph frame) {
    if (block == null) {
      block = empty(count, frame.dimension(), frame.particles());
    }
    int d = block.dimension();
    int n = block.particles();
    if (frame.dimension() != d || frame.particles() != n) {
      throw InputException.invalid(
          "frame of run " + frame.simulation() + ", step " + frame.step(),
          frame.particles() + " particles in " + frame.dimension() + " dimensions",
          "as in the other frames: " + n + " in " + d);
    }
    if (filled.get(place)) {
      throw new IllegalStateException("Cannot fill a block: two frames in place " + place);
    }
    filled.set(place);
    block.simulation()[place] = frame.simulation();
    block.step()[place] = frame.step();
    GraphRows.writeNodes(frame, block.nodes(), place * n * GraphRows.features(d));
    System.arraycopy(frame.acceleration(), 0, block.accelerations(), place * n * d, n * d);
  }

  private static GraphBlock empty(int count, int d, int n) {
    int perFrame = n * GraphRows.features(d);
    if (count > LARGEST_ARRAY / perFrame) {
      throw InputException.cannot(
          "keep " + count + " frames of " + n + " particles in one shard",
          "it has room for " + LARGEST_ARRAY / perFrame + "; more gnn.workers make shards smaller");
    }
    return new GraphBlock(
        d,
        n,
        new int[count],
        new int[count],
        new float[count * perFrame],
        new float[count * n * d]);
  }

  /**
   * The block.
   *
   * @return the block, not to be filled further
   * @throws IllegalStateException if a place is empty
   */
  public GraphBlock block() {
    if (filled.cardinality() != count) {
      throw new IllegalStateException(
          "Cannot fill a block: " + filled.cardinality() + " of " + count + " frames came");
    }
    return block;
  }
}
