package org.principia.gnn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
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
import org.principia.common.RandomStream;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;

/**
 * Milliseconds of one training step of one worker, and of its parts.
 *
 * <p>The baseline, {@code products}, is the large matrix products of the step alone, those whose
 * three dimensions are all 100 or more: what a step costs at least with this BLAS. PyTorch's step
 * on the same shapes is measured by {@code core/src/jmh/python/torch_step.py}.
 *
 * <pre>
 * OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=SkylakeX mvn -q -B -ntp -pl core -Pbench test -Dbench=TrainingStep
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark {
  private static final int HIDDEN = 300;

  /** Frames, particles and dimension; where the numbers of particles differ, least and largest. */
  @Param({"64 x 4 x 2", "256 x 4 x 2", "1024 x 4 x 2", "64 x 8 x 3", "64 x 4-11 x 3"})
  public String shape;

  /** Training strategy. */
  @Param({"standard"})
  public String strategy;

  private int frames;
  private int[] order;
  private GraphBatch batches;
  private MultiDataSet batch;
  private ComputationGraph graph;
  private final List<Runnable> products = new ArrayList<>();

  /** Builds the network, a block of random frames, and matrices of the products' shapes. */
  @Setup
  public void prepare() {
    String[] numbers = shape.split(" x ", 3);
    frames = Integer.parseInt(numbers[0]);
    String[] range = numbers[1].split("-", 2);
    int least = Integer.parseInt(range[0]);
    int most = Integer.parseInt(range[range.length - 1]);
    int dimension = Integer.parseInt(numbers[2]);
    GnnSettings settings =
        new GnnSettings(strategy, HIDDEN, 100, 100, frames, 1, 10, 1e-3, 1e-8, 3.0, 1e-2, 1, 0.65);
    graph = Architecture.create(settings, GraphSchema.particles(dimension), 1_000_000, 1);
    // Of graphs that differ, so many that minibatches can be made alike.
    int minibatches = least == most ? 1 : 16;
    List<Graph> random = new ArrayList<>();
    RandomGenerator sizes = RandomStream.of(1, "gnn.benchmark.sizes");
    for (int i = 0; i < minibatches * frames; i++) {
      random.add(frame(i, least + sizes.nextInt(most - least + 1), dimension));
    }
    GraphBlock block = GraphBlock.of(random);
    int[] all = IntStream.range(0, block.size()).toArray();
    Deal deal = Deal.of(block, all, minibatches, frames);
    order = deal.order();
    int components = settings.messageComponents(block.schema().outputs());
    TrainingStrategy words = settings.trainingStrategy();
    batches = new GraphBatch(block, deal.rows(), deal.edges(), words, components);
    batch = batches.of(order, 0, frames, new Translation(0, 0, 0));
    int nodes = deal.rows();
    add(HIDDEN, HIDDEN, deal.edges());
    add(100, HIDDEN, nodes);
    add(HIDDEN, 100 + GraphSchema.particles(dimension).width(), nodes);
    add(HIDDEN, HIDDEN, nodes);
  }

  private static Graph frame(int run, int particles, int dimension) {
    RandomGenerator random = RandomStream.of(1, "gnn.benchmark", run);
    return new Particles(
            dimension,
            normal(random, particles),
            normal(random, particles),
            normal(random, particles * dimension),
            normal(random, particles * dimension),
            normal(random, particles * dimension))
        .graph(run, 0, 0);
  }

  private static float[] normal(RandomGenerator random, int size) {
    float[] values = new float[size];
    for (int k = 0; k < size; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Y = W X, dW = Y X^T, dX = W^T Y. */
  private void add(int outputs, int inputs, int examples) {
    INDArray w = matrix(outputs, inputs);
    INDArray x = matrix(inputs, examples);
    INDArray y = matrix(outputs, examples);
    INDArray ofW = matrix(outputs, inputs);
    INDArray ofX = matrix(inputs, examples);
    products.add(() -> Nd4j.gemm(w, x, y, false, false, 1, 0));
    products.add(() -> Nd4j.gemm(y, x, ofW, false, true, 1, 0));
    products.add(() -> Nd4j.gemm(w, y, ofX, true, false, 1, 0));
  }

  private static INDArray matrix(long rows, long columns) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f').assign(0.1);
  }

  /** The whole step: a minibatch made, fitted and freed. */
  @Benchmark
  public double step() {
    MultiDataSet made = batches.of(order, 0, frames, new Translation(0, 0, 0));
    graph.fit(made);
    GraphBatch.free(made);
    return graph.score();
  }

  /** The minibatch alone. */
  @Benchmark
  public void minibatch() {
    GraphBatch.free(batches.of(order, 0, frames, new Translation(0, 0, 0)));
  }

  /** Forward and backward pass of a minibatch that is there, without the update. */
  @Benchmark
  public double gradient() {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    return graph.score();
  }

  /** The baseline: the large products alone. */
  @Benchmark
  public void products() {
    products.forEach(Runnable::run);
  }
}
