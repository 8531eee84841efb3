package org.principia.symbolic.front;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.fit.RowLoss;
import org.principia.symbolic.internal.program.Program;
import org.principia.symbolic.math.SmallCholesky;
import org.principia.symbolic.settings.Loss;

/**
 * What the rows say of one formula.
 *
 * @param misfit minus the logarithm of the likelihood of the rows, in nats up to a constant that is
 *     the same for all formulas, see {@link StudentErrors}; a NaN where the formula is not finite
 * @param noise standard deviation of the errors but for rows far off: of the target's unit, or a
 *     share of the target where the loss is relative
 * @param standardErrors of the constants, from the curvature of the squared errors at the fit:
 *     {@code noise sqrt(diag (J' J)^-1)}, J the derivatives in units of the errors; a NaN where the
 *     rows do not determine a constant, 0 for an exponent that is held (constants)
 * @param farOff rows whose errors are larger than {@value #FAR} deviations, the farthest first
 */
public record Diagnostics(
    double misfit, double noise, double[] standardErrors, List<Integer> farOff) {
  /** Normal errors are this many deviations once in 500 million rows. */
  static final int FAR = 6;

  /** What rounding leaves of the target's size, as a share of it. */
  private static final double ROUNDING = 1e-14;

  /** Copies the rows. */
  public Diagnostics {
    farOff = List.copyOf(farOff);
  }

  /** Of a formula with its constants as they are. */
  public static Diagnostics of(Expression e, Table table, Loss loss) {
    double[] units = RowLoss.units(loss, table.target());
    double[] errors = errors(e, table, units);
    StudentErrors student = student(errors, table.target(), table.weights(), units);
    double rows = Arrays.stream(table.weights()).filter(w -> w > 0).count();
    double free = Math.max(1, rows - Exponents.countFitted(e));
    double noise = student.deviation() * Math.sqrt(rows / free);
    return new Diagnostics(
        misfit(student, errors),
        noise,
        standardErrors(e, table, units, noise),
        IntStream.range(0, errors.length)
            .filter(i -> Math.abs(errors[i]) > FAR * noise && table.weights()[i] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(errors[i])))
            .toList());
  }

  /** The misfit alone, which of many rows costs a fraction of the rest. */
  public static double misfit(Expression e, Table table, Loss loss) {
    double[] units = RowLoss.units(loss, table.target());
    double[] errors = errors(e, table, units);
    return misfit(student(errors, table.target(), table.weights(), units), errors);
  }

  private static double misfit(StudentErrors student, double[] errors) {
    return Arrays.stream(errors).allMatch(Double::isFinite) ? student.misfit() : Double.NaN;
  }

  /** Errors of targets in some units, both by row. */
  static StudentErrors student(double[] errors, double[] target, double[] weights, double[] units) {
    double size = 0;
    for (int i = 0; i < errors.length; i++) {
      size += Math.abs(target[i]) / units[i] / errors.length;
    }
    double least = Math.max(ROUNDING * size, Double.MIN_NORMAL);
    return new StudentErrors(errors, weights, least, range(target, weights, units));
  }

  /** How far apart targets are in units of their errors; of relative ones twice their size. */
  private static double range(double[] target, double[] weights, double[] units) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean alike = true;
    for (int i = 0; i < target.length; i++) {
      if (weights[i] > 0) {
        low = Math.min(low, target[i] / units[0]);
        high = Math.max(high, target[i] / units[0]);
        alike &= units[i] == units[0];
      }
    }
    return alike ? high - low : 2;
  }

  /**
   * Standard errors of the constants by the bootstrap (Efron 1979): their standard deviation over
   * fits to as many rows as there are, drawn with replacement.
   *
   * @param times fits, 2 or more
   * @param seed of the draws
   * @return of each constant (constants)
   */
  public static double[] bootstrap(Expression e, Table table, Loss loss, int times, long seed) {
    RandomGenerator rng = RandomStream.of(seed, "symbolic.bootstrap");
    int constants = e.constants().length;
    double[][] fitted = new double[times][];
    for (int t = 0; t < times; t++) {
      double[] weights = new double[table.rows()];
      for (int i = 0; i < weights.length; i++) {
        int row = rng.nextInt(weights.length);
        weights[row] += table.weights()[row];
      }
      fitted[t] = Snapping.refitted(e, table, weights, loss).constants();
    }
    double[] errors = new double[constants];
    for (int k = 0; k < constants; k++) {
      int constant = k;
      double[] values = Arrays.stream(fitted).mapToDouble(c -> c[constant]).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      errors[k] = Math.sqrt(square / (times - 1));
    }
    return errors;
  }

  private static double[] errors(Expression e, Table table, double[] units) {
    double[] errors = values(e, table);
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (errors[i] - table.target()[i]) / units[i];
    }
    return errors;
  }

  /** Values of a formula (rows). */
  static double[] values(Expression e, Table table) {
    double[] values = new double[table.rows()];
    compiled(e).values(columns(e, table), values.length, values);
    return values;
  }

  /** Of the formula's own columns: a program copies all that it is given. */
  private static Program compiled(Expression e) {
    Program program = new Program();
    program.compile(e.bind(List.copyOf(e.variables())));
    return program;
  }

  /** The columns that a formula is of (columns x rows). */
  static double[][] columns(Expression e, Table table) {
    return e.variables().stream()
        .map(name -> table.columns()[table.names().indexOf(name)])
        .toArray(double[][]::new);
  }

  /** The weights of rows have the mean 1 here. */
  private static double[] standardErrors(Expression e, Table table, double[] units, double noise) {
    int constants = e.constants().length;
    int rows = table.rows();
    double[][] derivatives = new double[constants][rows];
    compiled(e).derivatives(columns(e, table), rows, new double[rows], derivatives);
    boolean[] held = new boolean[constants];
    Exponents.markHeld(e, held);
    for (int k = 0; k < constants; k++) {
      if (held[k]) {
        // Without a derivative where the base is negative.
        Arrays.fill(derivatives[k], 0);
      }
    }
    double mean = Arrays.stream(table.weights()).average().orElseThrow();
    double[] matrix = new double[constants * constants];
    for (int j = 0; j < constants; j++) {
      for (int k = 0; k <= j; k++) {
        for (int i = 0; i < rows; i++) {
          double weight = table.weights()[i] / (mean * units[i] * units[i]);
          matrix[j * constants + k] += weight * derivatives[j][i] * derivatives[k][i];
        }
      }
      if (held[j]) {
        matrix[j * constants + j] = 1;
      }
    }
    double[] variances = inverseDiagonal(matrix, constants);
    return IntStream.range(0, constants)
        .mapToDouble(
            k -> held[k] ? 0 : variances[k] > 0 ? noise * Math.sqrt(variances[k]) : Double.NaN)
        .toArray();
  }

  /** Of a matrix whose lower triangle is there; 0 or a NaN where it is singular. */
  private static double[] inverseDiagonal(double[] matrix, int size) {
    double[] unit = new double[size];
    for (int j = 0; j < size; j++) {
      double square = matrix[j * size + j];
      unit[j] = square > 0 && square <= Double.MAX_VALUE ? 1 / Math.sqrt(square) : 0;
      for (int k = 0; k <= j; k++) {
        boolean both = unit[j] > 0 && unit[k] > 0;
        matrix[j * size + k] = both ? matrix[j * size + k] * unit[j] * unit[k] : 0;
      }
    }
    double[] diagonal = new double[size];
    SmallCholesky factor = new SmallCholesky();
    boolean finite = factor.decompose(matrix, size);
    for (int k = 0; k < size; k++) {
      double[] column = new double[size];
      column[k] = 1;
      if (finite) {
        factor.solveLower(column, 0);
        factor.solveUpper(column, 0);
      }
      diagonal[k] = finite ? column[k] * unit[k] * unit[k] : Double.NaN;
    }
    return diagonal;
  }
}
