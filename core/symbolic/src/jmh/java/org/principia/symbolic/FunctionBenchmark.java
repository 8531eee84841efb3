package org.principia.symbolic;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.program.BlockKernels;
import org.principia.symbolic.internal.program.Program;

/**
 * Values a nanosecond of one operator over a block; the baseline is {@code Math}'s in a plain loop.
 *
 * <p>A loop that falls out of vector code after a change shows here: the figures of exp, log and
 * sin fall to the baseline's.
 *
 * <pre>
 * mvn -q -B -ntp -pl core -Pbench test -Dbench=FunctionBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FunctionBenchmark {
  /** The operator. */
  @Param({"ADD", "DIVIDE", "SQRT", "EXP", "LOG", "SIN", "COS", "TAN", "TANH", "POW", "CBRT"})
  public Operator operator;

  private final BlockKernels kernels = new BlockKernels();
  private double[] a;
  private double[] b;
  private final double[] out = new double[Program.BLOCK];

  /** Draws the operands. */
  @Setup
  public void draw() {
    a = RandomStream.of(1, "symbolic.benchmark").doubles(Program.BLOCK, 0.1, 3).toArray();
    b = RandomStream.of(2, "symbolic.benchmark").doubles(Program.BLOCK, 0.1, 3).toArray();
  }

  /**
   * The kernel.
   *
   * @return the values
   */
  @Benchmark
  @OperationsPerInvocation(Program.BLOCK)
  public double[] block() {
    kernels.value(operator, a, b, out, Program.BLOCK);
    return out;
  }

  /**
   * The baseline.
   *
   * @return the values
   */
  @Benchmark
  @OperationsPerInvocation(Program.BLOCK)
  public double[] byMath() {
    switch (operator) {
      case ADD -> add();
      case DIVIDE -> divide();
      case SQRT -> sqrt();
      case EXP -> exp();
      case LOG -> log();
      case SIN -> sin();
      case COS -> cos();
      case TAN -> tan();
      case TANH -> tanh();
      case POW -> pow();
      default -> cbrt();
    }
    return out;
  }

  private void add() {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private void divide() {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] / b[i];
    }
  }

  private void sqrt() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.sqrt(a[i]);
    }
  }

  private void exp() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.exp(a[i]);
    }
  }

  private void log() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.log(a[i]);
    }
  }

  private void sin() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.sin(a[i]);
    }
  }

  private void cos() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.cos(a[i]);
    }
  }

  private void tan() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.tan(a[i]);
    }
  }

  private void tanh() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.tanh(a[i]);
    }
  }

  private void pow() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.pow(a[i], b[i]);
    }
  }

  private void cbrt() {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.cbrt(a[i]);
    }
  }
}
