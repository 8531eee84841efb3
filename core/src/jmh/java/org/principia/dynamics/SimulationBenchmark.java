package org.principia.dynamics;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.ThreadParams;
import org.principia.dynamics.law.PairwiseField;

/**
 * Runs a second: 500 states, tolerance 1e-8, the particles that the dimension has by default.
 *
 * <p>The baseline is {@link RungeKutta4}, which evaluates the field 1 997 times a run and controls
 * no error: where two particles pass closely it is wrong by a length and more. Each invocation
 * simulates the next run, so that the work is typical; the score with two threads is that of both
 * together (the target: 2 500 runs a second of springs in the plane).
 *
 * <pre>
 * mvn -q -B -ntp -pl core -Pbench test -Dbench=SimulationBenchmark
 * mvn -q -B -ntp -pl core -Pbench test -Dbench=SimulationBenchmark -Dbench.options="-t 2"
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SimulationBenchmark {
  /** Force law and dimension. */
  @Param({"spring-2", "inverse-square-3", "charge-3"})
  public String cell;

  private Simulator adaptive;
  private Simulator baseline;
  private int run;
  private int stride;

  /**
   * Builds both simulators; the threads share out the run numbers.
   *
   * @param threads number and count of the threads
   */
  @Setup
  public void prepare(ThreadParams threads) {
    int dash = cell.lastIndexOf('-');
    String law = cell.substring(0, dash);
    int dimension = Integer.parseInt(cell.substring(dash + 1));
    DynamicsSettings settings =
        new DynamicsSettings(law, dimension, 0, 1, 1, 500, 0, 0.01, 1e-8, List.of());
    adaptive = new Simulator(settings, 1);
    baseline =
        new Simulator(settings, 1, new PairwiseField(settings.forceLaw()), new RungeKutta4());
    run = threads.getThreadIndex();
    stride = threads.getThreadCount();
  }

  /** The simulator as {@code simulate} uses it. */
  @Benchmark
  public Trajectory dormandPrince54() {
    return adaptive.run(next());
  }

  /** The same runs with the baseline. */
  @Benchmark
  public Trajectory rungeKutta4() {
    return baseline.run(next());
  }

  private int next() {
    int current = run;
    run += stride;
    return current;
  }
}
