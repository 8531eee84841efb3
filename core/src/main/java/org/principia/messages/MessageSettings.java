package org.principia.messages;

import org.principia.common.Checks;
import org.principia.common.Setting;

/**
 * How the network's inner functions are sampled.
 *
 * @param samples number of edges, and of nodes, drawn from the pruned test set
 */
public record MessageSettings(
    @Setting("Number of edges, and of nodes, drawn from the pruned test set.") int samples) {

  /** Checks the range. */
  public MessageSettings {
    Checks.between("messages.samples", samples, 10, 1_000_000);
  }

  /** The report's first value; its final one was 1000. */
  public static MessageSettings defaults() {
    return new MessageSettings(5000);
  }
}
