package org.principia.observed.weak;

import org.principia.symbolic.math.SmallCholesky;

/** Normal equations of one run: unknowns that all runs share, then those of its own. */
public final class Normal {
  private static final double RIDGE = 1e-14;
  private final int shared;
  public final int local;
  private final int size;
  private final double[] h;
  private final double[] b;
  private double[] inverse = new double[0];

  public Normal(int shared, int local) {
    this.shared = shared;
    this.local = local;
    size = shared + local;
    h = new double[size * size];
    b = new double[size];
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

  /** Holds the root mean square of some unknowns of the run. */
  public void hold(int offset, double[] values) {
    hold(h, size, offset, values);
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

  /** Adds what the shared unknowns are told when those of the run are the best for them. */
  public void eliminate(int g, double[] all, double[] right) {
    double[] own = new double[local * local];
    for (int i = 0; i < local; i++) {
      for (int j = 0; j < local; j++) {
        own[i * local + j] = h[(shared + i) * size + shared + j];
      }
    }
    inverse = inverse(own, local);
    for (int i = 0; i < g; i++) {
      double[] gain = new double[local];
      for (int a = 0; a < local; a++) {
        for (int c = 0; c < local; c++) {
          gain[a] += h[i * size + shared + c] * inverse[c * local + a];
        }
      }
      for (int j = 0; j < g; j++) {
        double sum = h[i * size + j];
        for (int a = 0; a < local; a++) {
          sum -= gain[a] * h[(shared + a) * size + j];
        }
        all[i * g + j] += sum;
      }
      double sum = b[i];
      for (int a = 0; a < local; a++) {
        sum -= gain[a] * b[shared + a];
      }
      right[i] += sum;
    }
  }

  /** The run's own unknowns, given a step of the shared ones. */
  public double[] localStep(int g, double[] step) {
    double[] right = new double[local];
    for (int a = 0; a < local; a++) {
      right[a] = b[shared + a];
      for (int j = 0; j < g; j++) {
        right[a] -= h[(shared + a) * size + j] * step[j];
      }
    }
    return times(inverse, right, local);
  }

  /** Their covariance, given that of the shared ones. */
  public double[] localCovariance(int g, double[] covariance) {
    double[] gain = new double[local * g];
    for (int a = 0; a < local; a++) {
      for (int j = 0; j < g; j++) {
        for (int c = 0; c < local; c++) {
          gain[a * g + j] += inverse[a * local + c] * h[(shared + c) * size + j];
        }
      }
    }
    double[] result = inverse.clone();
    for (int a = 0; a < local; a++) {
      for (int c = 0; c < local; c++) {
        for (int i = 0; i < g; i++) {
          for (int j = 0; j < g; j++) {
            result[a * local + c] += gain[a * g + i] * covariance[i * g + j] * gain[c * g + j];
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
