package org.principia.observed;

import java.util.ArrayList;
import java.util.List;

/**
 * The equation of motion tested by smooth bumps of compact support, without a derivative of the
 * positions.
 *
 * <p>For a test function phi that vanishes with its first derivatives at both ends of a window,
 * {@code integral phi a dt = integral phi'' x dt} and {@code integral phi v dt = -integral phi' x
 * dt}. Here phi is {@code (1 - u^2)^4}, scaled to the integral 1. The integral over accelerations
 * is a sum with positive weights a_k (trapezoids); the weights b_k and c_k of the positions are
 * those of phi'' and -phi', corrected by the smallest change after which {@code sum b_k x(t_k) =
 * sum a_k x''(t_k)} and {@code sum c_k x(t_k) = sum a_k x'(t_k)} for all polynomials of degree
 * {@value SmoothTrack#DEGREE}, on any instants. (D. A. Messenger, D. M. Bortz, Multiscale Model.
 * Simul. 19 (2021) 1474, without the exact weights.)
 */
public final class WeakForm {
  /** How many windows begin within the half-width of one. */
  private static final double OVERLAP = 2;

  private WeakForm() {}

  /**
   * One test function.
   *
   * @param first its first instant
   * @param a weights of accelerations, or of forces; their sum is 1 (count)
   * @param b weights of positions whose sum is the mean acceleration [1 / time^2] (count)
   * @param c weights of positions whose sum is the mean velocity [1 / time] (count)
   */
  public record Window(int first, double[] a, double[] b, double[] c) {

    /** The instant after its last. */
    public int end() {
      return first + a.length;
    }
  }

  /**
   * Windows over a track, as wide as its polynomials allow, by their first instant.
   *
   * @param avoided instants that no window holds (n)
   */
  public static List<Window> windows(SmoothTrack smooth, boolean... avoided) {
    int[] before = new int[avoided.length + 1];
    for (int k = 0; k < avoided.length; k++) {
      before[k + 1] = before[k] + (avoided[k] ? 1 : 0);
    }
    List<Window> windows = new ArrayList<>();
    SmoothTrack.Polynomials polynomials = new SmoothTrack.Polynomials(smooth.track().times());
    java.util.Map<Integer, Window> cache = new java.util.HashMap<>();
    int[] starts = smooth.starts();
    for (int s = 0; s + 1 < starts.length; s++) {
      int from = starts[s];
      int to = starts[s + 1];
      if (to - from < 2 * SmoothTrack.HALVES[0] + 1) {
        continue;
      }
      int last = -1;
      for (int k = from + SmoothTrack.HALVES[0]; k < to - SmoothTrack.HALVES[0]; ) {
        int m = smooth.half()[k];
        while (m > SmoothTrack.HALVES[0]
            && (k - m < from || k + m >= to || before[k + m + 1] > before[k - m])) {
          m = narrower(m);
        }
        if (before[k + m + 1] > before[k - m]) {
          k++;
          continue;
        }
        // By their first instants, which banded covariances ask for.
        if (k - m > last) {
          last = k - m;
          int first = k - m;
          int count = 2 * m + 1;
          windows.add(
              polynomials.even()
                  ? moved(
                      cache.computeIfAbsent(
                          count, key -> window(polynomials, smooth, first, count)),
                      first)
                  : window(polynomials, smooth, first, count));
        }
        k += Math.max(1, (int) (m / OVERLAP));
      }
    }
    return windows;
  }

  private static int narrower(int m) {
    int below = SmoothTrack.HALVES[0];
    for (int half : SmoothTrack.HALVES) {
      below = half < m ? half : below;
    }
    return below;
  }

  private static Window moved(Window like, int first) {
    return new Window(first, like.a(), like.b(), like.c());
  }

  private static Window window(
      SmoothTrack.Polynomials polynomials, SmoothTrack smooth, int first, int count) {
    double[] t = smooth.track().times();
    LocalPolynomial p = polynomials.of(first, count, SmoothTrack.DEGREE);
    double centre = (t[first] + t[first + count - 1]) / 2;
    double half = (t[first + count - 1] - t[first]) / 2 * (count + 1) / (count - 1);
    double[] a = new double[count];
    double[] b = new double[count];
    double[] c = new double[count];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double before = k == 0 ? centre - half : t[first + k - 1];
      double after = k == count - 1 ? centre + half : t[first + k + 1];
      double u = (t[first + k] - centre) / half;
      double v = 1 - u * u;
      double width = (after - before) / 2;
      a[k] = width * v * v * v * v;
      c[k] = width * 8 * u * v * v * v / half;
      b[k] = width * (48 * u * u * v * v - 8 * v * v * v) / (half * half);
      sum += a[k];
    }
    double[][] moments = new double[3][SmoothTrack.DEGREE + 1];
    for (int k = 0; k < count; k++) {
      a[k] /= sum;
      b[k] /= sum;
      c[k] /= sum;
      double[][] at = p.at(t[first + k]);
      for (int l = 0; l <= SmoothTrack.DEGREE; l++) {
        moments[1][l] += a[k] * at[1][l];
        moments[2][l] += a[k] * at[2][l];
      }
    }
    p.correct(b, moments[2]);
    p.correct(c, moments[1]);
    return new Window(first, a, b, c);
  }
}
