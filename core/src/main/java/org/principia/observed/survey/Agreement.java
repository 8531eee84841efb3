package org.principia.observed.survey;

import java.io.Serializable;
import org.principia.observed.Track;

/**
 * Whether given velocities are those of the positions: the slope of displacements over the integral
 * of the velocities (trapezoids).
 *
 * @param products sum of displacement times integral
 * @param squares sum of squares of the integral
 */
public record Agreement(double products, double squares) implements Serializable {
  private static final double LIMIT = 1.25;

  static Agreement none() {
    return new Agreement(0, 0);
  }

  /** That of a track, over the steps that are no gaps. */
  static Agreement of(Track track, Steps steps) {
    double[] v = track.velocities();
    int d = track.dimension();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < track.size() - 1 && v.length > 0; i++) {
      if (steps.durations()[i] <= steps.gap()) {
        for (int k = 0; k < d; k++) {
          double integral = steps.durations()[i] * (v[i * d + k] + v[(i + 1) * d + k]) / 2;
          products += Steps.move(track, i, k) * integral;
          squares += integral * integral;
        }
      }
    }
    return new Agreement(products, squares);
  }

  /** The sum of both. */
  Agreement plus(Agreement other) {
    return new Agreement(products + other.products, squares + other.squares);
  }

  /** How much faster the positions change than the velocities say; 1 where there are none. */
  public double factor() {
    return squares > 0 ? products / squares : 1;
  }

  /** Whether they agree, within what coarse sampling and noise make of it. */
  public boolean holds() {
    return factor() > 1 / LIMIT && factor() < LIMIT;
  }
}
