package org.principia.observed.weak;

import java.io.Serializable;
import org.principia.symbolic.math.SmallCholesky;

/**
 * Normal equations of one run: those of the unknowns which all runs share that it has something to
 * do with, then those of its own.
 */
public final class Normal implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double RIDGE = 1e-14;

  /** Which of the unknowns that all runs share the first ones are. */
  private final int[] shared;

  public final int local;
  private final int size;
  private final double[] h;
  private final double[] b;
  private double[] inverse = new double[0];

  /**
   * Of no rows.
   *
   * @param shared numbers, among those that all runs share, of the first unknowns
   * @param local number of the run's own, which follow
   */
  public Normal(int[] shared, int local) {
    this.shared = shared.clone();
    this.local = local;
    size = shared.length + local;
    h = new double[size * size];
    b = new double[size];
  }

  /** The same equations. */
  public Normal copy() {
    Normal copy = new Normal(shared, local);
    System.arraycopy(h, 0, copy.h, 0, h.length);
    System.arraycopy(b, 0, copy.b, 0, b.length);
    return copy;
  }

  /** Which of the unknowns that all runs share the first ones are. */
  public int[] shared() {
    return shared.clone();
  }

  /** Adds the curvatures of the squared error by the unknowns that all runs share. */
  public void addCurvatures(double[] all) {
    for (int u = 0; u < shared.length; u++) {
      all[shared[u]] += h[u * size + u];
    }
  }

  /** Adds the sums of a receiver, given the unknown of each of its columns; -1 is none. */
  public void add(Gram gram, int[] unknown) {
    for (int i = 0; i < unknown.length; i++) {
      if (unknown[i] >= 0) {
        b[unknown[i]] += gram.at(i, gram.columns - 1);
        for (int j = 0; j < unknown.length; j++) {
          if (unknown[j] >= 0) {
            h[unknown[i] * size + unknown[j]] += gram.at(i, j);
          }
        }
      }
    }
  }

  /** Holds the root mean square of some of the run's own unknowns, from one of them on. */
  public void hold(int from, double[] values) {
    hold(h, size, shared.length + from, values);
  }

  /** The same of any unknowns; those whose value is 0 have no part in it. */
  public static void hold(double[] h, int size, int offset, double[] values) {
    double largest = 0;
    double square = 0;
    for (int i = 0; i < values.length; i++) {
      largest = values[i] == 0 ? largest : Math.max(largest, h[(offset + i) * size + offset + i]);
      square += values[i] * values[i];
    }
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        h[(offset + i) * size + offset + j] += largest * values[i] * values[j] / square;
      }
    }
  }

  /**
   * Adds what the shared unknowns are told when those of the run are the best for them.
   *
   * @param g number of all shared unknowns
   * @param all their equations (g x g)
   * @param right right-hand sides (g)
   */
  public void eliminate(int g, double[] all, double[] right) {
    int u = shared.length;
    double[] own = new double[local * local];
    for (int i = 0; i < local; i++) {
      System.arraycopy(h, (u + i) * size + u, own, i * local, local);
    }
    inverse = inverse(own, local);
    for (int i = 0; i < u; i++) {
      double[] gain = new double[local];
      for (int a = 0; a < local; a++) {
        for (int c = 0; c < local; c++) {
          gain[a] += h[i * size + u + c] * inverse[c * local + a];
        }
      }
      for (int j = 0; j < u; j++) {
        double sum = h[i * size + j];
        for (int a = 0; a < local; a++) {
          sum -= gain[a] * h[(u + a) * size + j];
        }
        all[shared[i] * g + shared[j]] += sum;
      }
      double sum = b[i];
      for (int a = 0; a < local; a++) {
        sum -= gain[a] * b[u + a];
      }
      right[shared[i]] += sum;
    }
  }

  /** The run's own unknowns, given a step of all that are shared. */
  public double[] localStep(double[] step) {
    int u = shared.length;
    double[] right = new double[local];
    for (int a = 0; a < local; a++) {
      right[a] = b[u + a];
      for (int j = 0; j < u; j++) {
        right[a] -= h[(u + a) * size + j] * step[shared[j]];
      }
    }
    return times(inverse, right, local);
  }

  /** Their covariance, given that of all g shared ones. */
  public double[] localCovariance(int g, double[] covariance) {
    int u = shared.length;
    double[] gain = new double[local * u];
    for (int a = 0; a < local; a++) {
      for (int j = 0; j < u; j++) {
        for (int c = 0; c < local; c++) {
          gain[a * u + j] += inverse[a * local + c] * h[(u + c) * size + j];
        }
      }
    }
    double[] result = inverse.clone();
    for (int a = 0; a < local; a++) {
      for (int c = 0; c < local; c++) {
        for (int i = 0; i < u; i++) {
          for (int j = 0; j < u; j++) {
            double shares = covariance[shared[i] * g + shared[j]];
            result[a * local + c] += gain[a * u + i] * shares * gain[c * u + j];
          }
        }
      }
    }
    return result;
  }

  public static double[] inverse(double[] h, int n) {
    double[] scale = new double[n];
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      scale[i] = h[i * n + i] > 0 ? 1 / Math.sqrt(h[i * n + i]) : 0;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = h[i * n + j] * scale[i] * scale[j] + (i == j ? RIDGE : 0);
      }
    }
    SmallCholesky cholesky = new SmallCholesky();
    cholesky.decompose(a, n);
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      cholesky.solveLower(unit, 0);
      cholesky.solveUpper(unit, 0);
      for (int j = 0; j < n; j++) {
        inverse[i * n + j] = unit[j] * scale[i] * scale[j];
      }
    }
    return inverse;
  }

  public static double[] times(double[] matrix, double[] vector, int n) {
    double[] product = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        product[i] += matrix[i * n + j] * vector[j];
      }
    }
    return product;
  }
}
