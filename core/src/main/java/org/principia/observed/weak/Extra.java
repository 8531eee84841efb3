package org.principia.observed.weak;

/** Terms of the equation of motion that are no pair force, each linear in its coefficient. */
public enum Extra {
  /** {@code -gamma v}. */
  DRAG,
  /** {@code -gamma |v| v}. */
  QUADRATIC_DRAG,
  /** {@code -k x}. */
  TRAP,
  /** {@code w times v}: a magnetic force, or the Coriolis force of a rotating frame. */
  GYRATION,
  /** A uniform acceleration. */
  FIELD;

  /** Number of coefficients in d dimensions. */
  public int width(int d) {
    return switch (this) {
      case DRAG, QUADRATIC_DRAG, TRAP -> 1;
      case GYRATION -> d == 2 ? 1 : 3;
      case FIELD -> d;
    };
  }

  /** Number of coefficients of all terms in d dimensions. */
  public static int widths(int d) {
    int sum = 0;
    for (Extra extra : values()) {
      sum += extra.width(d);
    }
    return sum;
  }

  /** Where a term's columns begin among those of all. */
  public int offset(int d) {
    int sum = 0;
    for (Extra extra : values()) {
      if (extra == this) {
        return sum;
      }
      sum += extra.width(d);
    }
    throw new IllegalStateException();
  }

  /**
   * Where particles are and how they move, in d dimensions.
   *
   * @param x positions (rows x d)
   * @param v velocities (rows x d)
   */
  public record State(double[] x, double[] v, int dimension) {}

  /** Writes the columns of all terms of one row into an array (d x stride, from an offset). */
  public static void fill(State state, int row, double[] out, int stride, int offset) {
    double[] x = state.x();
    double[] v = state.v();
    int d = state.dimension();
    int at = row * d;
    double speed = Scene.distance(v, at, d);
    for (int c = 0; c < d; c++) {
      int to = c * stride + offset;
      out[to] = -v[at + c];
      out[to + 1] = -speed * v[at + c];
      out[to + 2] = -x[at + c];
    }
    int g = offset + GYRATION.offset(d);
    if (d == 2) {
      out[g] = -v[at + 1];
      out[stride + g] = v[at];
    } else {
      for (int axis = 0; axis < 3; axis++) {
        int next = (axis + 1) % 3;
        int last = (axis + 2) % 3;
        out[axis * stride + g + axis] = 0;
        out[next * stride + g + axis] = -v[at + last];
        out[last * stride + g + axis] = v[at + next];
      }
    }
    int f = offset + FIELD.offset(d);
    for (int c = 0; c < d; c++) {
      for (int e = 0; e < d; e++) {
        out[c * stride + f + e] = c == e ? 1 : 0;
      }
    }
  }
}
