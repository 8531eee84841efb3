package org.principia.messages;

import org.principia.common.Checks;
import org.principia.common.Setting;

/** How the network's inner functions are sampled and how messages are projected. */
public record MessageSettings(
    @Setting("Number of edges, and of nodes, drawn from the pruned test set.") int samples,
    @Setting(
            "Directions of the message that are kept: deviation (components of largest deviation),"
                + " active (those to which the node function is sensitive), or auto (deviation"
                + " where it has 95 % of the variance, else active).")
        Selection components) {

  /** Checks the range. */
  public MessageSettings {
    Checks.between("messages.samples", samples, 10, 1_000_000);
  }

  /** The report's first number of samples (its final one was 1000). */
  public static MessageSettings defaults() {
    return new MessageSettings(5000, Selection.AUTO);
  }

  /** Which directions of the message the projection keeps, as many as there are dimensions. */
  public enum Selection {
    /**
     * {@link #DEVIATION} where these components have nearly all of the variance ({@link
     * MessageProjection#NEARLY_ALL}), {@link #ACTIVE} elsewhere.
     */
    AUTO,
    /**
     * The components with the largest standard deviation.
     *
     * <p>Source: Cranmer et al., "Discovering Symbolic Models from Deep Learning with Inductive
     * Biases", NeurIPS 2020, section 3.
     */
    DEVIATION,
    /** The directions to which the node function is sensitive: active subspaces. */
    ACTIVE
  }
}
