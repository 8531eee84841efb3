package org.principia.messages;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The directions of a message to which the node function is sensitive.
 *
 * <p>A change z of the message, in units of its own spread S (z = S^-1/2 (m - mean)), moves the
 * acceleration by J S^1/2 z, J being the gradient of the node function. The d leading eigenvectors
 * U of S^1/2 G S^1/2, G the mean of J' J over nodes, are those that move it most; the projection is
 * U' S^-1/2 m. Where the node function is one of d linear forms W m, whatever it does with them,
 * these span the rows of W exactly, however large the message's variance elsewhere.
 *
 * <p>Source: active subspaces, Constantine, "Active Subspaces" (SIAM 2015), section 3.1, with the
 * messages' covariance as metric.
 */
final class ActiveDirections {
  /** Variances below this share of the largest are rounding. */
  private static final double ROUNDING = 1e-10;

  private ActiveDirections() {}

  /**
   * The directions.
   *
   * @param spread principal directions of the messages (M) with their variances
   * @param sensitivity G (M x M)
   * @param count how many, at most the number of directions in which the messages vary
   * @return rows of the map (count x M)
   */
  static double[][] of(SymmetricEigen spread, double[][] sensitivity, int count) {
    double[] variances = spread.values();
    int rank = 0;
    while (rank < variances.length
        && variances[rank] > ROUNDING * variances[0]
        && variances[rank] > 0) {
      rank++;
    }
    if (rank == 0) {
      return new double[0][];
    }
    RealMatrix root = MatrixUtils.createRealMatrix(rank, variances.length);
    RealMatrix inverseRoot = root.copy();
    for (int i = 0; i < rank; i++) {
      double deviation = Math.sqrt(variances[i]);
      for (int c = 0; c < variances.length; c++) {
        root.setEntry(i, c, deviation * spread.vectors()[i][c]);
        inverseRoot.setEntry(i, c, spread.vectors()[i][c] / deviation);
      }
    }
    RealMatrix effect =
        root.multiply(MatrixUtils.createRealMatrix(sensitivity)).multiplyTransposed(root);
    double[][] leading = new double[Math.min(count, rank)][];
    SymmetricEigen active = SymmetricEigen.of(effect.getData());
    System.arraycopy(active.vectors(), 0, leading, 0, leading.length);
    return MatrixUtils.createRealMatrix(leading).multiply(inverseRoot).getData();
  }
}
