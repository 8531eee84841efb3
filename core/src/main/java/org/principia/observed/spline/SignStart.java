package org.principia.observed.spline;

import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;

/**
 * Signs of strengths to begin with: squared errors fall smoothly with the size of a strength, and
 * have a barrier at 0 between its signs.
 *
 * <p>From all positive, and from some random signs, one particle after another changes its sign, of
 * source and response at once where both are learned, and keeps the one of the smaller error; the
 * splines are solved for anew, where the strengths are shared after each change.
 */
final class SignStart {
  private static final int RANDOM = 3;
  private static final int SWEEPS = 8;
  private final KernelModel model;
  private final KernelFit fit;

  public SignStart(KernelModel model, KernelFit fit) {
    this.model = model;
    this.fit = fit;
  }

  /** Strengths of size 1, their signs those of the least error. */
  public double[] best() {
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    RandomGenerator random = RandomStream.of(0, "observed.kernel.signs");
    for (int start = 0; start <= RANDOM; start++) {
      double[] signs = new double[model.count()];
      boolean positive = start == 0;
      for (int b = 0; b < model.blocks(); b++) {
        for (int j = 0; j < model.size(b); j++) {
          set(signs, b, j, positive || random.nextBoolean() ? 1 : -1);
        }
      }
      double[] found = improved(signs);
      double error = fit.error(found, true);
      if (best == null || error < least) {
        best = found;
        least = error;
      }
    }
    return best;
  }

  private void set(double[] parameters, int block, int particle, double sign) {
    int at = model.offsets()[block] + particle;
    parameters[at] = sign;
    if (model.strengths().both()) {
      parameters[at + model.size(block)] = sign;
    }
  }

  private double[] improved(double[] signs) {
    double[] now = fit.linear(signs);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean changed = false;
      for (int b = 0; b < model.blocks(); b++) {
        double error = error(now, b);
        for (int j = 0; j < model.size(b); j++) {
          double[] other = now.clone();
          set(other, b, j, -now[model.offsets()[b] + j]);
          other = model.strengths().shared() ? fit.linear(other) : other;
          double after = error(other, b);
          if (after < error) {
            now = other;
            error = after;
            changed = true;
          }
        }
      }
      if (!changed) {
        break;
      }
      now = fit.linear(now);
    }
    return now;
  }

  /** Sum of squared errors of the runs of a block. */
  private double error(double[] parameters, int block) {
    if (model.strengths().shared()) {
      return fit.error(parameters, true);
    }
    double sum = 0;
    for (RunGram.Receiver receiver : model.runs().get(block).receivers()) {
      sum += fit.error(parameters, block, receiver, true);
    }
    return sum;
  }
}
