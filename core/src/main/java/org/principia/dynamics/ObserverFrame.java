package org.principia.dynamics;

import org.principia.common.InputException;

/** Where positions are seen from. */
public sealed interface ObserverFrame {
  /** What {@link #parse} takes. */
  String ALLOWED =
      "inertial, rotating:W, shaken:A:T with a positive period T, or relative:I with a particle I"
          + " from 0";

  /**
   * Writes positions as they are seen into their place.
   *
   * @param time the instant [time]
   * @param positions of all particles [length] (n x d)
   * @param dimension d
   */
  void see(double time, double[] positions, int dimension);

  /** The particle that is at rest in the origin, by its number; -1 where there is none. */
  default int origin() {
    return -1;
  }

  /** The frame of the key dynamics.frame. */
  static ObserverFrame parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if ("inertial".equals(text)) {
        return new Inertial();
      } else if ("rotating".equals(parts[0]) && parts.length == 2) {
        return new Rotating(Double.parseDouble(parts[1]));
      } else if ("shaken".equals(parts[0]) && parts.length == 3) {
        return new Shaken(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
      } else if ("relative".equals(parts[0]) && parts.length == 2) {
        return new Relative(Integer.parseInt(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw InputException.invalid("dynamics.frame", text, ALLOWED);
    }
    throw InputException.invalid("dynamics.frame", text, ALLOWED);
  }

  /** A frame in which Newton's first law holds. */
  record Inertial() implements ObserverFrame {
    @Override
    public void see(double time, double[] positions, int dimension) {}
  }

  /**
   * A frame that turns about the last axis, in the plane about the origin.
   *
   * @param rate angular frequency [1 / time]
   */
  record Rotating(double rate) implements ObserverFrame {
    /** Checks the rate. */
    public Rotating {
      if (!Double.isFinite(rate)) {
        throw new IllegalArgumentException("Invalid rate: " + rate + " (finite)");
      }
    }

    @Override
    public void see(double time, double[] positions, int dimension) {
      double cos = StrictMath.cos(rate * time);
      double sin = StrictMath.sin(rate * time);
      for (int i = 0; i < positions.length; i += dimension) {
        double x = positions[i];
        double y = positions[i + 1];
        positions[i] = cos * x + sin * y;
        positions[i + 1] = cos * y - sin * x;
      }
    }
  }

  /**
   * A frame that swings along the first axis: its origin is at {@code amplitude sin(2 pi t /
   * period)}.
   *
   * @param amplitude [length]
   * @param period [time], positive
   */
  record Shaken(double amplitude, double period) implements ObserverFrame {
    /** Checks both. */
    public Shaken {
      if (!Double.isFinite(amplitude) || !(period > 0 && period < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("Invalid period: " + period + " (positive)");
      }
    }

    @Override
    public void see(double time, double[] positions, int dimension) {
      double shift = amplitude * StrictMath.sin(2 * Math.PI * time / period);
      for (int i = 0; i < positions.length; i += dimension) {
        positions[i] -= shift;
      }
    }
  }

  /**
   * A frame with the axes of an inertial one, that goes along with a particle.
   *
   * @param particle its number, from 0
   */
  record Relative(int particle) implements ObserverFrame {
    /** Checks the number. */
    public Relative {
      if (particle < 0) {
        throw new IllegalArgumentException("Invalid particle: " + particle + " (from 0)");
      }
    }

    @Override
    public int origin() {
      return particle;
    }

    @Override
    public void see(double time, double[] positions, int dimension) {
      double[] origin = new double[dimension];
      System.arraycopy(positions, particle * dimension, origin, 0, dimension);
      for (int k = 0; k < positions.length; k++) {
        positions[k] -= origin[k % dimension];
      }
    }
  }
}
