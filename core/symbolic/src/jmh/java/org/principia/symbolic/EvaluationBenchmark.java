package org.principia.symbolic;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.program.Program;

/**
 * Times of evaluating a formula over a table's columns, and of its derivatives by the constants.
 *
 * <p>The baseline is the same formula written by hand as one plain loop over whole columns, with
 * {@code Math}'s functions. Node-rows a second are {@code nodes * rows / time}, leaves counted: 17
 * nodes {@code sums}, 11 {@code division}, 13 {@code waves}, 10 {@code logarithm}.
 *
 * <pre>
 * mvn -q -B -ntp -pl core -Pbench test -Dbench=EvaluationBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvaluationBenchmark {
  private static final List<String> NAMES = List.of("x", "y", "z", "w");

  /** A formula, written twice in this class. */
  @Param({"sums", "division", "waves", "logarithm"})
  public String formula;

  /** Rows of the table. */
  @Param({"1000", "5000"})
  public int rows;

  private final Program program = new Program();
  private double[][] columns;
  private double[] out;

  private static String text(String formula) {
    return switch (formula) {
      case "sums" -> "(x * y + z * w) * (x - 2.5 * y) + w * 1.5";
      case "division" -> "x * 1.5 + (y - z) / (w + 2)";
      case "waves" -> "1.3 * exp(-0.5 * x) + sin(2.1 * y) * z";
      case "logarithm" -> "log(x + y) * w + 2 * x";
      default -> throw new IllegalArgumentException(formula);
    };
  }

  /** Draws the columns from [0.5, 1.5). */
  @Setup
  public void draw() {
    RandomGenerator random = RandomStream.of(1, "symbolic.benchmark");
    columns = new double[NAMES.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = random.doubles(rows, 0.5, 1.5).toArray();
    }
    out = new double[rows];
    program.compile(Expression.parse(text(formula), NAMES));
  }

  /**
   * The values, block by block.
   *
   * @param sink takes them
   */
  @Benchmark
  public void values(Blackhole sink) {
    for (int from = 0; from < rows; from += Program.BLOCK) {
      program.values(columns, from, Math.min(Program.BLOCK, rows - from));
      sink.consume(program.result());
    }
  }

  /**
   * The values and the derivatives by every constant.
   *
   * @param sink takes them
   */
  @Benchmark
  public void valuesAndDerivatives(Blackhole sink) {
    for (int from = 0; from < rows; from += Program.BLOCK) {
      int n = Math.min(Program.BLOCK, rows - from);
      program.values(columns, from, n);
      program.derivatives(1, n);
      sink.consume(program.result());
      sink.consume(program.derivative(0));
    }
  }

  /**
   * The baseline.
   *
   * @return the values
   */
  @Benchmark
  public double[] byHand() {
    double[] x = columns[0];
    double[] y = columns[1];
    double[] z = columns[2];
    double[] w = columns[3];
    switch (formula) {
      case "sums" -> sums(x, y, z, w, out);
      case "division" -> division(x, y, z, w, out);
      case "waves" -> waves(x, y, z, out);
      default -> logarithm(x, y, w, out);
    }
    return out;
  }

  private static void sums(double[] x, double[] y, double[] z, double[] w, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (x[i] * y[i] + z[i] * w[i]) * (x[i] - 2.5 * y[i]) + w[i] * 1.5;
    }
  }

  private static void division(double[] x, double[] y, double[] z, double[] w, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] * 1.5 + (y[i] - z[i]) / (w[i] + 2);
    }
  }

  private static void waves(double[] x, double[] y, double[] z, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 1.3 * Math.exp(-0.5 * x[i]) + Math.sin(2.1 * y[i]) * z[i];
    }
  }

  private static void logarithm(double[] x, double[] y, double[] w, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.log(x[i] + y[i]) * w[i] + 2 * x[i];
    }
  }
}
