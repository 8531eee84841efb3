package org.principia.messages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The map of messages under which number k follows axis k, from the samples alone.
 *
 * <p>Pairwise forces act along the line of centres: {@code m = b + C u g + rest}, u the unit vector
 * to the sender, g one unknown function of distance, masses and charges, C the matrix that is
 * wanted. m is fitted by least squares with functions of the particles alone and with {@code u_a
 * phi_p}, phi_p steps of the distance times 1, masses and charges; the coefficients {@code
 * W(k,a,p)} are {@code C(k,a) gamma(p)} up to what is no central force, and gamma is their leading
 * singular vector. Only what turns with the separation counts: functions of the particles alone,
 * which a network may add to its messages, fall out, and noise does not bias C. The map is the best
 * linear unbiased one, {@code (C' N^-1 C)^-1 C' N^-1} with N the covariance of the rest: C^-1 where
 * the message has as many components as there are axes. Rows count by {@code 1 / (1 + |m|^2 /
 * median)}, so that close encounters do not decide.
 *
 * @param matrix the map, scaled so that what it keeps is as large as in the message (d x M)
 * @param offset the map of b (d)
 */
record Alignment(double[][] matrix, double[] offset) {
  private static final int MOST_STEPS = 10;

  private static final int PASSES = 3;

  /** Rows for each coefficient of the fit, at the least. */
  private static final int ROWS = 6;

  /** Functions of masses and charges that the steps are multiplied by. */
  private static final int FACTORS = 6;

  private static final double LEAST_EIGENVALUE = 1e-9;

  /** A direction of C weaker than this share of the strongest is none. */
  private static final double LEAST_STRENGTH = 0.05;

  /** Noise that every component is given, as a share of the mean variance of the rest. */
  private static final double LEAST_NOISE = 1e-4;

  /** The same as a share of the mean square of the messages. */
  private static final double ROUNDING = 1e-12;

  /** Below this share of its mean size, the mean of g has no sign. */
  private static final double SIGNLESS = 1e-3;

  /**
   * Finds the map.
   *
   * @param messages components (M x N)
   * @param inputs values of {@link EdgeVariables} (N, each d + 5)
   * @return the map; empty where the messages do not follow the separation in all directions
   */
  static Optional<Alignment> of(double[][] messages, List<double[]> inputs) {
    // Weights that depend on the direction of the force bias the map; once aligned, they do not.
    double[][] seen = messages;
    Optional<Alignment> found = Optional.empty();
    for (int pass = 0; pass < PASSES; pass++) {
      found = of(messages, inputs, weights(seen));
      if (found.isEmpty()) {
        return found;
      }
      seen = turned(found.get().matrix(), messages);
    }
    return found;
  }

  /** The aligned message of a row along the separation, divided by the distance. */
  double factor(double[][] messages, int row, double[] in) {
    int d = offset.length;
    double along = 0;
    for (int k = 0; k < d; k++) {
      double aligned = -offset[k];
      for (int j = 0; j < messages.length; j++) {
        aligned += matrix[k][j] * messages[j][row];
      }
      along += aligned * in[4 + k];
    }
    double r = in[4 + d];
    return r > 0 ? along / (r * r) : 0;
  }

  private static Optional<Alignment> of(
      double[][] messages, List<double[]> inputs, double[] weights) {
    int d = inputs.get(0).length - 5;
    Fit fit = Fit.of(messages, inputs, weights);
    double[][] c = fit.directions(root(fit.gram()));
    double[][] solved = solved(c, SymmetricEigen.of(fit.rest()));
    SymmetricEigen information = SymmetricEigen.of(product(c, solved));
    double[] values = information.values();
    if (!(values[d - 1] > LEAST_STRENGTH * LEAST_STRENGTH * values[0])) {
      return Optional.empty();
    }
    double[][] map = new double[d][messages.length];
    for (int j = 0; j < messages.length; j++) {
      double[] x = information.solve(column(solved, j), 0);
      for (int k = 0; k < d; k++) {
        map[k][j] = x[k];
      }
    }
    double size = 0;
    for (double[] row : c) {
      for (double value : row) {
        size += value * value / d;
      }
    }
    double[] offset = new double[d];
    for (int k = 0; k < d; k++) {
      for (int j = 0; j < messages.length; j++) {
        map[k][j] *= Math.sqrt(size);
        offset[k] += map[k][j] * fit.level(j);
      }
    }
    return Optional.of(new Alignment(map, offset));
  }

  /** {@code C' N^-1} (d x M). */
  private static double[][] solved(double[][] c, SymmetricEigen noise) {
    double[][] solved = new double[c[0].length][];
    for (int a = 0; a < solved.length; a++) {
      solved[a] = noise.solve(column(c, a), 0);
    }
    return solved;
  }

  /** {@code C' N^-1 C} (d x d). */
  private static double[][] product(double[][] c, double[][] solved) {
    double[][] product = new double[solved.length][solved.length];
    for (int a = 0; a < solved.length; a++) {
      for (int b = 0; b < solved.length; b++) {
        for (int j = 0; j < c.length; j++) {
          product[a][b] += 0.5 * (c[j][b] * solved[a][j] + c[j][a] * solved[b][j]);
        }
      }
    }
    return product;
  }

  private static double[] column(double[][] matrix, int column) {
    return Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray();
  }

  /**
   * Coefficients for each component: of the functions of the particles alone, then of u_a phi_p.
   */
  private record Fit(
      int count,
      double[][] coefficients,
      double[][] gram,
      double[] means,
      double[] level,
      double[][] rest) {

    static Fit of(double[][] messages, List<double[]> inputs, double[] weights) {
      int d = inputs.get(0).length - 5;
      int components = messages.length;
      int rows = inputs.size();
      int steps = Math.max(1, Math.min(MOST_STEPS, rows / (ROWS * d * FACTORS)));
      double[] edges = edges(inputs, steps);
      double[] typical = {median(inputs, 0), median(inputs, 1)};
      int count = steps * FACTORS;
      int size = FACTORS + d * count;
      double[][] normal = new double[size][size];
      double[][] right = new double[components][size];
      double[][] gram = new double[count][count];
      double[] means = new double[count];
      double[] level = new double[FACTORS];
      int[] at = new int[FACTORS + d * FACTORS];
      double[] x = new double[FACTORS + d * FACTORS];
      double[] phi = new double[FACTORS];
      for (int row = 0; row < rows; row++) {
        double[] in = inputs.get(row);
        int step = step(edges, in[4 + d]);
        factors(in, typical, phi);
        for (int p = 0; p < FACTORS; p++) {
          at[p] = p;
          x[p] = phi[p];
          level[p] += weights[row] * phi[p];
          for (int a = 0; a < d; a++) {
            int place = (1 + a) * FACTORS + p;
            at[place] = FACTORS + a * count + step * FACTORS + p;
            x[place] = in[4 + d] > 0 ? phi[p] * in[4 + a] / in[4 + d] : 0;
          }
        }
        for (int i = 0; i < x.length; i++) {
          double weighed = weights[row] * x[i];
          for (int j = 0; j < x.length; j++) {
            normal[at[i]][at[j]] += weighed * x[j];
          }
          for (int k = 0; k < components; k++) {
            right[k][at[i]] += weighed * messages[k][row];
          }
        }
        for (int p = 0; p < FACTORS; p++) {
          means[step * FACTORS + p] += weights[row] * phi[p];
          for (int q = 0; q < FACTORS; q++) {
            gram[step * FACTORS + p][step * FACTORS + q] += weights[row] * phi[p] * phi[q];
          }
        }
      }
      SymmetricEigen eigen = SymmetricEigen.of(normal);
      double[][] coefficients = new double[components][];
      for (int k = 0; k < components; k++) {
        coefficients[k] = eigen.solve(right[k], LEAST_EIGENVALUE);
      }
      double[][] rest = rest(messages, weights, coefficients, right);
      return new Fit(count, coefficients, gram, means, level, rest);
    }

    /** Covariance of what the fit leaves, each component given a little noise of its own. */
    private static double[][] rest(
        double[][] messages, double[] weights, double[][] coefficients, double[][] right) {
      int components = messages.length;
      double[][] rest = new double[components][components];
      double least = Double.MIN_NORMAL;
      for (int i = 0; i < components; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * messages[i][row] * messages[j][row];
          }
          least += i == j ? ROUNDING * sum / components : 0;
          for (int f = 0; f < right[j].length; f++) {
            sum -= coefficients[i][f] * right[j][f];
          }
          rest[i][j] = sum;
          rest[j][i] = sum;
        }
        least += LEAST_NOISE * Math.max(0, rest[i][i]) / components;
      }
      for (int i = 0; i < components; i++) {
        rest[i][i] += least;
      }
      return rest;
    }

    /** The directions C that the leading common factor g gives the axes (M x d). */
    double[][] directions(double[][] root) {
      int d = (coefficients[0].length - FACTORS) / count;
      double[][] sized = new double[coefficients.length * d][count];
      double[][] square = new double[count][count];
      for (int row = 0; row < sized.length; row++) {
        for (int p = 0; p < count; p++) {
          double coefficient = coefficient(row / d, row % d, p);
          for (int q = 0; q < count; q++) {
            sized[row][q] += coefficient * root[p][q];
          }
        }
        for (int p = 0; p < count; p++) {
          for (int q = 0; q < count; q++) {
            square[p][q] += sized[row][p] * sized[row][q];
          }
        }
      }
      double[] gamma = SymmetricEigen.of(square).vectors()[0];
      double[][] c = new double[coefficients.length][d];
      for (int row = 0; row < sized.length; row++) {
        for (int p = 0; p < count; p++) {
          c[row / d][row % d] += sized[row][p] * gamma[p];
        }
      }
      if (meanFactor(c) < 0) {
        for (double[] row : c) {
          for (int a = 0; a < d; a++) {
            row[a] = -row[a];
          }
        }
      }
      return c;
    }

    double coefficient(int component, int axis, int function) {
      return coefficients[component][FACTORS + axis * count + function];
    }

    /** Mean of what a component says of the particles alone. */
    double level(int component) {
      double sum = 0;
      for (int p = 0; p < FACTORS; p++) {
        sum += coefficients[component][p] * level[p] / level[0];
      }
      return sum;
    }

    /** Mean of the factor g that goes with a matrix C, zero where it is next to nothing. */
    private double meanFactor(double[][] c) {
      double mean = 0;
      double size = 0;
      for (int p = 0; p < count; p++) {
        double gamma = 0;
        for (int k = 0; k < c.length; k++) {
          for (int a = 0; a < c[k].length; a++) {
            gamma += c[k][a] * coefficient(k, a, p);
          }
        }
        mean += gamma * means[p];
        size += Math.abs(gamma * means[p]);
      }
      return Math.abs(mean) > SIGNLESS * size ? mean : 0;
    }
  }

  /** 1, the masses, the charges and their product; masses brought between 0 and 1. */
  private static void factors(double[] in, double[] typical, double[] phi) {
    phi[0] = 1;
    phi[1] = in[0] / (in[0] + typical[0]);
    phi[2] = in[1] / (in[1] + typical[1]);
    phi[3] = in[2];
    phi[4] = in[3];
    phi[5] = in[2] * in[3];
  }

  private static double median(List<double[]> inputs, int column) {
    double[] values = inputs.stream().mapToDouble(in -> in[column]).sorted().toArray();
    return values[values.length / 2];
  }

  /** Distances that cut the rows into steps of as many rows each. */
  private static double[] edges(List<double[]> inputs, int steps) {
    double[] r = inputs.stream().mapToDouble(in -> in[in.length - 1]).sorted().toArray();
    double[] edges = new double[steps - 1];
    for (int s = 1; s < steps; s++) {
      edges[s - 1] = r[(int) ((long) s * r.length / steps)];
    }
    return edges;
  }

  private static int step(double[] edges, double r) {
    int step = 0;
    while (step < edges.length && r >= edges[step]) {
      step++;
    }
    return step;
  }

  /** Median absolute distance of each component from its median, or a little of the mean one. */
  private static double[] units(double[][] messages) {
    double[] units = new double[messages.length];
    for (int k = 0; k < units.length; k++) {
      double middle = median(messages[k]);
      units[k] = typical(Arrays.stream(messages[k]).map(m -> Math.abs(m - middle)).toArray());
    }
    return units;
  }

  /** The median; where most values are next to nothing, a hundredth of the mean. */
  private static double typical(double[] sizes) {
    return Math.max(median(sizes), 0.01 * Arrays.stream(sizes).sum() / sizes.length);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double[] weights(double[][] messages) {
    double[] units = units(messages);
    double[] squares = new double[messages[0].length];
    for (int k = 0; k < messages.length; k++) {
      double middle = median(messages[k]);
      for (int row = 0; row < squares.length; row++) {
        double distance = units[k] > 0 ? (messages[k][row] - middle) / units[k] : 0;
        squares[row] += distance * distance;
      }
    }
    double typical = typical(squares);
    return Arrays.stream(squares).map(s -> 1 / (1 + s / typical)).toArray();
  }

  /** The symmetric square root. */
  private static double[][] root(double[][] gram) {
    SymmetricEigen eigen = SymmetricEigen.of(gram);
    int n = gram.length;
    double[][] root = new double[n][n];
    for (int e = 0; e < n; e++) {
      double size = Math.sqrt(Math.max(0, eigen.values()[e]));
      double[] v = eigen.vectors()[e];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          root[i][j] += size * v[i] * v[j];
        }
      }
    }
    return root;
  }

  private static double[][] turned(double[][] map, double[][] messages) {
    double[][] turned = new double[map.length][messages[0].length];
    for (int k = 0; k < map.length; k++) {
      for (int j = 0; j < messages.length; j++) {
        for (int row = 0; row < messages[j].length; row++) {
          turned[k][row] += map[k][j] * messages[j][row];
        }
      }
    }
    return turned;
  }
}
