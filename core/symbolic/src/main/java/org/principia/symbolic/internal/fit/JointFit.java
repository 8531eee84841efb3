package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.ScaleFamily;
import org.principia.symbolic.expression.StructureHash;
import org.principia.symbolic.internal.program.Program;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.math.SmallCholesky;
import org.principia.symbolic.settings.Loss;

/**
 * Fits one structure to several targets or groups: coefficients in closed form, constants by
 * Levenberg-Marquardt on what these leave.
 *
 * <p>Model: {@code y_t(i) = sum_b A[t,q,b] B_b(i) g(x_i; c) + s[t,q]} for target t, group q of row
 * i, basis columns B (none: B = 1). For given c, A and s solve normal equations of 1 + |B| columns
 * for each (t, q). The Jacobian of the residual they leave is taken as {@code P (dPhi/dc) a}, P the
 * projection away from those columns: its normal matrix is the Schur complement of Gauss-Newton's.
 * Losses other than the mean square reweight the rows, see {@link RowLoss}; the weights of a point
 * serve the coefficients of the next.
 *
 * <p>Sources: Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear least
 * squares problems whose variables separate" (1973); Kaufman, "A variable projection method for
 * solving separable nonlinear least squares problems" (1975).
 *
 * <p>Owned by one worker; nothing is allocated in steady state.
 */
public final class JointFit implements StructureFit {
  private static final double SMALLEST_GAIN = 1e-4;

  /** A constant whose effect the coefficients make up for to this share only scales. */
  private static final double EFFECT = 1e-10;

  /** A fit of so many iterations is the last of its structure: its weights settle. */
  private static final int LAST = 10;

  private static final int REWEIGHTINGS = 3;
  private static final int LAST_REWEIGHTINGS = 30;

  private final Loss loss;
  private final boolean hasBasis;
  private final Program program = new Program();
  private final SmallCholesky cholesky = new SmallCholesky();
  private final NormalEquations equations = new NormalEquations();
  private RowLoss[] losses = new RowLoss[0];
  private double[] parameters = new double[0];
  private double[] trial = new double[0];
  private double[] rawDiagonal = new double[0];
  private boolean[] held = new boolean[0];
  private double[] cross = new double[0];
  private double[] pull = new double[0];
  private double[] normal = new double[0];
  private double[] linear = new double[0];
  private double[] trialLinear = new double[0];

  /** Rows by rows: g, the columns 1, B g, these times weights, dg/dc, residuals and weights. */
  private double[] g = new double[0];

  private double[] ones = new double[0];
  private double[] scratch = new double[0];
  private double[] curvature = new double[0];
  private double[] force = new double[0];
  private double[] factor = new double[0];
  private double[][] column = new double[0][];
  private double[][] weighed = new double[0][];
  private double[][] slope = new double[0][];
  private double[][] residual = new double[0][];
  private double[][] trialResidual = new double[0][];
  private double[][] weight = new double[0][];
  private Sample sample;
  private int rows;
  private int targets;
  private int order;
  private int constants;
  private double fitted;
  private long rowsEvaluated;

  public JointFit(Loss loss, boolean hasBasis) {
    this.loss = loss;
    this.hasBasis = hasBasis;
  }

  @Override
  public boolean completes() {
    return false;
  }

  @Override
  public Expression canonical(Expression simplified) {
    return ScaleFamily.representative(simplified, !hasBasis);
  }

  @Override
  public long family(Expression e, boolean scaled) {
    return hasBasis
        ? StructureHash.of(Expression.apply(Operator.MULTIPLY, Expression.constant(2), e))
        : StructureHash.ofAffineFamily(e);
  }

  @Override
  public Expression withFitted(Expression e) {
    return constants == 0 ? e : e.withConstants(Arrays.copyOf(parameters, constants));
  }

  @Override
  public double scale() {
    return 1;
  }

  @Override
  public double shift() {
    return 0;
  }

  @Override
  public long rowsEvaluated() {
    return rowsEvaluated;
  }

  /** The loss that the last fit reached. */
  double loss() {
    return fitted;
  }

  /**
   * A coefficient of the last fit, for targets in units of their standard deviation.
   *
   * @param target t
   * @param group q
   * @param which 0 for the shift s, 1 + b for A of basis column b
   * @return the coefficient
   */
  public double coefficient(int target, int group, int which) {
    return linear[(target * sample.groups() + group) * order + which];
  }

  /**
   * The loss of one target at the last fit, in its own units.
   *
   * @param target t
   * @param unit standard deviation that the target was divided by
   * @return the loss
   */
  public double lossOf(int target, double unit) {
    double sum = losses[target].sum(residual[target], 0, 0, rows, scratch);
    return sum * ElementaryFunctions.pow(unit, loss.power());
  }

  @Override
  public double fit(Expression e, Sample rows, boolean scaled, int iterations) {
    start(e, rows);
    fitted = Double.NaN;
    double first = evaluate(parameters, linear, residual);
    if (!Double.isFinite(first)) {
      return fitted;
    }
    boolean last = iterations == 0 || iterations >= LAST;
    boolean closed = iterations == 0 || constants == 0;
    first = reweigh(first, last && closed ? LAST_REWEIGHTINGS : REWEIGHTINGS);
    fitted = closed ? first : descend(first, iterations);
    if (last && !closed) {
      fitted = settle(fitted);
    }
    return fitted;
  }

  /** Lets weights and coefficients settle at constants as they are. */
  private double reweigh(double first, int times) {
    double best = first;
    for (int i = 0; loss.isReweighted() && i < times; i++) {
      weighRows(best);
      double reached = solve(trialLinear, trialResidual);
      if (!(reached < best)) {
        break;
      }
      boolean settled = best - reached < 0.1 * SMALLEST_GAIN * best;
      best = reached;
      accept();
      if (settled) {
        break;
      }
    }
    return best;
  }

  /** Back at the best constants, after a step that failed. */
  private double settle(double best) {
    weighRows(best);
    double reached = evaluate(parameters, trialLinear, trialResidual);
    if (!(reached < best)) {
      return reweigh(best, LAST_REWEIGHTINGS);
    }
    accept();
    return reweigh(reached, LAST_REWEIGHTINGS);
  }

  private double descend(double first, int iterations) {
    double best = first;
    double damping = 1e-3;
    int idle = 0;
    boolean moved = true;
    for (int it = 0; it < iterations && idle < 2 && damping < 1e8; it++) {
      if (moved) {
        // At the end of a search for weights g is that of the point; after a step it is, too.
        weighRows(best);
        if (!derive()) {
          break;
        }
      }
      double reached = equations.step(parameters, trial, damping) ? tryStep() : Double.NaN;
      moved = reached < best;
      if (moved) {
        idle = best - reached < SMALLEST_GAIN * best ? idle + 1 : 0;
        best = reached;
        System.arraycopy(trial, 0, parameters, 0, constants);
        accept();
        damping *= 0.2;
      } else {
        damping = Math.max(damping, 1e-4) * 8;
      }
    }
    return best;
  }

  private void accept() {
    double[] l = linear;
    linear = trialLinear;
    trialLinear = l;
    double[][] r = residual;
    residual = trialResidual;
    trialResidual = r;
  }

  private double tryStep() {
    ConstantFit.shorten(parameters, trial, constants, constants);
    for (int k = 0; k < constants; k++) {
      if (!(Math.abs(trial[k]) < ConstantFit.LARGEST)) {
        return Double.NaN;
      }
    }
    return evaluate(trial, trialLinear, trialResidual);
  }

  private void start(Expression e, Sample from) {
    program.compile(e);
    sample = from;
    rows = from.rows();
    targets = from.targets().length;
    order = 1 + Math.max(1, from.basis().length);
    constants = program.constantCount();
    growRows();
    growConstants();
    program.copyConstants(parameters);
    Arrays.fill(held, false);
    ScaleFamily.markScales(e, held);
    for (int t = 0; t < targets; t++) {
      losses[t].prepare(from.targets()[t], from.weights());
      if (loss.isReweighted()) {
        Arrays.fill(trialResidual[t], 0, rows, 0);
        losses[t].weigh(trialResidual[t], 0, 0, rows, 1, weight[t], 0);
      } else {
        weight[t] = from.weights();
      }
    }
  }

  private void growRows() {
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
    Arrays.fill(ones, 1);
    scratch = new double[rows];
    curvature = new double[rows];
    force = new double[rows];
    factor = new double[rows];
    column = new double[order][];
    for (int a = 0; a < order; a++) {
      column[a] = a == 0 ? ones : hasBasis ? new double[rows] : g;
    }
    weighed = new double[order][rows];
    residual = new double[targets][rows];
    trialResidual = new double[targets][rows];
    weight = new double[targets][loss.isReweighted() ? rows : 0];
    losses = new RowLoss[targets];
    Arrays.setAll(losses, t -> new RowLoss(loss));
    normal = new double[order * order];
    pull = new double[order];
    slope = new double[0][];
  }

  private void growConstants() {
    if (constants > parameters.length) {
      parameters = new double[constants];
      trial = new double[constants];
      rawDiagonal = new double[constants];
      held = new boolean[constants];
      equations.grow(constants);
    }
    equations.resize(constants);
    if (slope.length < constants) {
      slope = new double[constants][g.length];
    }
    if (cross.length < constants * order) {
      cross = new double[constants * order];
    }
  }

  /** Values of g, the coefficients that go with them, and the loss; a NaN where g is not finite. */
  private double evaluate(double[] at, double[] coefficients, double[][] left) {
    program.setConstants(at);
    for (int from = 0; from < rows; from += Program.BLOCK) {
      int n = Math.min(Program.BLOCK, rows - from);
      program.values(sample.columns(), from, n);
      System.arraycopy(program.result(), program.resultOffset(), g, from, n);
    }
    rowsEvaluated += rows;
    for (int b = 0; b < sample.basis().length; b++) {
      double[] out = column[1 + b];
      double[] basis = sample.basis()[b];
      for (int i = 0; i < rows; i++) {
        out[i] = basis[i] * g[i];
      }
    }
    return solve(coefficients, left);
  }

  /** The coefficients for g as it is, under the weights as they are. */
  private double solve(double[] coefficients, double[][] left) {
    double sum = 0;
    for (int q = 0; q < sample.groups(); q++) {
      int from = sample.starts()[q];
      int n = sample.starts()[q + 1] - from;
      for (int t = 0; t < targets; t++) {
        if ((t == 0 || loss.isReweighted()) && !decompose(t, from, n)) {
          return Double.NaN;
        }
        int at = (t * sample.groups() + q) * order;
        for (int a = 0; a < order; a++) {
          coefficients[at + a] =
              NormalEquations.dot(weighed[a], from, sample.targets()[t], from, n);
        }
        cholesky.solveLower(coefficients, at);
        cholesky.solveUpper(coefficients, at);
        subtract(coefficients, at, sample.targets()[t], left[t], from, n);
        sum += losses[t].sum(left[t], from, from, n, scratch);
      }
    }
    return Double.isFinite(sum) ? sum / targets : Double.NaN;
  }

  /** The columns of a group times the weights of a target, and their normal matrix. */
  private boolean decompose(int t, int from, int n) {
    double[] w = weight[t];
    for (int a = 0; a < order; a++) {
      double[] in = column[a];
      double[] out = weighed[a];
      for (int i = from; i < from + n; i++) {
        out[i] = in[i] * w[i];
      }
      for (int b = 0; b <= a; b++) {
        normal[a * order + b] = NormalEquations.dot(out, from, column[b], from, n);
      }
    }
    return cholesky.decompose(normal, order);
  }

  private void subtract(double[] coefficients, int at, double[] y, double[] left, int from, int n) {
    double shift = coefficients[at];
    for (int i = from; i < from + n; i++) {
      left[i] = shift - y[i];
    }
    for (int a = 1; a < order; a++) {
      double c = coefficients[at + a];
      double[] in = column[a];
      for (int i = from; i < from + n; i++) {
        left[i] += c * in[i];
      }
    }
  }

  private void weighRows(double lossSoFar) {
    for (int t = 0; loss.isReweighted() && t < targets; t++) {
      losses[t].weigh(residual[t], 0, 0, rows, lossSoFar, weight[t], 0);
    }
  }

  /** Normal equations of the constants with the coefficients eliminated; false if not finite. */
  private boolean derive() {
    slopes();
    equations.clear();
    Arrays.fill(curvature, 0, rows, 0);
    Arrays.fill(force, 0, rows, 0);
    for (int q = 0; q < sample.groups(); q++) {
      for (int t = 0; t < targets; t++) {
        if (!eliminate(t, q, sample.starts()[q], sample.starts()[q + 1] - sample.starts()[q])) {
          return false;
        }
      }
    }
    for (int k = 0; k < constants; k++) {
      for (int i = 0; i < rows; i++) {
        scratch[i] = curvature[i] * slope[k][i];
      }
      for (int m = 0; m <= k; m++) {
        double value = NormalEquations.dot(scratch, 0, slope[m], 0, rows);
        equations.addToMatrix(k, m, value);
        rawDiagonal[k] = value;
      }
      equations.addToGradient(k, NormalEquations.dot(force, 0, slope[k], 0, rows));
    }
    boolean free = false;
    for (int k = 0; k < constants; k++) {
      if (!held[k] && equations.diagonal(k) > EFFECT * rawDiagonal[k]) {
        free = true;
      } else {
        equations.hold(k);
      }
    }
    return free;
  }

  /** Derivatives of g by the constants, at the parameters. */
  private void slopes() {
    program.setConstants(parameters);
    for (int from = 0; from < rows; from += Program.BLOCK) {
      int n = Math.min(Program.BLOCK, rows - from);
      program.values(sample.columns(), from, n);
      program.derivatives(1, n);
      for (int k = 0; k < constants; k++) {
        System.arraycopy(program.derivative(k), 0, slope[k], from, n);
      }
    }
  }

  /** What one target in one group adds to curvature and force, and what its coefficients take. */
  private boolean eliminate(int t, int q, int from, int n) {
    if ((t == 0 || loss.isReweighted()) && !decompose(t, from, n)) {
      return false;
    }
    factors((t * sample.groups() + q) * order, from, n);
    double[] w = weight[t];
    double[] r = residual[t];
    for (int i = from; i < from + n; i++) {
      double wf = w[i] * factor[i];
      curvature[i] += wf * factor[i];
      force[i] += wf * r[i];
    }
    for (int a = 0; a < order; a++) {
      pull[a] = NormalEquations.dot(weighed[a], from, r, from, n);
      for (int i = from; i < from + n; i++) {
        scratch[i] = weighed[a][i] * factor[i];
      }
      for (int k = 0; k < constants; k++) {
        cross[k * order + a] = NormalEquations.dot(scratch, from, slope[k], from, n);
      }
    }
    cholesky.solveLower(pull, 0);
    for (int k = 0; k < constants; k++) {
      cholesky.solveLower(cross, k * order);
      for (int m = 0; m <= k; m++) {
        double value = NormalEquations.dot(cross, k * order, cross, m * order, order);
        equations.addToMatrix(k, m, -value);
      }
      equations.addToGradient(k, -NormalEquations.dot(cross, k * order, pull, 0, order));
    }
    return true;
  }

  /** Derivative of the target by g: the sum of A B over the basis. */
  private void factors(int at, int from, int n) {
    if (!hasBasis) {
      Arrays.fill(factor, from, from + n, linear[at + 1]);
      return;
    }
    Arrays.fill(factor, from, from + n, 0);
    for (int b = 0; b < sample.basis().length; b++) {
      double c = linear[at + 1 + b];
      double[] basis = sample.basis()[b];
      for (int i = from; i < from + n; i++) {
        factor[i] += c * basis[i];
      }
    }
  }
}
