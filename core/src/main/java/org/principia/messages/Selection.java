package org.principia.messages;

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
