package org.principia.observed.study;

import org.principia.dynamics.law.AccelerationField;

/** Motions that no central pair force and none of the usual terms explain. */
enum Foreign {
  /** A force across the line between two particles: {@code c exp(-r)}, about the last axis. */
  SWIRL {
    @Override
    void add(State s, double[] out) {
      s.pairs(
          (i, j, r, dx) -> {
            double f = 0.8 * Math.exp(-r) / r;
            out[i] -= f * dx[1];
            out[i + 1] += f * dx[0];
          });
    }
  },

  /** Neighbours take each other's velocity: {@code c (v_j - v_i) / (1 + r^2)}. */
  ALIGNMENT {
    @Override
    void add(State s, double[] out) {
      s.pairs(
          (i, j, r, dx) -> {
            for (int c = 0; c < s.dimension; c++) {
              out[i + c] += 0.6 * (s.velocity[j + c] - s.velocity[i + c]) / (1 + r * r);
            }
          });
    }
  },

  /** A central force that goes by direction: {@code c r exp(-r) cos(2 angle)}. */
  ANISOTROPY {
    @Override
    void add(State s, double[] out) {
      s.pairs(
          (i, j, r, dx) -> {
            double f = 1.5 * Math.exp(-r) * (dx[0] * dx[0] - dx[1] * dx[1]) / (r * r);
            for (int c = 0; c < s.dimension; c++) {
              out[i + c] += f * dx[c];
            }
          });
    }
  },

  /** A force of three: the pull of each grows with how many others are near. */
  CROWDING {
    @Override
    void add(State s, double[] out) {
      int d = s.dimension;
      double[] near = new double[s.position.length / d];
      s.pairs((i, j, r, dx) -> near[i / d] += Math.exp(-r * r));
      s.pairs(
          (i, j, r, dx) -> {
            for (int c = 0; c < d; c++) {
              out[i + c] += near[i / d] * near[j / d] * Math.exp(-r) * dx[c] / r;
            }
          });
    }
  },

  /** Dry friction: {@code -c v / |v|}. */
  FRICTION {
    @Override
    void add(State s, double[] out) {
      int d = s.dimension;
      for (int i = 0; i < out.length; i += d) {
        double speed = 0.05;
        for (int c = 0; c < d; c++) {
          speed += s.velocity[i + c] * s.velocity[i + c];
        }
        for (int c = 0; c < d; c++) {
          out[i + c] -= 0.5 * s.velocity[i + c] / Math.sqrt(speed);
        }
      }
    }
  },

  /** A field that waves in space: {@code c sin(2 x)} along the second axis. */
  WAVE {
    @Override
    void add(State s, double[] out) {
      for (int i = 0; i < out.length; i += s.dimension) {
        out[i + 1] += 0.6 * Math.sin(2 * s.position[i]);
      }
    }
  };

  /** Adds the accelerations. */
  abstract void add(State state, double[] out);

  /** A field with this motion beside its own. */
  AccelerationField beside(AccelerationField field) {
    return (mass, charge, d, x, v, out) -> {
      field.accelerations(mass, charge, d, x, v, out);
      add(new State(d, x, v), out);
    };
  }

  /** Positions and velocities at an instant. */
  static final class State {
    private final int dimension;
    private final double[] position;
    private final double[] velocity;

    State(int dimension, double[] position, double[] velocity) {
      this.dimension = dimension;
      this.position = position;
      this.velocity = velocity;
    }

    /** Goes through all ordered pairs: where their components begin, and the line between them. */
    void pairs(Pair pair) {
      for (int i = 0; i < position.length; i += dimension) {
        for (int j = 0; j < position.length; j += dimension) {
          double[] dx = new double[dimension];
          double square = 0;
          for (int c = 0; c < dimension; c++) {
            dx[c] = position[j + c] - position[i + c];
            square += dx[c] * dx[c];
          }
          if (square > 0) {
            pair.visit(i, j, Math.sqrt(square), dx);
          }
        }
      }
    }
  }

  /** What is done with a pair. */
  interface Pair {
    void visit(int i, int j, double r, double[] dx);
  }
}
