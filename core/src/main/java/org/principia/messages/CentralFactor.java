package org.principia.messages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The scalar g that messages of d components have in common as multiples of the separation.
 *
 * <p>Pairwise forces act along the line of centres: {@code m = b + C u g + rest}, u the unit vector
 * to the sender, g one unknown function of distance, masses and charges. m is fitted by least
 * squares with functions of the particles alone and with {@code u_a phi_p}, phi_p steps of the
 * distance times 1, masses, charges and their product. The fitted multiples of each u_a are {@code
 * C(k,a) g} up to what is no central force, so C is the leading eigenvector of their covariance,
 * and {@code g = u . C^-1 (m - b)}. Rows count by {@code 1 / (1 + |m|^2 / median)}, so that close
 * encounters do not decide. C, and with it g, is known up to a factor.
 */
final class CentralFactor {
  private static final int MAX_STEPS = 10;

  /** Rows for each coefficient of the fit, at least. */
  private static final int ROWS_PER_COEFFICIENT = 6;

  /** Functions of masses and charges by which the steps are multiplied. */
  private static final int FUNCTIONS = 6;

  private static final double EIGENVALUE_TOLERANCE = 1e-9;

  /** A direction of C weaker than this share of the strongest is none. */
  private static final double MIN_STRENGTH = 0.05;

  private final EdgeVariables layout;
  private final double[][] messages;
  private final double[][] inputs;
  private final double[] weights;
  private final double[] stepEdges;
  private final double[] typicalMass;

  private CentralFactor(double[][] messages, double[][] inputs) {
    this.layout = new EdgeVariables(messages.length);
    this.messages = messages;
    this.inputs = inputs;
    this.weights = weights(messages);
    int coefficients = ROWS_PER_COEFFICIENT * messages.length * FUNCTIONS;
    int steps = Math.max(1, Math.min(MAX_STEPS, inputs.length / coefficients));
    double[] distances = Arrays.stream(inputs).mapToDouble(layout::distance).sorted().toArray();
    this.stepEdges =
        IntStream.range(1, steps)
            .mapToDouble(s -> distances[(int) ((long) s * distances.length / steps)])
            .toArray();
    this.typicalMass =
        new double[] {
          median(Arrays.stream(inputs).mapToDouble(layout::receiverMass).toArray()),
          median(Arrays.stream(inputs).mapToDouble(layout::senderMass).toArray())
        };
  }

  /**
   * The factor on each edge, divided by the distance: g / r, up to a factor (N); empty where the
   * messages (d x N) do not follow the separation in all directions. Inputs are values of {@link
   * EdgeVariables} (N, each d + 5).
   */
  static Optional<double[]> of(double[][] messages, List<double[]> inputs) {
    return new CentralFactor(messages, inputs.toArray(double[][]::new)).factor();
  }

  private Optional<double[]> factor() {
    int d = messages.length;
    double[][] coefficients = coefficients();
    RealMatrix c = directions(coefficients);
    double[] strengths = new SingularValueDecomposition(c).getSingularValues();
    if (!(strengths[d - 1] > MIN_STRENGTH * strengths[0])) {
      return Optional.empty();
    }
    RealMatrix inverse = new LUDecomposition(c).getSolver().getInverse();
    double[] level = level(coefficients);
    double[] factor = new double[inputs.length];
    for (int row = 0; row < factor.length; row++) {
      double[] message = new double[d];
      double[] separation = new double[d];
      for (int k = 0; k < d; k++) {
        message[k] = messages[k][row] - level[k];
        separation[k] = layout.separation(inputs[row], k);
      }
      RealVector force = inverse.operate(MatrixUtils.createRealVector(message));
      double r = layout.distance(inputs[row]);
      factor[row] =
          r > 0 ? force.dotProduct(MatrixUtils.createRealVector(separation)) / (r * r) : 0;
    }
    return Optional.of(factor);
  }

  /** For each component: coefficients of the functions of the particles, then of u_a phi_p. */
  private double[][] coefficients() {
    int d = messages.length;
    int size = FUNCTIONS * (1 + d * (stepEdges.length + 1));
    double[][] normal = new double[size][size];
    double[][] right = new double[d][size];
    int[] place = new int[FUNCTIONS * (1 + d)];
    double[] x = new double[place.length];
    for (int row = 0; row < inputs.length; row++) {
      regressors(row, place, x);
      for (int i = 0; i < x.length; i++) {
        double weighted = weights[row] * x[i];
        for (int j = 0; j < x.length; j++) {
          normal[place[i]][place[j]] += weighted * x[j];
        }
        for (int k = 0; k < d; k++) {
          right[k][place[i]] += weighted * messages[k][row];
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(normal);
    return Arrays.stream(right)
        .map(b -> eigen.solve(b, EIGENVALUE_TOLERANCE))
        .toArray(double[][]::new);
  }

  /** The regressors of a row that are not zero, and their places. */
  private void regressors(int row, int[] place, double[] x) {
    int d = messages.length;
    double[] phi = functions(inputs[row]);
    double r = layout.distance(inputs[row]);
    for (int p = 0; p < FUNCTIONS; p++) {
      place[p] = p;
      x[p] = phi[p];
      for (int a = 0; a < d; a++) {
        int i = FUNCTIONS * (1 + a) + p;
        place[i] = place(a, step(r), p);
        x[i] = r > 0 ? phi[p] * layout.separation(inputs[row], a) / r : 0;
      }
    }
  }

  private int place(int axis, int step, int function) {
    return FUNCTIONS * (1 + axis * (stepEdges.length + 1) + step) + function;
  }

  private int step(double r) {
    int step = 0;
    while (step < stepEdges.length && r >= stepEdges[step]) {
      step++;
    }
    return step;
  }

  /** 1, the masses, the charges and their product; masses brought between 0 and 1. */
  private double[] functions(double[] edge) {
    double m1 = layout.receiverMass(edge);
    double m2 = layout.senderMass(edge);
    double q1 = layout.receiverCharge(edge);
    double q2 = layout.senderCharge(edge);
    return new double[] {
      1, m1 / (m1 + typicalMass[0]), m2 / (m2 + typicalMass[1]), q1, q2, q1 * q2
    };
  }

  /** C, the leading direction of the fitted multiples of u_a in component k (d x d). */
  private RealMatrix directions(double[][] coefficients) {
    int d = messages.length;
    double[][] covariance = new double[d * d][d * d];
    double[] multiples = new double[d * d];
    for (int row = 0; row < inputs.length; row++) {
      double[] phi = functions(inputs[row]);
      int step = step(layout.distance(inputs[row]));
      for (int i = 0; i < multiples.length; i++) {
        multiples[i] = 0;
        for (int p = 0; p < FUNCTIONS; p++) {
          multiples[i] += coefficients[i / d][place(i % d, step, p)] * phi[p];
        }
      }
      for (int i = 0; i < multiples.length; i++) {
        for (int j = 0; j < multiples.length; j++) {
          covariance[i][j] += weights[row] * multiples[i] * multiples[j];
        }
      }
    }
    double[] leading = SymmetricEigen.of(covariance).vectors()[0];
    RealMatrix c = MatrixUtils.createRealMatrix(d, d);
    for (int i = 0; i < leading.length; i++) {
      c.setEntry(i / d, i % d, leading[i]);
    }
    return c;
  }

  /** Weighted mean of the part of each component that depends on the particles alone (d). */
  private double[] level(double[][] coefficients) {
    double[] level = new double[messages.length];
    double all = Arrays.stream(weights).sum();
    for (int row = 0; row < inputs.length; row++) {
      double[] phi = functions(inputs[row]);
      for (int k = 0; k < level.length; k++) {
        for (int p = 0; p < FUNCTIONS; p++) {
          level[k] += weights[row] / all * coefficients[k][p] * phi[p];
        }
      }
    }
    return level;
  }

  private static double[] weights(double[][] messages) {
    double[] squares = new double[messages[0].length];
    for (double[] component : messages) {
      double middle = median(component);
      double unit = typical(Arrays.stream(component).map(m -> Math.abs(m - middle)).toArray());
      for (int row = 0; row < squares.length; row++) {
        double distance = unit > 0 ? (component[row] - middle) / unit : 0;
        squares[row] += distance * distance;
      }
    }
    double typical = typical(squares);
    return Arrays.stream(squares).map(s -> 1 / (1 + s / typical)).toArray();
  }

  /** The median; where most values are next to nothing, a hundredth of the mean. */
  private static double typical(double[] sizes) {
    return Math.max(median(sizes), 0.01 * Arrays.stream(sizes).sum() / sizes.length);
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
