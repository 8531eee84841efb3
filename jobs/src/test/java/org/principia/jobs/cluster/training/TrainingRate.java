package org.principia.jobs.cluster.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.common.RandomStream;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.training.NetworkTraining.TrainingResult;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.graphs.Split;
import org.principia.jobs.cli.Sessions;
import org.principia.validation.MessageProbe;

/**
 * Measures what of the training step's speed is left in the Spark job: frames a second of bare
 * steps in one and in two threads, and of trainings with one and with two workers on an embedded
 * Spark of two cores.
 *
 * <pre>
 * mvn -q -B -ntp test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=SkylakeX java $(grep -o -- '--add-opens=[^ ]*' deploy/principia) -Xmx3g \
 *   -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp jobs/target/test-classes:jobs/target/classes:$(cat jobs/target/classpath) \
 *   org.principia.jobs.cluster.training.TrainingRate 64 40 3
 * </pre>
 *
 * <p>The four take turns, so that a machine that becomes slower does so for all of them.
 */
final class TrainingRate {
  private static final int PARTICLES = 4;
  private static final int DIMENSION = 2;
  private static final int FRAMES_OF_WORKER = 20_000;

  private final JavaSparkContext spark;
  private final int batchFrames;
  private final int frequency;
  private final List<Graph> frames;

  private TrainingRate(JavaSparkContext spark, int batchFrames, int frequency) {
    this.spark = spark;
    this.batchFrames = batchFrames;
    this.frequency = frequency;
    this.frames = IntStream.range(0, 2 * FRAMES_OF_WORKER).mapToObj(TrainingRate::frame).toList();
  }

  /**
   * Measures.
   *
   * @param arguments frames of a worker's minibatch, minibatches between two averagings,
   *     repetitions
   */
  public static void main(String[] arguments) throws Exception {
    SparkConf conf = Sessions.configured(new SparkConf().setMaster("local[2]").setAppName("rate"));
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      context.setLogLevel("ERROR");
      TrainingRate rate =
          new TrainingRate(context, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
      rate.measure(Integer.parseInt(arguments[2]));
    }
  }

  private void measure(int repetitions) throws Exception {
    System.out.println("frames a second: bare 1   bare 2    job 1    job 2");
    double[][] rates = new double[4][repetitions];
    for (int i = -1; i < repetitions; i++) {
      double[] now = {bare(1), bare(2), job(1), job(2)};
      System.out.printf(
          Locale.ROOT,
          "%15s  %8.0f %8.0f %8.0f %8.0f%n",
          i < 0 ? "warming up" : "",
          now[0],
          now[1],
          now[2],
          now[3]);
      for (int k = 0; k < 4 && i >= 0; k++) {
        rates[k][i] = now[k];
      }
    }
    double[] median = Arrays.stream(rates).mapToDouble(TrainingRate::median).toArray();
    System.out.printf(
        Locale.ROOT,
        "medians: job / bare %.2f with one worker, %.2f with two; two workers / one %.2f (bare"
            + " %.2f)%n",
        median[2] / median[0],
        median[3] / median[1],
        median[3] / median[2],
        median[1] / median[0]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private GnnSettings settings(int workers) {
    return new GnnSettings(
        "bottleneck",
        300,
        100,
        2,
        batchFrames * workers,
        workers,
        frequency,
        1e-3,
        1e-8,
        3.0,
        1e-2,
        1,
        0.65);
  }

  /** Steps in as many threads, each with a network and frames of its own. */
  private double bare(int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Fitting> fittings =
          IntStream.range(0, threads).mapToObj(thread -> fitting(thread)).toList();
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      fittings.forEach(fitting -> running.add(pool.submit(fitting)));
      for (Future<?> thread : running) {
        thread.get();
      }
      return threads * FRAMES_OF_WORKER / ((System.nanoTime() - start) * 1e-9);
    } finally {
      pool.shutdown();
    }
  }

  private Fitting fitting(int thread) {
    GnnSettings settings = settings(1);
    List<Graph> own = frames.subList(thread * FRAMES_OF_WORKER, (thread + 1) * FRAMES_OF_WORKER);
    return new Fitting(
        Architecture.create(settings, GraphSchema.particles(DIMENSION), 100_000, thread),
        WrittenGraphs.batches(GraphBlock.of(own), batchFrames, settings),
        IntStream.range(0, FRAMES_OF_WORKER).toArray());
  }

  /** All minibatches of a worker's frames, one after another. */
  private record Fitting(ComputationGraph graph, GraphBatch batches, int[] order)
      implements Runnable {

    @Override
    public void run() {
      int size = batches.rows() / PARTICLES;
      for (int from = 0; from < order.length; from += size) {
        MultiDataSet minibatch =
            batches.of(
                order, from, Math.min(from + size, order.length), new Translation(1, 0, 3.0));
        graph.fit(minibatch);
        GraphBatch.free(minibatch);
      }
    }
  }

  /** The second epoch of a training: in the first, Spark's tasks and the network are made ready. */
  private double job(int workers) throws Exception {
    List<Graph> all = frames.subList(0, workers * FRAMES_OF_WORKER);
    List<Graph> few = frames.subList(0, 200);
    Path directory = Files.createTempDirectory("rate");
    TrainingResult result =
        new SparkTraining(
                spark,
                WrittenGraphs.table(spark, directory.resolve("train"), all, Split.TRAIN, 2),
                WrittenGraphs.table(spark, directory.resolve("few"), few, Split.VALIDATION, 2),
                () -> MessageProbe.of(few, ForceLaws.of("spring", 0)),
                settings(workers),
                GraphSchema.particles(DIMENSION),
                1)
            .run(
                new CheckpointStore(
                    new Configuration(),
                    new org.apache.hadoop.fs.Path(directory.resolve("checkpoints").toUri()),
                    "rate",
                    1),
                report -> {},
                WorkerListener.NONE);
    return result.curve().get(1).framesPerSecond();
  }

  private static Graph frame(int run) {
    RandomGenerator random = RandomStream.of(1, "training.rate", run);
    return new Particles(
            DIMENSION,
            normal(random, PARTICLES),
            normal(random, PARTICLES),
            normal(random, PARTICLES * DIMENSION),
            normal(random, PARTICLES * DIMENSION),
            normal(random, PARTICLES * DIMENSION))
        .graph(run, 0, 0);
  }

  private static float[] normal(RandomGenerator random, int size) {
    float[] values = new float[size];
    for (int k = 0; k < size; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }
}
