package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.StructureHash;
import org.principia.symbolic.internal.program.Program;
import org.principia.symbolic.settings.Loss;

/**
 * Fits the constants of an expression by Levenberg-Marquardt.
 *
 * <p>Model: {@code f(x; c)}, or {@code a f(x; c) + b} where the scale is fitted too (Keijzer,
 * "Improving symbolic regression with interval arithmetic and linear scaling", 2003). The normal
 * matrix J'VJ is summed block by block, so that no Jacobian is stored. Mean square: V holds the row
 * weights. The other losses reweight the rows at each step: see {@link RowLoss}.
 *
 * <p>Nothing depends on the units of the target or of a constant: tolerances are shares of the
 * loss, damping is relative to each constant's own curvature, and what counts as a runaway constant
 * is measured against the target.
 */
public final class ConstantFit extends StructureFit {
  private final RowLoss loss;
  private final double[] residual = new double[Program.BLOCK];
  private final double[] rowWeight = new double[Program.BLOCK];
  private final double[] weighted = new double[Program.BLOCK];
  private final double[] ones = new double[Program.BLOCK];
  private final double[] shifted = new double[Program.BLOCK];
  private double[][] jacobian = new double[0][];
  private NormalEquations current = new NormalEquations();
  private NormalEquations next = new NormalEquations();
  private boolean[] held = new boolean[0];
  private boolean affine;
  private int size;

  public ConstantFit(Loss loss) {
    this.loss = new RowLoss(loss);
    Arrays.fill(ones, 1);
  }

  @Override
  public Expression canonical(Expression simplified) {
    return simplified;
  }

  @Override
  public long family(Expression e, boolean scaled) {
    return scaled ? StructureHash.ofAffineFamily(e) : StructureHash.of(e);
  }

  /** The scale of the last fit, which had one. */
  public double scale() {
    return parameters[constants];
  }

  /** The shift of the last fit, which had one. */
  public double shift() {
    return parameters[constants + 1];
  }

  @Override
  public double fit(Expression e, Sample rows, boolean scaled, int iterations) {
    start(e, rows, scaled);
    if (scaled && !scaleByLeastSquares()) {
      return Double.NaN;
    }
    double first = pass(parameters, Double.NaN, null);
    if (!Double.isFinite(first) || size == 0 || iterations == 0) {
      return first;
    }
    pass(parameters, first, current);
    return descend(first, iterations);
  }

  /** The pass that gave the loss of a step gave its normal equations, too. */
  @Override
  boolean derive(double best) {
    return true;
  }

  @Override
  double step(double best, double damping) {
    if (!current.step(parameters, trial, damping)) {
      return Double.NaN;
    }
    if (affine) {
      shorten(parameters, trial, constants, size);
    }
    boolean within = isWithin(MAX_CONSTANT * Math.max(1, loss.size()));
    return within ? pass(trial, best, next) : Double.NaN;
  }

  @Override
  void accept() {
    System.arraycopy(trial, 0, parameters, 0, size);
    NormalEquations swap = current;
    current = next;
    next = swap;
  }

  private void start(Expression e, Sample rows, boolean scaled) {
    program.compile(e);
    sample = rows;
    loss.prepare(rows.target(), rows.weights());
    affine = scaled;
    constants = program.constantCount();
    size = constants + (scaled ? 2 : 0);
    if (size > parameters.length) {
      parameters = new double[size];
      trial = new double[size];
      jacobian = new double[size][];
      current.grow(size);
      next.grow(size);
    }
    if (held.length < constants) {
      held = new boolean[constants];
    }
    Arrays.fill(held, false);
    Exponents.markHeld(e, held);
    program.copyConstants(parameters);
    current.resize(size);
    next.resize(size);
  }

  /** Closed form for the scale and shift at the constants as they are. */
  private boolean scaleByLeastSquares() {
    double sumF = 0;
    double sumY = 0;
    double sumFf = 0;
    double sumFy = 0;
    double[] weights = loss.squareWeights();
    for (int from = 0; from < sample.rows(); from += Program.BLOCK) {
      int n = block(from);
      double[] f = program.result();
      for (int i = 0; i < n; i++) {
        double w = weights[from + i];
        double y = sample.target()[from + i];
        sumF += w * f[i];
        sumY += w * y;
        sumFf += w * f[i] * f[i];
        sumFy += w * f[i] * y;
      }
      if (!Double.isFinite(sumFf)) {
        return false;
      }
    }
    double variance = sumFf - sumF * sumF;
    if (!(variance > 1e-14 * sumFf)) {
      return false;
    }
    double a = (sumFy - sumF * sumY) / variance;
    parameters[constants] = a;
    parameters[constants + 1] = sumY - a * sumF;
    return true;
  }

  /**
   * Loss and, unless they are null, normal equations at a point; the reweighting rests on the loss
   * so far.
   */
  private double pass(double[] at, double lossSoFar, NormalEquations out) {
    program.setConstants(at);
    if (out != null) {
      out.clear();
    }
    double sum = 0;
    for (int from = 0; from < sample.rows(); from += Program.BLOCK) {
      int n = block(from);
      residuals(at, from, n);
      sum += loss.sum(residual, 0, from, n, weighted);
      if (!Double.isFinite(sum)) {
        return Double.NaN;
      }
      if (out != null) {
        loss.weigh(residual, from, n, lossSoFar, rowWeight);
        program.derivatives(affine ? at[constants] : 1, n);
        gatherJacobian(n);
        out.add(jacobian, rowWeight, residual, weighted, n);
      }
    }
    for (int k = 0; k < constants && out != null; k++) {
      if (held[k]) {
        out.hold(k);
      }
    }
    return sum;
  }

  private int block(int from) {
    int n = Math.min(Program.BLOCK, sample.rows() - from);
    program.values(sample.columns(), from, n);
    rowsEvaluated += n;
    return n;
  }

  private void residuals(double[] at, int from, int n) {
    double[] f = program.result();
    double[] y = sample.target();
    if (affine) {
      double a = at[constants];
      double b = at[constants + 1];
      for (int i = 0; i < n; i++) {
        residual[i] = a * f[i] + b - y[from + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        residual[i] = f[i] - y[from + i];
      }
    }
  }

  private void gatherJacobian(int n) {
    for (int k = 0; k < constants; k++) {
      jacobian[k] = program.derivative(k);
    }
    if (affine) {
      System.arraycopy(program.result(), 0, shifted, 0, n);
      jacobian[constants] = shifted;
      jacobian[constants + 1] = ones;
    }
  }
}
