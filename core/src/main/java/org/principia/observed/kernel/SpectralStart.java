package org.principia.observed.kernel;

import java.util.Arrays;
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
    double[][][] products = new double[model.runs().size()][][];
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
    for (int r = 0; r < kernels.length; r++) {
      int n = model.particles(r);
      products[r] = new double[n][];
      for (int i = 0; i < n; i++) {
        if (kernels[r][i] != null) {
          products[r][i] = new double[n];
          for (int j = 0; j < n; j++) {
            int pair = model.pair(r, i, j);
            for (int b = 0; b < k; b++) {
              products[r][i][j] += start[pair + b] * kernels[r][i][j * k + b];
            }
          }
        }
      }
      factor(model, r, products[r], start);
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
  private static void factor(KernelModel model, int r, double[][] products, double[] start) {
    int n = model.particles(r);
    double[] p = new double[n];
    double[] s = new double[n];
    Arrays.fill(p, 1);
    Arrays.fill(s, 1);
    int first = 0;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double square = products[i] == null ? 0 : Arrays.stream(products[i]).map(x -> x * x).sum();
      if (square > largest) {
        largest = square;
        first = i;
      }
    }
    if (model.strengths() == Strengths.BOTH && largest > 0) {
      for (int j = 0; j < n; j++) {
        s[j] = j == first ? Math.sqrt(largest / n) : products[first][j];
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      if (model.strengths().responses) {
        for (int i = 0; i < n; i++) {
          p[i] = products[i] == null ? p[i] : ratio(products[i], s, i, p[i]);
        }
      }
      if (model.strengths().sources) {
        for (int j = 0; j < n; j++) {
          double[] column = new double[n];
          for (int i = 0; i < n; i++) {
            column[i] = products[i] == null ? Double.NaN : products[i][j];
          }
          s[j] = ratio(column, p, j, s[j]);
        }
      }
    }
    int at = model.offsets()[r];
    if (model.strengths().sources) {
      System.arraycopy(s, 0, start, at, n);
      at += n;
    }
    if (model.strengths().responses) {
      System.arraycopy(p, 0, start, at, n);
    }
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
