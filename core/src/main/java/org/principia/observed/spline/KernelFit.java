package org.principia.observed.spline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.Normal;
import org.principia.symbolic.math.SmallCholesky;

/**
 * The parameters of a {@link KernelModel} of the least squared error, by Levenberg and Marquardt's
 * method on the sums of products.
 */
public final class KernelFit {
  private static final int ITERATIONS = 80;
  private static final int ATTEMPTS = 12;
  private static final double ENOUGH = 1e-7;

  /** Of a source beside one that dominates. */
  private static final double SMALL = 1e-4;

  /**
   * Weight of the splines' second differences, as a share of the curvature there: of the largest of
   * all it would bend the force of faint pairs.
   */
  private static final double SMOOTHING = 1e-8;

  /** Where no pair is, the curvature counts for so much less with each spline between. */
  private static final double FADING = 1e-3;

  private final KernelModel model;
  private final int count;
  private final List<PooledGram> pooled;
  private double[] smoothing;
  private double[] centre = new double[0];

  public KernelFit(KernelModel model) {
    this.model = model;
    count = model.count();
    pooled = PooledGram.of(model);
  }

  /** The best of what several starts lead to: all alike, the best signs, one that dominates. */
  public double[] best() {
    List<double[]> starts = new ArrayList<>();
    double[] ones = new double[count];
    Arrays.fill(ones, model.offsets()[0], count, 1);
    starts.add(ones);
    if (model.strengths().learned()) {
      starts.add(new SignStart(model, this).best());
    }
    if (model.strengths().sources() && model.strengths().shared()) {
      starts.add(dominant(ones));
    }
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double[] start : starts) {
      double[] found = minimise(start);
      double error = error(found, true);
      if (best == null || error < least) {
        best = found;
        least = error;
      }
    }
    return best;
  }

  /** One source that is larger than all others by far: the one of the least error. */
  private double[] dominant(double[] ones) {
    double[] best = ones;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < model.size(0); j++) {
      double[] start = ones.clone();
      Arrays.fill(start, model.offsets()[0], model.offsets()[0] + model.size(0), SMALL);
      start[model.offsets()[0] + j] = 1;
      start = linear(start);
      double error = error(start, true);
      if (error < least) {
        best = start;
        least = error;
      }
    }
    return best;
  }

  /** From some strengths; splines and extra terms are solved for at once. */
  public double[] minimise(double[] start) {
    double[] now = model.normalised(start);
    centre = centre(now);
    now = linear(now);
    double error = error(now, true) + penalty(now);
    double damping = 1e-4;
    for (int step = 0; step < ITERATIONS && model.strengths().learned(); step++) {
      double[] gradient = new double[count];
      double[] h = curvature(now, gradient, count);
      double before = error;
      for (int attempt = 0; attempt < ATTEMPTS && error == before; attempt++) {
        double[] next = sum(now, solve(h, gradient, damping, count));
        double after = error(next, true) + penalty(next);
        if (after < error) {
          now = model.normalised(next);
          centre = centre(now);
          error = error(now, true) + penalty(now);
          damping = Math.max(1e-13, damping / 10);
        } else {
          damping *= 10;
        }
      }
      if (before - error <= ENOUGH * before) {
        break;
      }
    }
    return linear(model.normalised(now));
  }

  /** The mean of the sources and that of the responses. */
  private double[] centre(double[] parameters) {
    double[] sums = new double[2];
    int[] counts = new int[2];
    double[] centre = new double[count];
    for (int pass = 0; pass < 2; pass++) {
      for (int b = 0; b < model.blocks(); b++) {
        int n = model.size(b);
        for (int i = model.offsets()[b]; i < model.offsets()[b + 1]; i++) {
          int kind = i < model.offsets()[b] + n ? 0 : 1;
          if (pass == 0) {
            sums[kind] += parameters[i];
            counts[kind]++;
          } else {
            centre[i] = sums[kind] / counts[kind];
          }
        }
      }
    }
    return centre;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  /** Splines and extra terms with the strengths as they are. */
  public double[] linear(double[] parameters) {
    double[] next = parameters.clone();
    int size = model.offsets()[0];
    Arrays.fill(next, 0, size, 0);
    double[] gradient = new double[count];
    double[] h = curvature(next, gradient, size);
    return sum(next, solve(h, gradient, 0, size));
  }

  /**
   * A step in the first parameters. Strengths stand before the splines there: those of a run meet
   * those of another only in what all runs share, so that a matrix of this order fills no zeros.
   */
  private double[] solve(double[] h, double[] gradient, double damping, int size) {
    int strengths = size - Math.min(size, model.offsets()[0]);
    int[] order =
        IntStream.range(0, size).map(i -> (i + size - strengths) % Math.max(1, size)).toArray();
    double[] scale = scale(h, order);
    double[] b = new double[size];
    Arrays.setAll(b, i -> gradient[order[i]] * scale[i]);
    double[] step = new double[count];
    SmallCholesky cholesky = new SmallCholesky();
    if (cholesky.decompose(scaled(h, order, scale, damping), size)) {
      cholesky.solveLower(b, 0);
      cholesky.solveUpper(b, 0);
      for (int i = 0; i < size; i++) {
        step[order[i]] = b[i] * scale[i];
      }
    }
    return step;
  }

  private double[] scale(double[] h, int[] order) {
    return Arrays.stream(order)
        .mapToDouble(i -> h[i * count + i] > 0 ? 1 / Math.sqrt(h[i * count + i]) : 0)
        .toArray();
  }

  private double[] scaled(double[] h, int[] order, double[] scale, double damping) {
    int size = scale.length;
    double[] a = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        a[i * size + j] = h[order[i] * count + order[j]] * scale[i] * scale[j];
      }
      a[i * size + i] += damping;
    }
    return a;
  }

  /**
   * Covariance of all parameters with the gauges held, where the errors have the variance 1 (count
   * x count).
   */
  public double[] covariance(double[] parameters) {
    double[] h = curvature(parameters, new double[count], count);
    model.gauges(parameters).forEach(gauge -> Normal.hold(h, count, 0, gauge));
    return Normal.inverse(h, count);
  }

  /** Sum of squared errors over the windows that are fitted, or held out. */
  public double error(double[] parameters, boolean train) {
    double sum = 0;
    if (train) {
      for (PooledGram gram : pooled) {
        sum += gram.square(gram.kept(model.factors(parameters, gram.run(), gram.receiver())));
      }
      return sum;
    }
    for (int r = 0; r < model.runs().size(); r++) {
      for (RunGram.Receiver receiver : model.runs().get(r).receivers()) {
        sum += error(parameters, r, receiver, false);
      }
    }
    return sum;
  }

  /** The same of one receiver. */
  public double error(double[] parameters, int run, RunGram.Receiver receiver, boolean train) {
    Gram gram = train ? receiver.train() : receiver.test();
    double[] z = model.factors(parameters, run, receiver);
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double row = 0;
      int at = i * gram.columns;
      for (int j = 0; j < z.length; j++) {
        row += gram.sums[at + j] * z[j];
      }
      sum += z[i] * row;
    }
    return Math.max(0, sum);
  }

  /**
   * Second differences of the splines, so that those without data are determined; and strengths far
   * from their mean, in units of their rms, so that those are that the data do not tell.
   */
  private double penalty(double[] parameters) {
    double strengths = 0;
    for (int i = model.offsets()[0]; i < count; i++) {
      strengths += square(parameters[i] - centre[i]);
    }
    double sum = 0;
    for (int at = 0; at < model.kernel(); at += model.splines().count()) {
      for (int b = at + 1; b + 1 < at + model.splines().count(); b++) {
        double bend = parameters[b - 1] - 2 * parameters[b] + parameters[b + 1];
        sum += smoothing[b] * bend * bend;
      }
    }
    return sum + strengths;
  }

  private static double square(double x) {
    return x * x;
  }

  /** J'J, and minus half the slope of the error, of the first parameters. */
  private double[] curvature(double[] parameters, double[] gradient, int size) {
    double[] h = new double[count * count];
    for (PooledGram gram : pooled) {
      add(parameters, gram, h, gradient, size);
    }
    smoothing = smoothing(h);
    for (int i = model.offsets()[0]; i < size; i++) {
      h[i * count + i]++;
      gradient[i] -= parameters[i] - centre[i];
    }
    int[] bend = {1, -2, 1};
    for (int at = 0; at < model.kernel(); at += model.splines().count()) {
      for (int b = at + 1; b + 1 < at + model.splines().count(); b++) {
        double value = parameters[b - 1] - 2 * parameters[b] + parameters[b + 1];
        for (int i = 0; i < 3; i++) {
          gradient[b - 1 + i] -= smoothing[b] * bend[i] * value;
          for (int j = 0; j < 3; j++) {
            h[(b - 1 + i) * count + b - 1 + j] += smoothing[b] * bend[i] * bend[j];
          }
        }
      }
    }
    return h;
  }

  /** The weight of the second difference about each spline. */
  private double[] smoothing(double[] h) {
    double[] weights = new double[model.kernel()];
    int splines = model.splines().count();
    for (int at = 0; at < weights.length; at += splines) {
      double left = 0;
      double right = 0;
      for (int b = 0; b < splines; b++) {
        int last = at + splines - 1 - b;
        left = Math.max(FADING * left, h[(at + b) * count + at + b]);
        right = Math.max(FADING * right, h[last * count + last]);
        weights[at + b] = Math.max(weights[at + b], SMOOTHING * left);
        weights[last] = Math.max(weights[last], SMOOTHING * right);
      }
    }
    return weights;
  }

  private void add(double[] parameters, PooledGram gram, double[] h, double[] gradient, int size) {
    int m = gram.size();
    double[] z = gram.kept(model.factors(parameters, gram.run(), gram.receiver()));
    double[] rest = new double[m];
    for (int i = 0; i < m; i++) {
      rest[i] = -gram.dot(i, z, 0);
    }
    List<KernelModel.Derivative> derivatives =
        model.derivatives(parameters, gram.run(), gram.receiver()).stream()
            .filter(a -> a.parameter() < size)
            .toList();
    double[] product = new double[m];
    for (int one = 0; one < derivatives.size(); one++) {
      KernelModel.Derivative a = derivatives.get(one);
      Arrays.fill(product, 0);
      for (int e = 0; e < a.columns().length; e++) {
        int column = gram.place()[a.columns()[e]];
        double factor = a.values()[e];
        if (column < 0 || factor == 0) {
          continue;
        }
        gradient[a.parameter()] += factor * rest[column];
        int at = column * m;
        for (int j = 0; j < m; j++) {
          product[j] += factor * gram.sums()[at + j];
        }
      }
      for (int two = 0; two <= one; two++) {
        KernelModel.Derivative b = derivatives.get(two);
        double sum = 0;
        for (int e = 0; e < b.columns().length; e++) {
          int column = gram.place()[b.columns()[e]];
          sum += column < 0 ? 0 : product[column] * b.values()[e];
        }
        h[a.parameter() * count + b.parameter()] += sum;
        if (two < one) {
          h[b.parameter() * count + a.parameter()] += sum;
        }
      }
    }
  }
}
