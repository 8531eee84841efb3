package org.principia.observed;

import java.util.Arrays;

/**
 * A track with local polynomials through it, as wide as its noise allows.
 *
 * <p>At each instant the widest window is taken in which a polynomial of degree {@value #DEGREE}
 * describes the positions to the noise: where the squared errors are no larger than chi-squared
 * allows, in this window and in all narrower ones. Windows end at gaps.
 *
 * @param track as it was seen
 * @param noise standard error of a coordinate [length]
 * @param half half-width of the window of each instant in samples; 0 where the stretch without a
 *     gap is too short (n)
 * @param position smoothed (n x d)
 * @param velocity (n x d)
 * @param acceleration (n x d)
 * @param gain variances of a coordinate of position, velocity and acceleration as shares of the
 *     noise's [1, 1 / time^2, 1 / time^4] (3, n)
 * @param unresolved variance of a coordinate beyond the noise's where even the narrowest polynomial
 *     does not describe the positions, 0 elsewhere (n) [length^2]
 * @param starts first instants of the stretches without a gap, and n at the end
 */
public record SmoothTrack(
    Track track,
    double noise,
    int[] half,
    double[] position,
    double[] velocity,
    double[] acceleration,
    double[][] gain,
    double[] unresolved,
    int[] starts) {
  /** Degree of the local polynomials. */
  static final int DEGREE = 7;

  static final int[] HALVES = {4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128};

  /** A step this many times the median one is a gap. */
  static final double GAP = 5;

  /** A stretch is this many half-widths long at least; narrower windows lose nothing. */
  private static final int SHARE = 16;

  /**
   * By how many widths the window of a position is narrower: what the widest one misses of the
   * motion, up to half of the noise, is the same in each revolution and bends the law, while the
   * error of a position is far below that of the row it is in.
   */
  private static final int NARROWER = 4;

  /** A width holds for this share of it: the widest of all are costly to find. */
  private static final int HELD = 8;

  /** By how many deviations of chi-squared a window may miss. */
  private static final double ALLOWED = 3;

  /** By how many it misses where the motion is not resolved, which noise alone never does. */
  private static final double SURE = 10;

  /** Smooths a track whose noise is known. */
  public static SmoothTrack of(Track track, double noise) {
    int n = track.size();
    int d = track.dimension();
    int[] starts = starts(track.times());
    int[] half = new int[n];
    SmoothTrack smooth =
        new SmoothTrack(
            track,
            noise,
            half,
            track.positions().clone(),
            new double[n * d],
            new double[n * d],
            new double[3][n],
            new double[n],
            starts);
    Arrays.fill(smooth.gain[0], 1);
    Polynomials polynomials = new Polynomials(track.times());
    for (int s = 0; s + 1 < starts.length; s++) {
      smooth.smooth(polynomials, starts[s], starts[s + 1]);
    }
    return smooth;
  }

  /** Where stretches without a gap begin, and the number of instants. */
  static int[] starts(double[] times) {
    double[] steps = new double[Math.max(0, times.length - 1)];
    Arrays.setAll(steps, k -> times[k + 1] - times[k]);
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    double gap = sorted.length == 0 ? 0 : GAP * sorted[sorted.length / 2];
    int[] starts = new int[times.length + 1];
    int count = 1;
    for (int k = 0; k < steps.length; k++) {
      if (steps[k] > gap) {
        starts[count++] = k + 1;
      }
    }
    starts[count++] = times.length;
    return Arrays.copyOf(starts, count);
  }

  private void smooth(Polynomials polynomials, int from, int to) {
    if (to - from < 2 * HALVES[0] + 1) {
      return;
    }
    int d = track.dimension();
    int width = 0;
    int next = from;
    for (int k = from; k < to; k++) {
      if (k == next) {
        width = widest(polynomials, k, from, to);
        next = k + Math.max(1, HALVES[width] / HELD);
      }
      int m = HALVES[width];
      half[k] = m;
      position(k, about(polynomials, k, HALVES[Math.max(0, width - NARROWER)], from, to));
      LocalPolynomial chosen = about(polynomials, k, m, from, to);
      double[][] at = chosen.at(track.times()[k]);
      for (int c = 0; c < d; c++) {
        double[] fit = chosen.fit(track.positions(), c, d);
        velocity[k * d + c] = dot(at[1], fit);
        acceleration[k * d + c] = dot(at[2], fit);
      }
      for (int order = 1; order < 3; order++) {
        gain[order][k] = dot(at[order], at[order]);
      }
    }
    spread(from, to);
  }

  /** Which half-width is the widest that describes the positions about an instant. */
  private int widest(Polynomials polynomials, int k, int from, int to) {
    int width = 0;
    for (int w = 0; w < HALVES.length; w++) {
      int m = HALVES[w];
      if (w > 0 && SHARE * m > to - from) {
        break;
      }
      LocalPolynomial p = about(polynomials, k, m, from, to);
      double squares = squares(p);
      double free = track.dimension() * (p.count - DEGREE - 1.0);
      if (squares > noise * noise * (free + ALLOWED * Math.sqrt(2 * free))) {
        if (w > 0) {
          break;
        }
        boolean sure = squares > noise * noise * (free + SURE * Math.sqrt(2 * free));
        unresolved[k] = sure ? squares / free - noise * noise : 0;
      }
      width = w;
    }
    return width;
  }

  /** The polynomials of a half-width about an instant, or as near to it as the stretch allows. */
  private static LocalPolynomial about(Polynomials polynomials, int k, int m, int from, int to) {
    int first = Math.min(Math.max(k - m, from), to - (2 * m + 1));
    return polynomials.of(first, 2 * m + 1, DEGREE);
  }

  private void position(int k, LocalPolynomial p) {
    int d = track.dimension();
    double[] at = p.at(track.times()[k])[0];
    for (int c = 0; c < d; c++) {
      position[k * d + c] = dot(at, p.fit(track.positions(), c, d));
    }
    gain[0][k] = dot(at, at);
  }

  /** What a window does not resolve may lie at any of its instants. */
  private void spread(int from, int to) {
    double[] own = unresolved.clone();
    for (int k = from; k < to; k++) {
      int end = Math.min(to, k + HALVES[0] + 1);
      for (int l = Math.max(from, k - HALVES[0]); l < end; l++) {
        unresolved[k] = Math.max(unresolved[k], own[l]);
      }
    }
  }

  private double squares(LocalPolynomial p) {
    int d = track.dimension();
    double squares = 0;
    for (int c = 0; c < d; c++) {
      squares += p.squaredErrors(p.fit(track.positions(), c, d), track.positions(), c, d);
    }
    return squares;
  }

  /**
   * The square of the velocity or acceleration at an instant, less what the noise adds to it on
   * average; from 0.
   *
   * @param order 1 or 2
   */
  public double squaredRate(int instant, int order) {
    int d = track.dimension();
    double[] rate = order == 1 ? velocity : acceleration;
    double sum = -d * noise * noise * gain[order][instant];
    for (int c = 0; c < d; c++) {
      sum += rate[instant * d + c] * rate[instant * d + c];
    }
    return sum;
  }

  /** Size of the mean velocity or acceleration of the longest stretch: of a parabola through it. */
  public double meanRate(int order) {
    int longest = 0;
    for (int s = 0; s + 1 < starts.length; s++) {
      longest = starts[s + 1] - starts[s] > starts[longest + 1] - starts[longest] ? s : longest;
    }
    int count = starts[longest + 1] - starts[longest];
    if (count <= 3) {
      return 0;
    }
    LocalPolynomial parabola = new LocalPolynomial(track.times(), starts[longest], count, 2);
    double[] middle = parabola.at(track.times()[starts[longest] + count / 2])[order];
    double sum = 0;
    for (int c = 0; c < track.dimension(); c++) {
      double rate = dot(middle, parabola.fit(track.positions(), c, track.dimension()));
      sum += rate * rate;
    }
    return Math.sqrt(sum);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * Its smoothed position at any time; false where it was not there: before its first instant,
   * after its last, or in a gap.
   */
  public boolean at(double time, double[] out, int offset) {
    double[] t = track.times();
    int d = track.dimension();
    int k = Arrays.binarySearch(t, time);
    if (k >= 0) {
      System.arraycopy(position, k * d, out, offset, d);
      return true;
    }
    int after = -k - 1;
    if (after == 0 || after == t.length) {
      return false;
    }
    if (Arrays.binarySearch(starts, after) >= 0 || half[after] == 0) {
      return false;
    }
    // Quintic Hermite interpolation of smoothed positions, velocities and accelerations.
    double h = t[after] - t[after - 1];
    double u = (time - t[after - 1]) / h;
    for (int c = 0; c < d; c++) {
      out[offset + c] = hermite(u, h, (after - 1) * d + c, after * d + c);
    }
    return true;
  }

  private double hermite(double u, double h, int a, int b) {
    double u3 = u * u * u;
    double rise = u3 * (10 + u * (6 * u - 15));
    return position[a]
        + (position[b] - position[a]) * rise
        + h * velocity[a] * (u - u3 * (6 + u * (3 * u - 8)))
        + h * velocity[b] * u3 * (-4 + u * (7 - 3 * u))
        + h * h * acceleration[a] / 2 * (u * u - u3 * (3 + u * (u - 3)))
        + h * h * acceleration[b] / 2 * u3 * (1 + u * (u - 2));
  }

  /** Local polynomials, made once for each width where the steps are even. */
  static final class Polynomials {
    private static final double EVEN = 1e-10;
    private final double[] times;
    private final boolean even;
    private final java.util.Map<Integer, LocalPolynomial> cache = new java.util.HashMap<>();

    Polynomials(double[] times) {
      this.times = times;
      int n = times.length;
      double step = n < 2 ? 0 : (times[n - 1] - times[0]) / (n - 1);
      boolean all = true;
      for (int k = 0; k < n; k++) {
        all &= Math.abs(times[k] - times[0] - k * step) <= EVEN * step;
      }
      even = all;
    }

    boolean even() {
      return even;
    }

    LocalPolynomial of(int first, int count, int degree) {
      return even
          ? cache
              .computeIfAbsent(
                  count * 16 + degree, key -> new LocalPolynomial(times, first, count, degree))
              .moved(times, first)
          : new LocalPolynomial(times, first, count, degree);
    }
  }
}
