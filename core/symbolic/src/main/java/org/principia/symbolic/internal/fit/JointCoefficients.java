package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import org.principia.symbolic.data.OwnTerms;
import org.principia.symbolic.internal.program.Program;
import org.principia.symbolic.math.SmallCholesky;
import org.principia.symbolic.settings.Loss;

/**
 * The linear part of a joint model: the coefficients of one structure g for each target t and group
 * q, {@code y_t(i) = sum_b A[t,q,b] B_b(i) g_i + s[t,q]}, in closed form, and what they leave.
 *
 * <p>Coefficients and residuals exist twice, at the best point so far and at one on trial; {@link
 * #accept} lets them change places. Row weights are those of the best point. A shift that groups do
 * not have is that of a column of zeros, so 0; a scale that they do not have is 1, and its column
 * zero in the normal equations.
 *
 * <p>Owned by one worker; nothing is allocated in steady state.
 */
final class JointCoefficients {
  private final Loss loss;
  private final boolean hasBasis;
  private final OwnTerms own;
  private final SmallCholesky cholesky = new SmallCholesky();
  private RowLoss[] losses = new RowLoss[0];
  private double[] normal = new double[0];
  private double[] linear = new double[0];
  private double[] trialLinear = new double[0];

  /**
   * Rows by rows: g, 1 (0 without shifts), the columns 1 and B g, these times weights, residuals
   * and weights.
   */
  private double[] g = new double[0];

  private double[] ones = new double[0];
  private double[] scratch = new double[0];
  private double[][] column = new double[0][];
  private double[][] weighted = new double[0][];
  private double[][] residual = new double[0][];
  private double[][] trialResidual = new double[0][];
  private double[][] weight = new double[0][];
  private Sample sample;
  private int rows;
  private int targets;
  private int order;

  JointCoefficients(Loss loss, boolean hasBasis, OwnTerms own) {
    this.loss = loss;
    this.hasBasis = hasBasis;
    this.own = own;
  }

  /** Takes the rows of a fit; weights are those of no residual. */
  void start(Sample from) {
    sample = from;
    rows = from.rows();
    targets = from.targets().length;
    order = 1 + Math.max(1, from.basis().length);
    grow();
    for (int t = 0; t < targets; t++) {
      losses[t].prepare(from.targets()[t], from.weights());
      if (loss.isReweighted()) {
        Arrays.fill(trialResidual[t], 0, rows, 0);
        losses[t].weigh(trialResidual[t], 0, rows, 1, weight[t]);
      } else {
        weight[t] = from.weights();
      }
    }
  }

  private void grow() {
    int coefficients = targets * sample.groups() * order;
    if (coefficients > linear.length) {
      linear = new double[coefficients];
      trialLinear = new double[coefficients];
    }
    if (rows <= g.length && targets <= losses.length && order <= column.length) {
      return;
    }
    g = new double[rows];
    ones = new double[rows];
    Arrays.fill(ones, own.hasShift() ? 1 : 0);
    scratch = new double[rows];
    column = new double[order][];
    for (int a = 0; a < order; a++) {
      column[a] = a == 0 ? ones : hasBasis ? new double[rows] : g;
    }
    weighted = new double[order][rows];
    residual = new double[targets][rows];
    trialResidual = new double[targets][rows];
    weight = new double[targets][loss.isReweighted() ? rows : 0];
    losses = new RowLoss[targets];
    Arrays.setAll(losses, t -> new RowLoss(loss));
    normal = new double[order * order];
  }

  /** Columns of the normal equations: 1 and the basis, or g alone without one. */
  int order() {
    return order;
  }

  /** Where the coefficients of a target in a group begin. */
  private int at(int target, int group) {
    return (target * sample.groups() + group) * order;
  }

  /** A coefficient at the best point: 0 is the shift s, 1 + b is A of basis column b. */
  double of(int target, int group, int which) {
    return linear[at(target, group) + which];
  }

  /** The residuals of a target at the best point (rows). */
  double[] residual(int target) {
    return residual[target];
  }

  /** The weights of a target's rows (rows). */
  double[] weight(int target) {
    return weight[target];
  }

  /** A column of the last {@link #decompose}, times the weights (rows). */
  double[] weighted(int column) {
    return weighted[column];
  }

  /** The triangle of the last {@link #decompose}. */
  SmallCholesky factor() {
    return cholesky;
  }

  /** The loss of one target at the best point, its residuals in units of the sample. */
  double lossOf(int target) {
    return losses[target].sum(residual[target], 0, 0, rows, scratch);
  }

  /** Puts the coefficients and residuals on trial in the place of the best. */
  void accept() {
    double[] l = linear;
    linear = trialLinear;
    trialLinear = l;
    double[][] r = residual;
    residual = trialResidual;
    trialResidual = r;
  }

  /** On trial: the structure as compiled; returns the loss, a NaN where g is not finite. */
  double evaluate(Program program) {
    program.values(sample.columns(), rows, g);
    for (int b = 0; b < sample.basis().length; b++) {
      double[] out = column[1 + b];
      double[] basis = sample.basis()[b];
      for (int i = 0; i < rows; i++) {
        out[i] = basis[i] * g[i];
      }
    }
    return solve();
  }

  /** On trial: the coefficients for g as it is, under the weights as they are; returns the loss. */
  double solve() {
    double sum = 0;
    for (int q = 0; q < sample.groups(); q++) {
      int from = sample.starts()[q];
      int n = sample.starts()[q + 1] - from;
      for (int t = 0; t < targets; t++) {
        if (!decompose(t, from, n)) {
          return Double.NaN;
        }
        int at = at(t, q);
        for (int a = 0; a < order; a++) {
          trialLinear[at + a] =
              NormalEquations.dot(weighted[a], from, sample.targets()[t], from, n);
          if (!own.hasScale()) {
            trialLinear[at + a] -= NormalEquations.dot(weighted[a], from, g, from, n);
          }
        }
        cholesky.solveLower(trialLinear, at);
        cholesky.solveUpper(trialLinear, at);
        if (!own.hasScale()) {
          trialLinear[at + 1] = 1;
        }
        subtract(at, t, from, n);
        sum += losses[t].sum(trialResidual[t], from, from, n, scratch);
      }
    }
    return Double.isFinite(sum) ? sum / targets : Double.NaN;
  }

  /**
   * The columns of a group times the weights of a target, and the triangle of their normal matrix;
   * false if not finite. Targets of equal weights share those of the first.
   */
  boolean decompose(int t, int from, int n) {
    if (t > 0 && !loss.isReweighted()) {
      return true;
    }
    double[] w = weight[t];
    for (int a = 0; a < order; a++) {
      double[] in = column[a];
      double[] out = weighted[a];
      for (int i = from; i < from + n; i++) {
        out[i] = in[i] * w[i];
      }
      if (a > 0 && !own.hasScale()) {
        Arrays.fill(out, from, from + n, 0);
      }
      for (int b = 0; b <= a; b++) {
        normal[a * order + b] = NormalEquations.dot(out, from, column[b], from, n);
      }
    }
    return cholesky.decompose(normal, order);
  }

  private void subtract(int at, int target, int from, int n) {
    double[] y = sample.targets()[target];
    double[] left = trialResidual[target];
    double shift = trialLinear[at];
    for (int i = from; i < from + n; i++) {
      left[i] = shift - y[i];
    }
    for (int a = 1; a < order; a++) {
      double c = trialLinear[at + a];
      double[] in = column[a];
      for (int i = from; i < from + n; i++) {
        left[i] += c * in[i];
      }
    }
  }

  /** Weights for the residuals of the best point. */
  void weigh(double lossSoFar) {
    for (int t = 0; loss.isReweighted() && t < targets; t++) {
      losses[t].weigh(residual[t], 0, rows, lossSoFar, weight[t]);
    }
  }

  /** Derivative of a target by g at the best point, in a group: the sum of A B over the basis. */
  void slopes(int target, int group, double[] out) {
    int from = sample.starts()[group];
    int to = sample.starts()[group + 1];
    int at = at(target, group);
    if (!hasBasis) {
      Arrays.fill(out, from, to, linear[at + 1]);
      return;
    }
    Arrays.fill(out, from, to, 0);
    for (int b = 0; b < sample.basis().length; b++) {
      double c = linear[at + 1 + b];
      double[] basis = sample.basis()[b];
      for (int i = from; i < to; i++) {
        out[i] += c * basis[i];
      }
    }
  }
}
