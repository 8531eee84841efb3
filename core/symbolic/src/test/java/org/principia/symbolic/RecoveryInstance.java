package org.principia.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;

/** One noisy target and the truth behind it. */
final class RecoveryInstance {
  private static final int ROWS = 5000;
  private static final double NOISE = 0.1;
  private static final List<String> EDGE = List.of("m1", "m2", "q1", "q2", "dx", "dy", "r");
  private static final List<String> NODE = List.of("m", "q", "x", "y", "vx", "vy", "s1", "s2");

  final Table table;
  private final String law;
  private final int number;
  private final double[] coefficients;

  private RecoveryInstance(String law, int number, double[] coefficients, Table table) {
    this.coefficients = coefficients;
    this.law = law;
    this.number = number;
    this.table = table;
  }

  static RecoveryInstance of(String law, int number) {
    RandomGenerator rng = RandomStream.of(number, "study." + law);
    boolean node = "node".equals(law);
    double[][] rows = new double[ROWS][];
    double[] truth = new double[ROWS];
    double angle = 2 * Math.PI * rng.nextDouble();
    double a = number % 5 == 4 ? 1 : Math.cos(angle);
    double b = number % 5 == 4 ? 0.02 : Math.sin(angle);
    double scale = Math.pow(10, 2 * rng.nextDouble() - 1);
    double c = 0.5 * rng.nextGaussian();
    double[] coefficients = {scale * a, scale * b, scale * c};
    for (int i = 0; i < ROWS; i++) {
      rows[i] = node ? nodeRow(rng) : edgeRow(rng, 0);
      double[] parts = truths(law, rows[i]);
      truth[i] = combined(coefficients, parts);
    }
    addNoise(truth, rows, node ? 0.02 : NOISE, node, rng);
    return new RecoveryInstance(
        law, number, coefficients, Table.of(node ? NODE : EDGE, transposed(rows), truth));
  }

  /** Half smooth (a few random waves), half independent, wilder near contact. */
  private static void addNoise(
      double[] y, double[][] rows, double share, boolean node, RandomGenerator rng) {
    double sd = share * deviation(y);
    int waves = 12;
    int columns = rows[0].length;
    double[][] wave = new double[waves][columns + 1];
    for (double[] w : wave) {
      for (int j = 0; j < columns; j++) {
        w[j] = rng.nextGaussian() * 0.5;
      }
      w[columns] = 2 * Math.PI * rng.nextDouble();
    }
    for (int i = 0; i < y.length; i++) {
      double smooth = 0;
      for (double[] w : wave) {
        double phase = w[columns];
        for (int j = 0; j < columns; j++) {
          phase += w[j] * rows[i][j];
        }
        smooth += Math.sin(phase) * Math.sqrt(2.0 / waves);
      }
      double contact = node ? 1 : 1 + 1 / (0.3 + 3 * rows[i][6]);
      y[i] += sd * contact * Math.sqrt(0.5) * (0.8 * smooth + 0.8 * rng.nextGaussian());
    }
  }

  private static double combined(double[] coefficients, double[] parts) {
    double last = parts.length > 2 ? parts[2] : 1;
    return coefficients[0] * parts[0] + coefficients[1] * parts[1] + coefficients[2] * last;
  }

  /** Whether the formula is an affine map of the true components. */
  boolean recovers(Expression e) {
    double[][] fresh = freshRows();
    double[] f = values(e, fresh);
    double[][] basis = new double[fresh.length][];
    for (int i = 0; i < fresh.length; i++) {
      basis[i] = truths(law, fresh[i]);
    }
    return Regression.r2(basis, f) > 1 - 1e-3;
  }

  /** The stricter question: whether the formula is the noise-free target itself. */
  boolean isTrue(Expression e) {
    double[][] fresh = freshRows();
    double[] f = values(e, fresh);
    double[] truth = new double[f.length];
    double wrong = 0;
    for (int i = 0; i < f.length; i++) {
      truth[i] = combined(coefficients, truths(law, fresh[i]));
      wrong += (f[i] - truth[i]) * (f[i] - truth[i]) / f.length;
    }
    double sd = deviation(truth);
    return wrong < 1e-3 * sd * sd;
  }

  private double[][] freshRows() {
    RandomGenerator rng = RandomStream.of(number, "study.fresh");
    double[][] rows = new double[4000][];
    for (int i = 0; i < rows.length; i++) {
      boolean node = "node".equals(law);
      rows[i] = node ? nodeRow(rng) : edgeRow(rng, 0.1 + 5.9 * rng.nextDouble());
    }
    return rows;
  }

  private static double[] values(Expression e, double[][] rows) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = e.evaluate(rows[i]);
    }
    return values;
  }

  private static double[] edgeRow(RandomGenerator rng, double distance) {
    double dx = 1.5 * Math.sqrt(2) * rng.nextGaussian();
    double dy = 1.5 * Math.sqrt(2) * rng.nextGaussian();
    double r = Math.hypot(dx, dy);
    if (distance > 0) {
      dx *= distance / r;
      dy *= distance / r;
      r = distance;
    }
    return new double[] {
      Math.exp(rng.nextGaussian()),
      Math.exp(rng.nextGaussian()),
      rng.nextBoolean() ? 1 : -1,
      rng.nextBoolean() ? 1 : -1,
      dx,
      dy,
      r
    };
  }

  private static double[] nodeRow(RandomGenerator rng) {
    double[] row = new double[8];
    for (int j = 2; j < 8; j++) {
      row[j] = rng.nextGaussian() * (j > 5 ? 2 : 1);
    }
    row[0] = Math.exp(rng.nextGaussian());
    row[1] = rng.nextBoolean() ? 1 : -1;
    return row;
  }

  /** The true components; the target is a linear combination of them, and a shift. */
  private static double[] truths(String law, double[] x) {
    if ("node".equals(law)) {
      return new double[] {x[6] / x[0], x[7] / x[0], 1 / x[0]};
    }
    double r = x[6];
    double g =
        switch (law) {
          case "spring" -> 1 - 1 / r;
          case "inverse-distance" -> x[0] * x[1] / (r * (r + 0.01));
          case "inverse-square" -> x[0] * x[1] / (r * (r + 0.01) * (r + 0.01));
          case "charge" -> -x[2] * x[3] / (r * (r + 0.01) * (r + 0.01));
          default -> throw new IllegalArgumentException(law);
        };
    return new double[] {x[4] * g, x[5] * g};
  }

  private static double deviation(double[] y) {
    double mean = 0;
    double square = 0;
    for (double v : y) {
      mean += v / y.length;
      square += v * v / y.length;
    }
    return Math.sqrt(square - mean * mean);
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }

  /** Ordinary least squares with a shift, by Gram-Schmidt: of use for two or three regressors. */
  private static final class Regression {
    private Regression() {}

    static double r2(double[][] rows, double[] y) {
      List<double[]> orthogonal = new ArrayList<>();
      double[] residual = centred(y);
      double total = dot(residual, residual);
      for (int j = 0; j < rows[0].length; j++) {
        double[] column = new double[rows.length];
        for (int i = 0; i < column.length; i++) {
          column[i] = rows[i][j];
        }
        column = centred(column);
        for (double[] q : orthogonal) {
          subtract(column, q, dot(column, q) / dot(q, q));
        }
        if (dot(column, column) > 0) {
          orthogonal.add(column);
          subtract(residual, column, dot(residual, column) / dot(column, column));
        }
      }
      return total > 0 ? 1 - dot(residual, residual) / total : 0;
    }

    private static double[] centred(double[] values) {
      double mean = 0;
      for (double v : values) {
        mean += v / values.length;
      }
      double[] out = new double[values.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = values[i] - mean;
      }
      return out;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }

    private static void subtract(double[] from, double[] what, double factor) {
      for (int i = 0; i < from.length; i++) {
        from[i] -= factor * what[i];
      }
    }
  }
}
