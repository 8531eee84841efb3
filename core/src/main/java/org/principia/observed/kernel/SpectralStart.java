package org.principia.observed.kernel;

import java.util.Arrays;
import org.principia.observed.weak.Gram;
import org.principia.symbolic.math.SmallCholesky;

/**
 * Strengths to begin with, whatever their signs.
 *
 * <p>Each pair of particles gets a kernel of its own, one linear fit a receiver. If the law is
 * {@code p_i s_j g(r)}, the coefficients of all these kernels are multiples of those of g: their
 * principal direction is g, the projections on it are the products {@code p_i s_j}, and these are
 * factored by alternating least squares.
 */
final class SpectralStart {
  private static final double RIDGE = 1e-6;
  private static final int SWEEPS = 100;

  private SpectralStart() {}

  static double[] of(KernelModel model) {
    int k = model.splines().count();
    double[][] moments = new double[model.types() * model.types()][k * k];
    double[][][] kernels = new double[model.runs().size()][][];
    for (int r = 0; r < kernels.length; r++) {
      int n = model.particles(r);
      kernels[r] = new double[n][];
      for (RunGram.Receiver receiver : model.runs().get(r).receivers()) {
        double[] own = alone(receiver.train());
        kernels[r][receiver.self()] = own;
        for (int j = 0; j < n; j++) {
          double[] moment = moments[model.pair(r, receiver.self(), j) / k];
          for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
              moment[a * k + b] += own[j * k + a] * own[j * k + b];
            }
          }
        }
      }
    }
    double[] start = new double[model.count()];
    for (int pair = 0; pair < moments.length; pair++) {
      System.arraycopy(principal(moments[pair], k), 0, start, pair * k, k);
    }
    double[][][] products = new double[model.blocks()][][];
    for (int b = 0; b < products.length; b++) {
      products[b] = new double[model.size(b)][model.size(b)];
      for (double[] row : products[b]) {
        Arrays.fill(row, Double.NaN);
      }
    }
    for (int r = 0; r < kernels.length; r++) {
      int n = model.particles(r);
      double[][] block = products[model.block(r)];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n && kernels[r][i] != null; j++) {
          int pair = model.pair(r, i, j);
          double product = 0;
          for (int b = 0; b < k; b++) {
            product += start[pair + b] * kernels[r][i][j * k + b];
          }
          int to = model.slots()[r][i];
          int from = model.slots()[r][j];
          block[to][from] = Double.isNaN(block[to][from]) ? product : block[to][from] + product;
        }
      }
    }
    for (int b = 0; b < products.length; b++) {
      factor(model, b, products[b], start);
    }
    return start;
  }

  /** The least squares of one receiver, each sender with a kernel of its own. */
  private static double[] alone(Gram gram) {
    int size = gram.columns - 1;
    double[] a = new double[size * size];
    double[] b = new double[size];
    double[] scale = new double[size];
    for (int i = 0; i < size; i++) {
      double diagonal = gram.at(i, i);
      scale[i] = diagonal > 0 ? 1 / Math.sqrt(diagonal) : 0;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        a[i * size + j] = gram.at(i, j) * scale[i] * scale[j];
      }
      a[i * size + i] += RIDGE;
      b[i] = gram.at(i, size) * scale[i];
    }
    SmallCholesky cholesky = new SmallCholesky();
    cholesky.decompose(a, size);
    cholesky.solveLower(b, 0);
    cholesky.solveUpper(b, 0);
    for (int i = 0; i < size; i++) {
      b[i] *= scale[i];
    }
    return b;
  }

  private static double[] principal(double[] moment, int k) {
    double[] v = new double[k];
    Arrays.fill(v, 1);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double[] next = new double[k];
      double square = 0;
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          next[a] += moment[a * k + b] * v[b];
        }
        square += next[a] * next[a];
      }
      if (!(square > 0)) {
        return v;
      }
      double length = Math.sqrt(square);
      Arrays.setAll(v, a -> next[a] / length);
    }
    return v;
  }

  /** Writes strengths whose products are nearest to some numbers, but for the diagonal. */
  private static void factor(KernelModel model, int block, double[][] products, double[] start) {
    int n = products.length;
    double[] p = new double[n];
    double[] s = new double[n];
    Arrays.fill(p, 1);
    Arrays.fill(s, 1);
    if (model.strengths().both()) {
      int first = 0;
      for (int i = 1; i < n; i++) {
        first = square(products[i], i) > square(products[first], first) ? i : first;
      }
      double size = Math.sqrt(square(products[first], first) / n);
      for (int j = 0; j < n; j++) {
        s[j] = j == first || Double.isNaN(products[first][j]) ? size : products[first][j];
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < n && model.strengths().responses(); i++) {
        p[i] = ratio(products[i], s, i, p[i]);
      }
      for (int j = 0; j < n && model.strengths().sources(); j++) {
        int from = j;
        s[j] = ratio(Arrays.stream(products).mapToDouble(row -> row[from]).toArray(), p, j, s[j]);
      }
    }
    int at = model.offsets()[block];
    if (model.strengths().sources()) {
      System.arraycopy(s, 0, start, at, n);
      at += n;
    }
    if (model.strengths().responses()) {
      System.arraycopy(p, 0, start, at, n);
    }
  }

  private static double square(double[] products, int self) {
    double sum = 0;
    for (int j = 0; j < products.length; j++) {
      sum += j == self || Double.isNaN(products[j]) ? 0 : products[j] * products[j];
    }
    return sum;
  }

  private static double ratio(double[] products, double[] factors, int self, double otherwise) {
    double above = 0;
    double below = 0;
    for (int i = 0; i < factors.length; i++) {
      if (i != self && !Double.isNaN(products[i])) {
        above += products[i] * factors[i];
        below += factors[i] * factors[i];
      }
    }
    return below > 0 ? above / below : otherwise;
  }
}
