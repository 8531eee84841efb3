package org.principia.messages;

import org.principia.common.Checks;
import org.principia.common.Setting;

/**
 * How the network's inner functions are sampled, and what of the messages is kept.
 *
 * @param samples number of edges, and of nodes, drawn from the pruned test set
 * @param components which directions of the message are kept
 * @param basis in which axes they are written
 */
public record MessageSettings(
    @Setting("Number of edges, and of nodes, drawn from the pruned test set.") int samples,
    @Setting(
            "Directions of the message that are kept: deviation (components of largest deviation), principal, active (those that the node function listens to), central (those that follow the separation), or auto (deviation where it has 95 % of the variance, else active).")
        Selection components,
    @Setting("Axes of what is kept: own (the network's) or aligned (component k follows axis k).")
        Basis basis) {

  /** Checks the range. */
  public MessageSettings {
    Checks.between("messages.samples", samples, 10, 1_000_000);
  }

  /** The report's first number of samples (its final one was 1000). */
  public static MessageSettings defaults() {
    return new MessageSettings(5000, Selection.AUTO, Basis.OWN);
  }
}
