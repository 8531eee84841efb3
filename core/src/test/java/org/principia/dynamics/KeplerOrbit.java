package org.principia.dynamics;

import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.PairwiseField;

/**
 * Two bodies in closed form: an ellipse with semi-major axis one, total mass one and period 2 pi.
 *
 * <p>From perihelion, with E - e sin E = t: relative position (cos E - e, sqrt(1 - e^2) sin E).
 * Masses 0.25 and 0.75, the centre of mass at rest in the origin.
 */
final class KeplerOrbit {
  static final AccelerationField FIELD = new PairwiseField(ForceLaws.of("inverse-square", 0));
  private static final double FIRST = 0.25;

  private final double eccentricity;

  KeplerOrbit(double eccentricity) {
    this.eccentricity = eccentricity;
  }

  InitialState start() {
    double r = 1 - eccentricity;
    double speed = Math.sqrt((1 + eccentricity) / (1 - eccentricity));
    return new InitialState(
        new double[] {FIRST, 1 - FIRST},
        new double[] {1, 1},
        new double[] {-(1 - FIRST) * r, 0, FIRST * r, 0},
        new double[] {0, -(1 - FIRST) * speed, 0, FIRST * speed},
        2);
  }

  /** The distance between the relative position that is stored from an offset, and the true one. */
  double error(double[] position, int offset, double time) {
    // From pi, Newton's method converges for every eccentricity and 0 <= time <= 2 pi.
    double anomaly = Math.PI;
    for (int i = 0; i < 100; i++) {
      double excess = anomaly - eccentricity * Math.sin(anomaly) - time;
      anomaly -= excess / (1 - eccentricity * Math.cos(anomaly));
    }
    double x = Math.cos(anomaly) - eccentricity;
    double y = Math.sqrt(1 - eccentricity * eccentricity) * Math.sin(anomaly);
    return Math.hypot(
        position[offset + 2] - position[offset] - x,
        position[offset + 3] - position[offset + 1] - y);
  }
}
