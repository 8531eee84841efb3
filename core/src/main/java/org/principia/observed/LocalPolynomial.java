package org.principia.observed;

import java.util.Arrays;

/**
 * Polynomials that are orthonormal on some instants, which need not be evenly spaced.
 *
 * <p>Forsythe's three-term recurrence: {@code p_{l+1}(u) = (u - alpha_l) p_l(u) - beta_l
 * p_{l-1}(u)} with {@code u = (t - centre) / scale}; sums over the instants stay well conditioned
 * at any degree that the instants allow. (G. E. Forsythe, J. SIAM 5 (1957) 74.)
 */
final class LocalPolynomial {
  final int first;
  final int count;
  final int degree;
  private final double centre;
  private final double scale;
  private final double[] alpha;
  private final double[] beta;
  private final double[] norm;

  /** Values of the polynomials at the instants, by polynomial (degree + 1, count). */
  private final double[][] basis;

  /** Over the instants {@code first} to {@code first + count - 1}. */
  LocalPolynomial(double[] times, int first, int count, int degree) {
    this(times, first, count, degree, centre(times, first, count), half(times, first, count));
  }

  private LocalPolynomial(
      double[] times, int first, int count, int degree, double centre, double scale) {
    this.first = first;
    this.count = count;
    this.degree = degree;
    this.centre = centre;
    this.scale = scale;
    alpha = new double[degree + 1];
    beta = new double[degree + 1];
    norm = new double[degree + 1];
    basis = new double[degree + 1][count];
    double[] before = new double[count];
    double[] now = new double[count];
    Arrays.fill(now, 1);
    double last = 1;
    for (int l = 0; l <= degree; l++) {
      double square = 0;
      double moment = 0;
      for (int k = 0; k < count; k++) {
        square += now[k] * now[k];
        moment += u(times[first + k]) * now[k] * now[k];
      }
      norm[l] = Math.sqrt(square);
      alpha[l] = moment / square;
      beta[l] = l == 0 ? 0 : square / last;
      last = square;
      for (int k = 0; k < count; k++) {
        basis[l][k] = now[k] / norm[l];
        double next = (u(times[first + k]) - alpha[l]) * now[k] - beta[l] * before[k];
        before[k] = now[k];
        now[k] = next;
      }
    }
  }

  private static double centre(double[] times, int first, int count) {
    return (times[first] + times[first + count - 1]) / 2;
  }

  private static double half(double[] times, int first, int count) {
    return (times[first + count - 1] - times[first]) / 2;
  }

  /** The same polynomials on instants of the same spacing that begin elsewhere. */
  LocalPolynomial moved(double[] times, int to) {
    return new LocalPolynomial(this, to, centre(times, to, count));
  }

  private LocalPolynomial(LocalPolynomial like, int first, double centre) {
    this.first = first;
    this.centre = centre;
    count = like.count;
    degree = like.degree;
    scale = like.scale;
    alpha = like.alpha;
    beta = like.beta;
    norm = like.norm;
    basis = like.basis;
  }

  private double u(double time) {
    return (time - centre) / scale;
  }

  /** Coefficients of the least-squares fit to every {@code stride}-th number from an offset. */
  double[] fit(double[] values, int offset, int stride) {
    double[] c = new double[degree + 1];
    for (int l = 0; l <= degree; l++) {
      double sum = 0;
      for (int k = 0; k < count; k++) {
        sum += basis[l][k] * values[(first + k) * stride + offset];
      }
      c[l] = sum;
    }
    return c;
  }

  /** Sum of the squared errors of a fit. */
  double squaredErrors(double[] coefficients, double[] values, int offset, int stride) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double error = values[(first + k) * stride + offset];
      for (int l = 0; l <= degree; l++) {
        error -= coefficients[l] * basis[l][k];
      }
      sum += error * error;
    }
    return sum;
  }

  /** Values of all polynomials and of their first two derivatives by time (3, degree + 1). */
  double[][] at(double time) {
    double[][] p = new double[3][degree + 1];
    double u = u(time);
    double[] before = new double[3];
    double[] now = {1, 0, 0};
    for (int l = 0; l <= degree; l++) {
      for (int order = 0; order < 3; order++) {
        p[order][l] = now[order] / norm[l] / Math.pow(scale, order);
      }
      double[] next = new double[3];
      for (int order = 0; order < 3; order++) {
        next[order] =
            (u - alpha[l]) * now[order]
                + (order == 0 ? 0 : order * now[order - 1])
                - beta[l] * before[order];
      }
      before = now;
      now = next;
    }
    return p;
  }

  /** Weights of the instants whose sum is the fit's value, or a derivative's, at a time (count). */
  double[] weights(double time, int derivative) {
    double[] p = at(time)[derivative];
    double[] w = new double[count];
    for (int l = 0; l <= degree; l++) {
      for (int k = 0; k < count; k++) {
        w[k] += p[l] * basis[l][k];
      }
    }
    return w;
  }

  /**
   * The smallest change of some weights after which {@code sum_k w_k p(t_k)} is a given number for
   * each polynomial p of these; in place.
   */
  void correct(double[] weights, double[] moments) {
    for (int l = 0; l <= degree; l++) {
      double missing = moments[l];
      for (int k = 0; k < count; k++) {
        missing -= weights[k] * basis[l][k];
      }
      for (int k = 0; k < count; k++) {
        weights[k] += missing * basis[l][k];
      }
    }
  }
}
