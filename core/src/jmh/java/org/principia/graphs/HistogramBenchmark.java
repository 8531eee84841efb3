package org.principia.graphs;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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

/**
 * Frames a microsecond that {@link ComponentHistogram} counts, in its first and its second pass.
 *
 * <p>The baseline finds the least and the largest value of each column in a plain loop: what a pass
 * over the values costs at least. 4 000 frames of 4 particles in the plane, or of 8 in space, with
 * components from N(0, 1).
 *
 * <pre>
 * mvn -q -B -ntp -pl core -Pbench test -Dbench=HistogramBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HistogramBenchmark {
  private static final int FRAMES = 4_000;

  /** Dimension of space. */
  @Param({"2", "3"})
  public int dimension;

  private final Graph[] frames = new Graph[FRAMES];
  private ComponentHistogram coarse;
  private ComponentHistogram fine;

  /** Draws the frames and fills the histogram that the second pass needs. */
  @Setup
  public void draw() {
    RandomGenerator random = RandomStream.of(1, "frames.benchmark");
    int n = dimension == 2 ? 4 : 8;
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    coarse = ComponentHistogram.coarse(GraphSchema.particles(dimension));
    for (int i = 0; i < FRAMES; i++) {
      float[] position = new float[n * dimension];
      float[] velocity = normal(random, n * dimension);
      float[] acceleration = normal(random, n * dimension);
      frames[i] =
          new Particles(dimension, ones, ones, position, velocity, acceleration).graph(0, i, i);
      coarse.add(frames[i]);
    }
    fine = coarse.fine(99.99);
  }

  private static float[] normal(RandomGenerator random, int size) {
    float[] values = new float[size];
    for (int k = 0; k < size; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The first pass: every value is counted. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public ComponentHistogram addCoarse() {
    for (Graph frame : frames) {
      coarse.add(frame);
    }
    return coarse;
  }

  /** The second pass: few values are. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public ComponentHistogram addFine() {
    for (Graph frame : frames) {
      fine.add(frame);
    }
    return fine;
  }

  /** The baseline: least and largest value of each column. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public float[] extremes() {
    float[] extremes = new float[4 * dimension];
    for (Graph frame : frames) {
      widen(extremes, frame.feature("velocity"), 0);
      widen(extremes, frame.target("acceleration"), 2 * dimension);
    }
    return extremes;
  }

  private void widen(float[] extremes, float[] values, int offset) {
    for (int i = 0; i < values.length; i++) {
      int column = offset + 2 * (i % dimension);
      extremes[column] = Math.min(extremes[column], values[i]);
      extremes[column + 1] = Math.max(extremes[column + 1], values[i]);
    }
  }
}
