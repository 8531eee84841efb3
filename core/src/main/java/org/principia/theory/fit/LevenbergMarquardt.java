package org.principia.theory.fit;

/**
 * Damped least squares for some twenty parameters.
 *
 * <p>Minimises {@code |f(p)|^2}; a step solves {@code (J^T J + lambda diag(J^T J)) dp = -J^T f}.
 * The damping also settles directions that the data leave open, of which a composed law has some (a
 * message may be scaled when the node formula undoes it). Source: Marquardt, SIAM J. Appl. Math. 11
 * (1963) 431.
 */
final class LevenbergMarquardt {
  private static final double STEP = 1e-7;
  private static final double MIN_RELATIVE_GAIN = 1e-12;

  private final Residuals residuals;
  private final int count;
  private final int iterations;

  /** The function whose squares are summed. */
  interface Residuals {
    /** Writes f(p) into out. */
    void evaluate(double[] parameters, double[] out);

    /**
     * Writes the derivatives by each parameter (parameters x residuals); by differences, where it
     * is not known better.
     *
     * @param parameters p
     * @param at f(p)
     * @param out overwritten
     */
    default void jacobian(double[] parameters, double[] at, double[][] out) {
      for (int k = 0; k < parameters.length; k++) {
        double[] moved = parameters.clone();
        double h = STEP * Math.max(Math.abs(parameters[k]), 1e-3);
        moved[k] += h;
        evaluate(moved, out[k]);
        for (int i = 0; i < at.length; i++) {
          out[k][i] = (out[k][i] - at[i]) / h;
        }
      }
    }
  }

  LevenbergMarquardt(Residuals residuals, int count, int iterations) {
    this.residuals = residuals;
    this.count = count;
    this.iterations = iterations;
  }

  /** The parameters of the least squares found from a start; never worse than the start. */
  double[] minimise(double[] start) {
    double[] best = start.clone();
    double[] f = new double[count];
    double[] trial = new double[count];
    residuals.evaluate(best, f);
    double cost = square(f);
    double lambda = 1e-3;
    int p = start.length;
    for (int iteration = 0; iteration < iterations && p > 0; iteration++) {
      double[][] normal = normalEquations(best, f);
      double before = cost;
      for (int attempt = 0; attempt < 12; attempt++) {
        double[] candidate = step(normal, best, lambda);
        residuals.evaluate(candidate, trial);
        double found = square(trial);
        if (found < cost) {
          best = candidate;
          cost = found;
          System.arraycopy(trial, 0, f, 0, count);
          lambda = Math.max(lambda / 10, 1e-12);
          break;
        }
        lambda *= 10;
      }
      if (!(before - cost > MIN_RELATIVE_GAIN * before)) {
        break;
      }
    }
    return best;
  }

  /** J^T J with -J^T f as the last column (p x p+1). */
  private double[][] normalEquations(double[] at, double[] f) {
    int p = at.length;
    double[][] jacobian = new double[p][count];
    residuals.jacobian(at, f, jacobian);
    double[][] normal = new double[p][p + 1];
    for (int a = 0; a < p; a++) {
      for (int b = a; b < p; b++) {
        normal[a][b] = dot(jacobian[a], jacobian[b]);
        normal[b][a] = normal[a][b];
      }
      normal[a][p] = -dot(jacobian[a], f);
    }
    return normal;
  }

  private static double[] step(double[][] normal, double[] at, double lambda) {
    int p = at.length;
    double[][] system = new double[p][];
    for (int k = 0; k < p; k++) {
      system[k] = normal[k].clone();
      system[k][k] += lambda * Math.max(normal[k][k], 1e-12);
    }
    double[] moved = solve(system);
    for (int k = 0; k < p; k++) {
      moved[k] += at[k];
    }
    return moved;
  }

  /** Solves a symmetric positive definite (p x p+1) system by elimination. */
  private static double[] solve(double[][] system) {
    int p = system.length;
    for (int k = 0; k < p; k++) {
      for (int row = k + 1; row < p; row++) {
        double factor = system[row][k] / system[k][k];
        for (int column = k; column <= p; column++) {
          system[row][column] -= factor * system[k][column];
        }
      }
    }
    double[] solution = new double[p];
    for (int k = p - 1; k >= 0; k--) {
      double sum = system[k][p];
      for (int column = k + 1; column < p; column++) {
        sum -= system[k][column] * solution[column];
      }
      solution[k] = sum / system[k][k];
    }
    return solution;
  }

  private static double square(double[] f) {
    double sum = dot(f, f);
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
