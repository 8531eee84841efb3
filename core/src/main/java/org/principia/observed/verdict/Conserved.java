package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.observed.SmoothTrack;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.PreparedRun;

/**
 * What a pair force {@code p_i s_j g(r)} keeps: with the masses {@code m_i = s_i / p_i} forces are
 * equal and opposite, so the centre of mass moves evenly, and {@code E = sum m_i v_i^2 / 2 +
 * sum_i<j s_i s_j G(r_ij)} with {@code G' = g} stays.
 *
 * @param momentum squared deviation of the centre of mass from a straight line, over that by the
 *     noise; NaN where it cannot be told
 * @param energy rms deviation of the energy from its mean over that by the noise; NaN likewise
 */
record Conserved(double momentum, double energy) implements Serializable {
  private static final Conserved UNKNOWN = new Conserved(Double.NaN, Double.NaN);
  private static final int TABLE = 4000;

  static Conserved of(PreparedRun run, TestedLaw law, Equation equation) {
    double[] s = law.sources(run.run());
    double[] p = law.responses(run.run());
    List<SmoothTrack> tracks = run.tracks();
    int d = tracks.get(0).track().dimension();
    boolean alone =
        equation.order() == 2
            && !equation.free()
            && Arrays.stream(law.extras(d)).allMatch(e -> e == 0);
    double[] times = tracks.get(0).track().times();
    boolean together =
        tracks.stream().allMatch(t -> Arrays.equals(times, t.track().times()))
            && tracks.get(0).starts().length == 2
            && times.length > 3;
    double[] m = IntStream.range(0, s.length).mapToDouble(i -> s[i] / p[i]).toArray();
    boolean signs =
        Arrays.stream(m).allMatch(x -> x > 0 && Double.isFinite(x))
            || Arrays.stream(m).allMatch(x -> x < 0 && Double.isFinite(x));
    return alone && together && signs && !law.byType()
        ? new Conserved(momentum(tracks, m, d), energy(tracks, m, s, law, d))
        : UNKNOWN;
  }

  private static double momentum(List<SmoothTrack> tracks, double[] m, int d) {
    double[] t = tracks.get(0).track().times();
    int n = t.length;
    double variance = 0;
    for (int i = 0; i < m.length; i++) {
      variance += m[i] * m[i] * tracks.get(i).noise() * tracks.get(i).noise();
    }
    double squares = 0;
    for (int c = 0; c < d; c++) {
      double[] centre = new double[n];
      for (int k = 0; k < n; k++) {
        for (int i = 0; i < m.length; i++) {
          centre[k] += m[i] * tracks.get(i).track().positions()[k * d + c];
        }
      }
      squares += straight(t, centre);
    }
    return variance > 0 ? squares / variance / (d * (n - 2)) : Double.NaN;
  }

  /** Sum of squared errors of the best straight line. */
  private static double straight(double[] t, double[] y) {
    double mt = Arrays.stream(t).average().orElse(0);
    double my = Arrays.stream(y).average().orElse(0);
    double tt = 0;
    double ty = 0;
    double yy = 0;
    for (int k = 0; k < t.length; k++) {
      tt += (t[k] - mt) * (t[k] - mt);
      ty += (t[k] - mt) * (y[k] - my);
      yy += (y[k] - my) * (y[k] - my);
    }
    return Math.max(0, yy - ty * ty / tt);
  }

  private static double energy(
      List<SmoothTrack> tracks, double[] m, double[] s, TestedLaw law, int d) {
    int n = tracks.get(0).track().size();
    Potential potential = Potential.of(tracks, law, d);
    double sum = 0;
    double squares = 0;
    double expected = 0;
    double[] line = new double[d];
    for (int k = 0; k < n; k++) {
      double energy = 0;
      for (int i = 0; i < m.length; i++) {
        SmoothTrack track = tracks.get(i);
        double variance = track.noise() * track.noise() * track.gain()[1][k];
        double place = track.noise() * track.noise() * track.gain()[0][k];
        for (int c = 0; c < d; c++) {
          double v = track.velocity()[k * d + c];
          double a = track.acceleration()[k * d + c];
          energy += m[i] * (v * v - variance) / 2;
          expected += m[i] * m[i] * (v * v * variance + a * a * place);
        }
        for (int j = 0; j < i; j++) {
          double r = 0;
          for (int c = 0; c < d; c++) {
            line[c] = tracks.get(j).position()[k * d + c] - track.position()[k * d + c];
            r += line[c] * line[c];
          }
          energy += s[i] * s[j] * potential.at(Math.sqrt(r));
        }
      }
      sum += energy;
      squares += energy * energy;
    }
    double variance = squares / n - sum / n * (sum / n);
    return expected > 0 ? Math.sqrt(Math.max(0, variance) / (expected / n)) : Double.NaN;
  }

  /** The integral of g over r, by Simpson's rule on even steps of log r. */
  private record Potential(double low, double step, double[] values) {

    static Potential of(List<SmoothTrack> tracks, TestedLaw law, int d) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      int n = tracks.get(0).track().size();
      for (int k = 0; k < n * d; k += d) {
        for (int i = 0; i < tracks.size(); i++) {
          for (int j = 0; j < i; j++) {
            double r = 0;
            for (int c = 0; c < d; c++) {
              double x = tracks.get(i).position()[k + c] - tracks.get(j).position()[k + c];
              r += x * x;
            }
            least = Math.min(least, r);
            most = Math.max(most, r);
          }
        }
      }
      double low = Math.log(Math.max(least, 1e-12 * most)) / 2;
      double step = (Math.log(most) / 2 - low) / TABLE;
      double[] values = new double[TABLE + 1];
      for (int a = 0; a < TABLE; a++) {
        double r = Math.exp(low + a * step);
        double middle = Math.exp(low + (a + 0.5) * step);
        double next = Math.exp(low + (a + 1) * step);
        values[a + 1] =
            values[a]
                + step
                    / 6
                    * (r * law.force(r) + 4 * middle * law.force(middle) + next * law.force(next));
      }
      return new Potential(low, step, values);
    }

    double at(double r) {
      double u = (Math.log(r) - low) / step;
      int a = (int) Math.max(0, Math.min(TABLE - 1, u));
      return values[a] + (u - a) * (values[a + 1] - values[a]);
    }
  }
}
