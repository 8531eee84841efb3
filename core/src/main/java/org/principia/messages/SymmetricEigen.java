package org.principia.messages;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, falling, each vector with a sign of its own.
 *
 * <p>The sign makes the first of a vector's largest entries positive, up to {@value #TIE} of the
 * largest, so that rounding does not decide it. Where the matrix is not finite, the values are not
 * numbers.
 *
 * @param values eigenvalues, falling (n)
 * @param vectors unit eigenvectors, one a row (n x n)
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  private static final double TIE = 1e-9;

  /** Decomposes a matrix that is symmetric up to rounding (n x n). */
  static SymmetricEigen of(double[][] matrix) {
    RealMatrix m = MatrixUtils.createRealMatrix(matrix);
    if (!Double.isFinite(m.getNorm1())) {
      double[] unknown = new double[matrix.length];
      Arrays.fill(unknown, Double.NaN);
      return new SymmetricEigen(
          unknown, MatrixUtils.createRealIdentityMatrix(matrix.length).getData());
    }
    // Rounding may have made a product less than symmetric.
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(m.add(m.transpose()).scalarMultiply(0.5));
    double[][] vectors = new double[matrix.length][];
    for (int k = 0; k < vectors.length; k++) {
      RealVector vector = eigen.getEigenvector(k);
      vectors[k] = vector.mapMultiply(sign(vector)).toArray();
    }
    return new SymmetricEigen(eigen.getEigenvalues(), vectors);
  }

  private static double sign(RealVector vector) {
    double largest = vector.getLInfNorm();
    int first = 0;
    while (Math.abs(vector.getEntry(first)) < (1 - TIE) * largest) {
      first++;
    }
    return Math.signum(vector.getEntry(first));
  }

  /**
   * The solution x (n) of {@code matrix x = b} of the smallest norm; eigenvalues below a share of
   * the largest count as zero.
   */
  double[] solve(double[] b, double share) {
    RealVector right = MatrixUtils.createRealVector(b);
    // Not a number where the matrix is none.
    RealVector x = right.mapMultiply(0 * values[0]);
    for (int k = 0; k < values.length; k++) {
      if (values[k] > share * values[0]) {
        RealVector vector = MatrixUtils.createRealVector(vectors[k]);
        x = x.add(vector.mapMultiply(vector.dotProduct(right) / values[k]));
      }
    }
    return x.toArray();
  }
}
