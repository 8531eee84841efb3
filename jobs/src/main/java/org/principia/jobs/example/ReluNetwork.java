package org.principia.jobs.example;

import java.util.random.RandomGenerator;

/**
 * A network of one layer of ReLU units for functions of one variable.
 *
 * <p>{@code f(x) = c + sum_k w_k max(0, a_k x + b_k)}: a broken line with at most as many kinks as
 * units, and straight beyond the outermost. Trained by Adam (Kingma and Ba 2015, algorithm 1) on
 * the mean square error of all samples at once, the rate falling to zero along half a cosine.
 */
final class ReluNetwork {
  private static final double DECAY_1 = 0.9;
  private static final double DECAY_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final int units;

  /** Slopes a, offsets b and weights w of all units, then c (3 units + 1). */
  private final double[] parameters;

  private ReluNetwork(double[] parameters) {
    this.parameters = parameters;
    this.units = (parameters.length - 1) / 3;
  }

  /**
   * An untrained network whose kinks are spread over a range, which is where it can bend.
   *
   * @param units number of units
   * @param range kinks lie from {@code -range} to {@code range}
   * @param rng of the initial parameters
   */
  static ReluNetwork create(int units, double range, RandomGenerator rng) {
    double[] parameters = new double[3 * units + 1];
    for (int k = 0; k < units; k++) {
      double slope = rng.nextBoolean() ? 1 : -1;
      parameters[k] = slope;
      parameters[units + k] = -slope * range * (2 * rng.nextDouble() - 1);
      // Glorot's variance 2 / (inputs + outputs) of the layer above.
      parameters[2 * units + k] = rng.nextGaussian() * Math.sqrt(2.0 / (units + 1));
    }
    return new ReluNetwork(parameters);
  }

  /** The value at a point. */
  double at(double x) {
    double sum = parameters[3 * units];
    for (int k = 0; k < units; k++) {
      sum += parameters[2 * units + k] * Math.max(0, parameters[k] * x + parameters[units + k]);
    }
    return sum;
  }

  /** Mean square error over samples. */
  double meanSquare(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double error = at(x[i]) - y[i];
      sum += error * error;
    }
    return sum / x.length;
  }

  /** The derivative of {@link #meanSquare} by each parameter. */
  double[] gradient(double[] x, double[] y) {
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < x.length; i++) {
      double slope = 2 * (at(x[i]) - y[i]) / x.length;
      gradient[3 * units] += slope;
      for (int k = 0; k < units; k++) {
        double activation = parameters[k] * x[i] + parameters[units + k];
        if (activation > 0) {
          double above = slope * parameters[2 * units + k];
          gradient[k] += above * x[i];
          gradient[units + k] += above;
          gradient[2 * units + k] += slope * activation;
        }
      }
    }
    return gradient;
  }

  /** The parameters themselves, not a copy. */
  double[] parameters() {
    return parameters;
  }

  /**
   * Trains.
   *
   * @param x samples (n)
   * @param y targets (n)
   * @param steps of Adam, each over all samples
   * @param rate learning rate of the first step
   */
  void train(double[] x, double[] y, int steps, double rate) {
    double[] first = new double[parameters.length];
    double[] second = new double[parameters.length];
    double power1 = 1;
    double power2 = 1;
    for (int step = 0; step < steps; step++) {
      double[] gradient = gradient(x, y);
      power1 *= DECAY_1;
      power2 *= DECAY_2;
      double now = rate * 0.5 * (1 + Math.cos(Math.PI * step / steps));
      for (int j = 0; j < parameters.length; j++) {
        first[j] = DECAY_1 * first[j] + (1 - DECAY_1) * gradient[j];
        second[j] = DECAY_2 * second[j] + (1 - DECAY_2) * gradient[j] * gradient[j];
        parameters[j] -=
            now * (first[j] / (1 - power1)) / (Math.sqrt(second[j] / (1 - power2)) + EPSILON);
      }
    }
  }
}
