package org.principia.gnn.training;

import org.principia.gnn.GraphNetwork;

/** A fixed sample of edges, on which the messages are looked at after each epoch. */
public interface Probe {

  /** Features of receiver and sender (E x 2 F), row-major. */
  float[] edgeRows();

  /**
   * What the messages look like now.
   *
   * @param network the network after an epoch
   * @param count number of deviations wanted
   * @return their spectrum
   */
  Spectrum spectrum(GraphNetwork network, int count);

  /**
   * What the messages look like.
   *
   * @param deviations the largest standard deviations, falling
   * @param linearity of the d components of largest deviation, R2 on an affine map of the true
   *     force or of that without factors of the receiver, the largest of them
   */
  record Spectrum(double[] deviations, double[] linearity) {}
}
