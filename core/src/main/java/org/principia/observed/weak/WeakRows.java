package org.principia.observed.weak;

import java.util.List;
import org.principia.observed.WeakForm.Window;

/**
 * The rows of one receiver: window by window, what was observed and the sums of all columns, in
 * units of their errors and uncorrelated.
 *
 * <p>The errors of neighbouring windows are correlated, since they share positions. With white
 * noise sigma of the positions their covariance is {@code S = sigma^2 (B B' + A diag(w^2) A') + q^2
 * C}: B the weights of the positions, A those of the forces, w the {@link Scene#stiffness} by which
 * a wrong position makes a wrong force, q the size of what the model cannot explain and C the
 * correlation of the windows' means. Positions that are not resolved have a larger variance. S is
 * banded; the rows are multiplied by the inverse of its Cholesky factor (generalised least
 * squares), which makes narrow windows as good as windows of all widths.
 */
public final class WeakRows {
  /** Windows whose covariance is inverted at once. */
  private static final int CHUNK = 1024;

  /** Where sums and squares of the model's error go. */
  public interface Sink {

    /**
     * Takes one row of columns, the observed one last; where it lies in time, and the misfit's
     * share of its variance.
     *
     * @param forces the share of its variance that is the forces', by errors of the positions
     */
    void row(double[] rows, int offset, double time, double share, double forces);
  }

  private final Scene scene;
  private final Columns columns;
  private final Columns.Values values;
  private final int order;
  private final double misfit;
  private final int width;

  /**
   * @param misfit q: standard deviation of what the model leaves, of the unit of the rows
   */
  public WeakRows(Scene scene, Columns columns, int order, double misfit) {
    this.scene = scene;
    this.columns = columns;
    values = columns.of(scene);
    this.order = order;
    this.misfit = misfit;
    width = columns.count() + (columns.model() ? 0 : 1);
  }

  /** Number of columns of a row, the observed one among them. */
  public int width() {
    return width;
  }

  /** Windows between two instants, whole ones only. */
  public void emit(List<Window> windows, double from, double to, Sink sink) {
    double[] t = scene.receiver().track().times();
    List<Window> inside =
        windows.stream().filter(w -> t[w.first()] >= from && t[w.end() - 1] < to).toList();
    for (int at = 0; at < inside.size(); at += CHUNK) {
      chunk(inside.subList(at, Math.min(inside.size(), at + CHUNK)), sink);
    }
  }

  private void chunk(List<Window> windows, Sink sink) {
    int d = scene.dimension();
    double[][] rows = new double[windows.size()][d * width];
    sums(windows, rows);
    double[][] shares = new double[windows.size()][2];
    double[][] factor = factor(windows, shares);
    double[] t = scene.receiver().track().times();
    for (int w = 0; w < rows.length; w++) {
      double[] row = rows[w];
      int band = factor[w].length - 1;
      for (int b = 0; b < band; b++) {
        double f = factor[w][b];
        double[] earlier = rows[w - band + b];
        for (int k = 0; k < row.length; k++) {
          row[k] -= f * earlier[k];
        }
      }
      double inverse = 1 / factor[w][band];
      for (int k = 0; k < row.length; k++) {
        row[k] *= inverse;
      }
      Window window = windows.get(w);
      double time = (t[window.first()] + t[window.end() - 1]) / 2;
      for (int c = 0; c < d; c++) {
        sink.row(row, c * width, time, shares[w][0], shares[w][1]);
      }
    }
  }

  /** Sums over each window, by component (windows, d x width). */
  private void sums(List<Window> windows, double[][] rows) {
    int d = scene.dimension();
    int count = columns.count();
    double[] x = scene.observed();
    int from = windows.get(0).first();
    int to = from;
    double[][] terms = new double[0][];
    for (int w = 0; w < rows.length; w++) {
      Window window = windows.get(w);
      if (terms.length == 0) {
        int last = windows.stream().mapToInt(Window::end).max().orElseThrow();
        terms = new double[last - from][];
      }
      for (; to < window.end(); to++) {
        terms[to - from] = new double[d * count];
        values.fill(to, terms[to - from]);
      }
      for (int k = w == 0 ? to : windows.get(w - 1).first(); k < window.first(); k++) {
        terms[k - from] = null;
      }
      double[] weights = order == 1 ? window.c() : window.b();
      for (int k = 0; k < window.a().length; k++) {
        double[] term = terms[window.first() + k - from];
        if (term == null) {
          term = new double[d * count];
          values.fill(window.first() + k, term);
          terms[window.first() + k - from] = term;
        }
        for (int c = 0; c < d; c++) {
          int at = c * width;
          double a = window.a()[k];
          int own = columns.model() ? count - 1 : count;
          for (int i = 0; i < own; i++) {
            rows[w][at + i] += a * term[c * count + i];
          }
          double seen = weights[k] * (x[(window.first() + k) * d + c] - x[window.first() * d + c]);
          rows[w][at + width - 1] += columns.model() ? seen - a * term[c * count + own] : seen;
        }
      }
    }
  }

  /** Rows of the Cholesky factor, each from its first number that is not 0. */
  private double[][] factor(List<Window> windows, double[][] shares) {
    double variance = scene.variance();
    double[][] factor = new double[windows.size()][];
    int lowest = 0;
    for (int w = 0; w < factor.length; w++) {
      Window window = windows.get(w);
      while (windows.get(lowest).end() <= window.first()) {
        lowest++;
      }
      double[] row = new double[w - lowest + 1];
      for (int v = lowest; v <= w; v++) {
        double sum = covariance(windows.get(v), window, variance);
        if (v == w) {
          shares[w][0] = misfit * misfit / sum;
          shares[w][1] = 2 * variance * forces(window) / sum;
        }
        double[] other = v == w ? row : factor[v];
        int start = v - (other.length - 1);
        for (int b = Math.max(lowest, start); b < v; b++) {
          sum -= row[b - lowest] * other[b - start];
        }
        row[v - lowest] = v == w ? Math.sqrt(sum) : sum / other[other.length - 1];
      }
      factor[w] = row;
    }
    return factor;
  }

  private double forces(Window window) {
    double sum = 0;
    for (int k = 0; k < window.a().length; k++) {
      double error = window.a()[k] * scene.stiffness()[window.first() + k];
      sum += error * error;
    }
    return sum;
  }

  private double covariance(Window v, Window w, double variance) {
    double positions = 0;
    double unresolved = 0;
    double forces = 0;
    double shared = 0;
    double squareOfV = 0;
    double squareOfW = 0;
    double[] pv = order == 1 ? v.c() : v.b();
    double[] pw = order == 1 ? w.c() : w.b();
    for (int k = w.first(); k < Math.min(v.end(), w.end()); k++) {
      double product = pv[k - v.first()] * pw[k - w.first()];
      positions += product;
      unresolved += product * scene.unresolved()[k];
      double a = v.a()[k - v.first()] * w.a()[k - w.first()];
      shared += a;
      forces += a * scene.stiffness()[k] * scene.stiffness()[k];
    }
    for (double a : v.a()) {
      squareOfV += a * a;
    }
    for (double a : w.a()) {
      squareOfW += a * a;
    }
    double correlation = shared / Math.sqrt(squareOfV * squareOfW);
    double own = v.first() == w.first() ? variance * positions * 1e-12 : 0;
    return variance * (positions + 2 * forces) + unresolved + misfit * misfit * correlation + own;
  }
}
