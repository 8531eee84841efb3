package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import org.principia.symbolic.settings.Loss;

/**
 * The loss of one target, row by row, and the row weights that turn it into a sum of squares.
 *
 * <p>Reweighting: with {@code v = rho'(e) / (2 e)} at the residuals so far, a step that lowers
 * {@code sum v e^2} lowers the loss (Holland and Welsch 1977). Where rho has a kink, |e| is bounded
 * below by a share of the loss so far.
 *
 * <p>Owned by one worker; it allocates only when a sample has more rows than any before.
 */
public final class RowLoss {
  /** Below this share of the loss so far a residual counts as if it were as large. */
  private static final double KINK = 0.1;

  /** Share of the rows whose targets are so small that their errors count as of larger ones. */
  private static final double SMALL = 0.02;

  private static final double HUBER_SHARE = 0.1;

  private final Loss loss;
  private double[] target;
  private double[] weights;
  private double[] inverse = new double[0];
  private double[] squareWeights;
  private double delta;
  private double size;

  public RowLoss(Loss loss) {
    this.loss = loss;
  }

  /** Takes the rows that residuals will be of; the same arrays again cost nothing. */
  public void prepare(double[] target, double[] weights) {
    if (this.target == target && this.weights == weights) {
      return;
    }
    this.target = target;
    this.weights = weights;
    int n = target.length;
    double mean = 0;
    double absolute = 0;
    for (int i = 0; i < n; i++) {
      mean += weights[i] * target[i];
      absolute += weights[i] * Math.abs(target[i]);
    }
    double deviation = 0;
    for (int i = 0; i < n; i++) {
      deviation += weights[i] * Math.abs(target[i] - mean);
    }
    size = absolute;
    delta = Math.max(HUBER_SHARE * deviation, Double.MIN_NORMAL);
    squareWeights = Sample.squareWeights(loss, target, weights);
    if (loss == Loss.MEAN_RELATIVE) {
      inverse = Arrays.stream(units(loss, target)).map(unit -> 1 / unit).toArray();
    }
  }

  /**
   * What the errors of rows are measured in: 1, or the size of the target, at least y0, where they
   * are relative. Of the rows whose target is not zero {@value #SMALL} have one below y0.
   *
   * @param target of the rows (rows)
   * @return positive (rows)
   */
  public static double[] units(Loss loss, double[] target) {
    if (loss != Loss.MEAN_RELATIVE) {
      double[] ones = new double[target.length];
      Arrays.fill(ones, 1);
      return ones;
    }
    double[] sizes = Arrays.stream(target).map(Math::abs).filter(y -> y > 0).sorted().toArray();
    // One over a smaller number is infinite.
    double small = sizes.length == 0 ? 1 : sizes[(int) (SMALL * sizes.length)];
    double least = Math.max(small, Double.MIN_NORMAL);
    return Arrays.stream(target).map(y -> Math.max(Math.abs(y), least)).toArray();
  }

  /** Weights (rows) under which squares of errors stand for the loss, their sum 1. */
  double[] squareWeights() {
    return squareWeights;
  }

  /** Weighted mean of |y| over the rows. */
  double size() {
    return size;
  }

  /**
   * Share of rows from..from + n in the loss, the sum of weight times loss: not finite where a
   * residual is not. Residuals begin at the offset; n values of scratch.
   */
  public double sum(double[] residual, int offset, int from, int n, double[] scratch) {
    switch (loss) {
      case AUTO, MEAN_ABSOLUTE -> {
        for (int i = 0; i < n; i++) {
          scratch[i] = Math.abs(residual[offset + i]);
        }
      }
      case MEAN_SQUARE -> {
        for (int i = 0; i < n; i++) {
          scratch[i] = residual[offset + i] * residual[offset + i];
        }
      }
      case MEAN_RELATIVE -> {
        for (int i = 0; i < n; i++) {
          scratch[i] = Math.abs(residual[offset + i]) * inverse[from + i];
        }
      }
      case HUBER -> {
        for (int i = 0; i < n; i++) {
          double e = Math.abs(residual[offset + i]);
          double within = Math.min(e, delta);
          // Both branches in one: e^2/2 inside, delta (e - delta/2) outside.
          scratch[i] = within * (e - 0.5 * within);
        }
      }
    }
    return NormalEquations.dot(scratch, 0, weights, from, n);
  }

  /**
   * Row weights (n) of the least-squares problem that stands for the loss near the residuals of
   * rows from..from + n, where all rows have this loss so far.
   */
  void weigh(double[] residual, int from, int n, double lossSoFar, double[] out) {
    double floor = KINK * lossSoFar + Double.MIN_NORMAL;
    switch (loss) {
      case MEAN_SQUARE -> System.arraycopy(weights, from, out, 0, n);
      case AUTO, MEAN_ABSOLUTE -> {
        for (int i = 0; i < n; i++) {
          out[i] = weights[from + i] / Math.max(Math.abs(residual[i]), floor);
        }
      }
      case MEAN_RELATIVE -> {
        for (int i = 0; i < n; i++) {
          double unit = inverse[from + i];
          double e = Math.abs(residual[i]) * unit;
          out[i] = weights[from + i] * unit * unit / Math.max(e, floor);
        }
      }
      case HUBER -> {
        for (int i = 0; i < n; i++) {
          double e = Math.max(Math.abs(residual[i]), delta);
          out[i] = weights[from + i] * (delta / e);
        }
      }
    }
  }
}
