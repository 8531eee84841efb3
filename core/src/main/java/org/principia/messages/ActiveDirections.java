package org.principia.messages;

/**
 * The directions of a message that the node function listens to.
 *
 * <p>A change z of the message, in units of its own spread S (z = S^-1/2 (m - mean)), moves the
 * acceleration by J S^1/2 z, J being the gradient of the node function. The d leading eigenvectors
 * U of S^1/2 G S^1/2, G the mean of J' J over nodes, are those that move it most; what is kept is
 * U' S^-1/2 m. Where the node function is one of d linear forms W m, whatever it does with them,
 * these span the rows of W exactly, however loud the message is elsewhere.
 *
 * <p>Source: active subspaces, Constantine, "Active Subspaces" (SIAM 2015), section 3.1, with the
 * messages' covariance as metric.
 */
final class ActiveDirections {
  /** Variances below this share of the largest are rounding. */
  private static final double DEAD = 1e-10;

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
    int components = sensitivity.length;
    int alive = 0;
    while (alive < components
        && spread.values()[alive] > DEAD * spread.values()[0]
        && spread.values()[alive] > 0) {
      alive++;
    }
    double[][] white = new double[alive][components];
    for (int i = 0; i < alive; i++) {
      for (int c = 0; c < components; c++) {
        white[i][c] = Math.sqrt(spread.values()[i]) * spread.vectors()[i][c];
      }
    }
    SymmetricEigen active = SymmetricEigen.of(product(white, sensitivity));
    double[][] map = new double[Math.min(count, alive)][components];
    for (int k = 0; k < map.length; k++) {
      for (int i = 0; i < alive; i++) {
        double weight = active.vectors()[k][i] / Math.sqrt(spread.values()[i]);
        for (int c = 0; c < components; c++) {
          map[k][c] += weight * spread.vectors()[i][c];
        }
      }
    }
    return map;
  }

  /** rows G rows'. */
  private static double[][] product(double[][] rows, double[][] matrix) {
    int n = rows.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] left = new double[matrix.length];
      for (int c = 0; c < matrix.length; c++) {
        for (int e = 0; e < matrix.length; e++) {
          left[e] += rows[i][c] * matrix[c][e];
        }
      }
      for (int j = 0; j <= i; j++) {
        for (int e = 0; e < matrix.length; e++) {
          product[i][j] += left[e] * rows[j][e];
        }
        product[j][i] = product[i][j];
      }
    }
    return product;
  }
}
