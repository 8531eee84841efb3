package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.OwnTerms;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.ScaleFamily;
import org.principia.symbolic.expression.StructureHash;
import org.principia.symbolic.math.ElementaryFunctions;
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
 */
public final class JointFit extends StructureFit {
  /** A constant whose effect the coefficients make up for to this share only scales. */
  private static final double EFFECT = 1e-10;

  /** A fit of so many iterations is the last of its structure: its weights settle. */
  private static final int LAST = 10;

  private static final int REWEIGHTINGS = 3;
  private static final int LAST_REWEIGHTINGS = 30;

  private final Loss loss;
  private final boolean hasBasis;
  private final OwnTerms own;
  private final NormalEquations equations = new NormalEquations();
  private final JointCoefficients coefficients;

  /** By constant; {@code cross} by constant and column, {@code pull} by column. */
  private double[] rawDiagonal = new double[0];

  private boolean[] held = new boolean[0];
  private double[] cross = new double[0];
  private double[] pull = new double[0];

  /** By row: curvature and force of g, its slope in one target, dg/dc. */
  private double[] curvature = new double[0];

  private double[] force = new double[0];
  private double[] factor = new double[0];
  private double[] scratch = new double[0];
  private double[][] slope = new double[0][];

  /** For scales, of each column of a basis if there is one, and shifts. */
  public JointFit(Loss loss, boolean hasBasis) {
    this(loss, hasBasis, OwnTerms.SCALE_SHIFT);
  }

  public JointFit(Loss loss, JointTable table) {
    this(loss, table.basis().count() > 0, table.own());
  }

  private JointFit(Loss loss, boolean hasBasis, OwnTerms own) {
    this.loss = loss;
    this.hasBasis = hasBasis;
    this.own = own;
    this.coefficients = new JointCoefficients(loss, hasBasis, own);
  }

  @Override
  public Expression canonical(Expression simplified) {
    boolean shifted = own.hasShift() && !hasBasis;
    if (own.hasScale()) {
      return ScaleFamily.representative(simplified, shifted);
    }
    return shifted ? ScaleFamily.withoutShift(simplified) : simplified;
  }

  @Override
  public long family(Expression e, boolean scaled) {
    if (!own.hasScale()) {
      return StructureHash.of(e);
    }
    return hasBasis || !own.hasShift()
        ? StructureHash.of(Expression.apply(Operator.MULTIPLY, Expression.constant(2), e))
        : StructureHash.ofAffineFamily(e);
  }

  /**
   * A coefficient of the last fit, for targets in units of their standard deviation, of target t
   * and group q: 0 is the shift s, 1 + b is A of basis column b.
   */
  public double coefficient(int target, int group, int which) {
    return coefficients.of(target, group, which);
  }

  /**
   * The loss of target t at the last fit, in its own units; {@code unit} is the standard deviation
   * that it was divided by.
   */
  public double lossOf(int target, double unit) {
    return coefficients.lossOf(target) * ElementaryFunctions.pow(unit, loss.power());
  }

  @Override
  public double fit(Expression e, Sample rows, boolean scaled, int iterations) {
    start(e, rows);
    double first = evaluate(parameters);
    if (!Double.isFinite(first)) {
      return Double.NaN;
    }
    coefficients.accept();
    boolean last = iterations == 0 || iterations >= LAST;
    boolean closed = iterations == 0 || constants == 0;
    first = reweigh(first, last && closed ? LAST_REWEIGHTINGS : REWEIGHTINGS);
    if (closed) {
      return first;
    }
    double fitted = descend(first, iterations);
    return last ? settle(fitted) : fitted;
  }

  /** Lets weights and coefficients settle at constants as they are. */
  private double reweigh(double first, int times) {
    double best = first;
    for (int i = 0; loss.isReweighted() && i < times; i++) {
      coefficients.weigh(best);
      double reached = coefficients.solve();
      if (!(reached < best)) {
        break;
      }
      boolean settled = best - reached < 0.1 * MIN_GAIN * best;
      best = reached;
      coefficients.accept();
      if (settled) {
        break;
      }
    }
    return best;
  }

  /** Back at the best constants, after a step that failed. */
  private double settle(double best) {
    coefficients.weigh(best);
    double reached = evaluate(parameters);
    if (!(reached < best)) {
      return reweigh(best, LAST_REWEIGHTINGS);
    }
    coefficients.accept();
    return reweigh(reached, LAST_REWEIGHTINGS);
  }

  /** On trial: the loss at some constants. */
  private double evaluate(double[] at) {
    program.setConstants(at);
    rowsEvaluated += sample.rows();
    return coefficients.evaluate(program);
  }

  @Override
  double step(double best, double damping) {
    if (!equations.step(parameters, trial, damping)) {
      return Double.NaN;
    }
    shorten(parameters, trial, constants, constants);
    return isWithin(MAX_CONSTANT) ? evaluate(trial) : Double.NaN;
  }

  @Override
  void accept() {
    System.arraycopy(trial, 0, parameters, 0, constants);
    coefficients.accept();
  }

  private void start(Expression e, Sample from) {
    program.compile(e);
    sample = from;
    constants = program.constantCount();
    coefficients.start(from);
    grow(from.rows(), coefficients.order());
    program.copyConstants(parameters);
    Arrays.fill(held, false);
    if (own.hasScale()) {
      ScaleFamily.markScales(e, held);
    }
    Exponents.markHeld(e, held);
  }

  private void grow(int rows, int order) {
    if (rows > scratch.length) {
      scratch = new double[rows];
      curvature = new double[rows];
      force = new double[rows];
      factor = new double[rows];
      slope = new double[0][];
    }
    if (constants > parameters.length) {
      parameters = new double[constants];
      trial = new double[constants];
      rawDiagonal = new double[constants];
      held = new boolean[constants];
      equations.grow(constants);
    }
    equations.resize(constants);
    if (slope.length < constants) {
      slope = new double[constants][scratch.length];
    }
    if (cross.length < constants * order) {
      cross = new double[constants * order];
    }
    if (pull.length < order) {
      pull = new double[order];
    }
  }

  /**
   * Normal equations of the constants with the coefficients eliminated; false if not finite. At the
   * end of a search for weights g is that of the point; after a step it is, too.
   */
  @Override
  boolean derive(double best) {
    coefficients.weigh(best);
    int rows = sample.rows();
    program.setConstants(parameters);
    program.derivatives(sample.columns(), rows, scratch, slope);
    equations.clear();
    Arrays.fill(curvature, 0, rows, 0);
    Arrays.fill(force, 0, rows, 0);
    for (int q = 0; q < sample.groups(); q++) {
      for (int t = 0; t < sample.targets().length; t++) {
        if (!eliminate(t, q)) {
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

  /** What one target in one group adds to curvature and force, and what its coefficients take. */
  private boolean eliminate(int t, int q) {
    int from = sample.starts()[q];
    int n = sample.starts()[q + 1] - from;
    int order = coefficients.order();
    if (!coefficients.decompose(t, from, n)) {
      return false;
    }
    coefficients.slopes(t, q, factor);
    double[] w = coefficients.weight(t);
    double[] r = coefficients.residual(t);
    for (int i = from; i < from + n; i++) {
      double wf = w[i] * factor[i];
      curvature[i] += wf * factor[i];
      force[i] += wf * r[i];
    }
    for (int a = 0; a < order; a++) {
      double[] weighted = coefficients.weighted(a);
      pull[a] = NormalEquations.dot(weighted, from, r, from, n);
      for (int i = from; i < from + n; i++) {
        scratch[i] = weighted[i] * factor[i];
      }
      for (int k = 0; k < constants; k++) {
        cross[k * order + a] = NormalEquations.dot(scratch, from, slope[k], from, n);
      }
    }
    coefficients.factor().solveLower(pull, 0);
    for (int k = 0; k < constants; k++) {
      coefficients.factor().solveLower(cross, k * order);
      for (int m = 0; m <= k; m++) {
        double value = NormalEquations.dot(cross, k * order, cross, m * order, order);
        equations.addToMatrix(k, m, -value);
      }
      equations.addToGradient(k, -NormalEquations.dot(cross, k * order, pull, 0, order));
    }
    return true;
  }
}
