package org.principia.messages;

/** Which directions of the message are kept, as many as there are dimensions. */
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
  /** The leading principal directions: what the network spreads over components stays together. */
  PRINCIPAL,
  /** The directions that the node function listens to, see {@link ActiveDirections}. */
  ACTIVE,
  /**
   * The directions that follow the separation, see {@link Alignment}: neither noise nor what the
   * network says of the particles alone counts, however much it varies. They are aligned by nature.
   */
  CENTRAL
}
