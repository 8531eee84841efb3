package org.principia.observed.weak;

import java.io.Serializable;

/** A pair force {@code p_i s_j g(r_ij) u_ij} with strengths. */
public interface PairForce extends Serializable {

  /** s of each particle of a run (n). */
  double[] sources(String run);

  /** p of each particle of a run (n). */
  double[] responses(String run);

  /** g at a distance, of a sender on a receiver of a run, by their numbers. */
  double force(String run, int receiver, int sender, double distance);

  /** dg / dr at a distance, by differences of a ten-thousandth of it. */
  default double slope(String run, int receiver, int sender, double distance) {
    double step = 1e-4 * distance;
    return (force(run, receiver, sender, distance + step)
            - force(run, receiver, sender, distance - step))
        / (2 * step);
  }
}
