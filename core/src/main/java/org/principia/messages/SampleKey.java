package org.principia.messages;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import org.principia.common.RandomStream;
import org.principia.graphs.Graph;

/**
 * A candidate of the sample with its random key: those with the smallest keys are drawn.
 *
 * <p>The key depends on (seed, run, step, particles) alone, so that the same edges are drawn for
 * any partitioning: bottom-k sampling.
 *
 * @param key the random key
 * @param frame the frame
 * @param receiver index of the receiver, or of the node
 * @param sender index of the sender; the receiver's own for a node
 */
public record SampleKey(long key, Graph frame, int receiver, int sender) implements Serializable {

  /** The order of drawing; ties, which a 64-bit key all but excludes, fall to the identity. */
  public static final Comparator<SampleKey> ORDER =
      (Comparator<SampleKey> & Serializable)
          (a, b) -> {
            int order = Long.compare(a.key, b.key);
            return order == 0 ? Arrays.compare(a.identity(), b.identity()) : order;
          };

  private int[] identity() {
    return new int[] {frame.simulation(), frame.step(), receiver, sender};
  }

  /** The candidate of the edge from a sender to another particle, the receiver. */
  public static SampleKey edge(long seed, Graph frame, int receiver, int sender) {
    return of(seed, "messages.edge", frame, receiver, sender);
  }

  /** The candidate of a node. */
  public static SampleKey node(long seed, Graph frame, int particle) {
    return of(seed, "messages.node", frame, particle, particle);
  }

  private static SampleKey of(long seed, String stage, Graph frame, int receiver, int sender) {
    long key = RandomStream.key(seed, stage, frame.simulation(), frame.step(), receiver, sender);
    return new SampleKey(key, frame, receiver, sender);
  }
}
