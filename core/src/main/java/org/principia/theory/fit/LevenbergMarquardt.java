package org.principia.theory.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Damped least squares for some twenty parameters.
 *
 * <p>Minimises {@code |f(p)|^2}; a step solves {@code (J^T J + lambda diag(J^T J)) dp = -J^T f}.
 * The damping also settles directions that the data leave open, of which a composed law has some (a
 * message may be scaled when the node formula undoes it). Source: Marquardt, SIAM J. Appl. Math. 11
 * (1963) 431.
 *
 * @param residuals f
 * @param count number of values of f
 * @param iterations most steps
 */
record LevenbergMarquardt(LevenbergMarquardt.Residuals residuals, int count, int iterations) {
  private static final double MIN_RELATIVE_GAIN = 1e-12;

  /** The function whose squares are summed. */
  interface Residuals {
    /** Writes f(p) into out. */
    void evaluate(double[] parameters, double[] out);

    /** Writes the derivatives of f by each parameter (parameters x residuals). */
    void jacobian(double[] parameters, double[][] out);
  }

  /**
   * The parameters of the least squares found from a start, some of them held as they are there;
   * never worse than the start.
   */
  double[] minimise(double[] start, boolean[] held) {
    int[] free = IntStream.range(0, start.length).filter(p -> !held[p]).toArray();
    double[] best = start.clone();
    double[] f = new double[count];
    double[] trial = new double[count];
    residuals.evaluate(best, f);
    double cost = square(f);
    double lambda = 1e-3;
    for (int iteration = 0; iteration < iterations && free.length > 0; iteration++) {
      double[][] normal = normalEquations(best, free, f);
      double before = cost;
      for (int attempt = 0; attempt < 12; attempt++) {
        double[] candidate = step(normal, best, free, lambda);
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

  /** J^T J of the free parameters, with -J^T f as the last column (p x p+1). */
  private double[][] normalEquations(double[] at, int[] free, double[] f) {
    int p = free.length;
    double[][] jacobian = new double[at.length][];
    // Those that are held share a row, which is not read.
    Arrays.fill(jacobian, new double[count]);
    for (int k : free) {
      jacobian[k] = new double[count];
    }
    residuals.jacobian(at, jacobian);
    double[][] normal = new double[p][p + 1];
    for (int a = 0; a < p; a++) {
      for (int b = a; b < p; b++) {
        normal[a][b] = dot(jacobian[free[a]], jacobian[free[b]]);
        normal[b][a] = normal[a][b];
      }
      normal[a][p] = -dot(jacobian[free[a]], f);
    }
    return normal;
  }

  /** The damped step from a point; not a number where the system is singular. */
  private static double[] step(double[][] normal, double[] at, int[] free, double lambda) {
    int p = free.length;
    RealMatrix system = MatrixUtils.createRealMatrix(normal).getSubMatrix(0, p - 1, 0, p - 1);
    double[] right = new double[p];
    for (int k = 0; k < p; k++) {
      system.addToEntry(k, k, lambda * Math.max(normal[k][k], 1e-12));
      right[k] = normal[k][p];
    }
    DecompositionSolver solver = new LUDecomposition(system, 0).getSolver();
    RealVector step = MatrixUtils.createRealVector(right);
    step = solver.isNonSingular() ? solver.solve(step) : step.mapMultiply(Double.NaN);
    double[] moved = at.clone();
    for (int k = 0; k < p; k++) {
      moved[free[k]] += step.getEntry(k);
    }
    return moved;
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
