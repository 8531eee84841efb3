package org.principia.jobs.cluster.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.training.NetworkState;
import org.principia.gnn.training.ShardOrder;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;
import org.principia.validation.MessageProbe;

/**
 * DL4J's own {@code ParameterAveragingTrainingMaster} as the referee of {@link SparkTraining}: both
 * train the same network on the same minibatches with two workers.
 */
final class ParameterAveragingRefereeIT {
  private static final int WORKERS = 2;
  private static final int FRAMES_OF_A_MINIBATCH = 2;
  private static final int DIMENSION = 2;
  private static final long SEED = 9;

  /** A round: minibatches of a worker between two averagings. */
  private static final int ROUND = 5;

  private static final int ROUNDS = 2;

  private static final List<Graph> TRAINING =
      TrainingFixture.frames(0, ROUNDS * ROUND * WORKERS * FRAMES_OF_A_MINIBATCH);
  private static final List<Graph> VALIDATION = TrainingFixture.frames(1000, 20);
  private static final GnnSettings SETTINGS =
      new GnnSettings(
          "bottleneck",
          16,
          5,
          1,
          WORKERS * FRAMES_OF_A_MINIBATCH,
          WORKERS,
          ROUND,
          1e-2,
          1e-8,
          3.0,
          1e-2,
          1e-2,
          0.65);

  @TempDir Path directory;
  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("referee")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    spark.setLogLevel("ERROR");
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void parametersAndUpdaterStateAreThoseOfParameterAveragingByDl4j() {
    NetworkState ours = NetworkState.of(trainedByUs());
    NetworkState theirs = NetworkState.of(trainedByDl4j());

    assertThat(ours.iteration()).isEqualTo(ROUNDS * ROUND).isEqualTo(theirs.iteration());
    assertThat(largestDifference(ours.parameters(), theirs.parameters())).isLessThan(1e-6);
    assertThat(largestDifference(ours.moments(), theirs.moments())).isLessThan(1e-6);
  }

  /** Without this the comparison above would not tell an average from one of its parts. */
  @Test
  void theWorkersOfTheComparisonDifferByFarMoreThanItsTolerance() {
    NetworkState start = NetworkState.of(fresh());
    NetworkState[] ends = new NetworkState[WORKERS];
    for (int worker = 0; worker < WORKERS; worker++) {
      ComputationGraph graph = fresh();
      start.into(graph);
      minibatches(worker, 0).forEach(graph::fit);
      ends[worker] = NetworkState.of(graph);
    }
    assertThat(largestDifference(ends[0].parameters(), ends[1].parameters())).isGreaterThan(1e-3);
    assertThat(largestDifference(ends[0].moments(), ends[1].moments())).isGreaterThan(1e-3);
  }

  private ComputationGraph trainedByUs() {
    MessageProbe probe = MessageProbe.of(VALIDATION, ForceLaws.of("spring", 0));
    CheckpointStore store =
        new CheckpointStore(
            new Configuration(),
            new org.apache.hadoop.fs.Path(directory.resolve("checkpoints").toUri()),
            "referee",
            1);
    return new SparkTraining(
            spark,
            WrittenGraphs.table(spark, directory.resolve("train"), TRAINING, Split.TRAIN, 1),
            WrittenGraphs.table(
                spark, directory.resolve("validation"), VALIDATION, Split.VALIDATION, 1),
            () -> probe,
            SETTINGS,
            GraphSchema.particles(DIMENSION),
            SEED)
        .run(store, report -> {}, WorkerListener.NONE)
        .network()
        .graph();
  }

  private ComputationGraph trainedByDl4j() {
    SparkComputationGraph network = new SparkComputationGraph(spark, fresh(), new CountingMaster());
    for (int round = 0; round < ROUNDS; round++) {
      List<MultiDataSet> all = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        all.addAll(minibatches(worker, round));
      }
      // Each partition holds what one worker fits.
      JavaRDD<MultiDataSet> minibatches =
          spark.parallelize(all, WORKERS).persist(StorageLevel.MEMORY_ONLY_SER());
      network.fitMultiDataSet(minibatches);
      minibatches.unpersist();
    }
    return network.getNetwork();
  }

  private static ComputationGraph fresh() {
    return Architecture.create(SETTINGS, GraphSchema.particles(DIMENSION), ROUNDS * ROUND, SEED);
  }

  /** What a worker fits in a round. */
  private static List<MultiDataSet> minibatches(int worker, int round) {
    List<Graph> shard = new ArrayList<>();
    for (int i = worker; i < TRAINING.size(); i += WORKERS) {
      shard.add(TRAINING.get(i));
    }
    int[] order = ShardOrder.of("referee", shard.size(), SEED, 0, worker);
    GraphBatch batches =
        WrittenGraphs.batches(GraphBlock.of(shard), FRAMES_OF_A_MINIBATCH, SETTINGS);
    Translation translation = new Translation(SEED, 0, SETTINGS.translation());
    List<MultiDataSet> minibatches = new ArrayList<>();
    for (int k = round * ROUND; k < (round + 1) * ROUND; k++) {
      int from = k * FRAMES_OF_A_MINIBATCH;
      minibatches.add(batches.of(order, from, from + FRAMES_OF_A_MINIBATCH, translation));
    }
    return minibatches;
  }

  private static double largestDifference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  /**
   * DL4J's master with its two mends: the state of the updater is kept, which it is not by default,
   * and the workers count on where the network stands, where DL4J's own begin at zero after every
   * averaging.
   */
  private static final class CountingMaster extends ParameterAveragingTrainingMaster {
    CountingMaster() {
      super(
          new Builder(WORKERS, FRAMES_OF_A_MINIBATCH * TrainingFixture.PARTICLES)
              .batchSizePerWorker(FRAMES_OF_A_MINIBATCH * TrainingFixture.PARTICLES)
              .averagingFrequency(ROUND)
              .saveUpdater(true)
              .rddTrainingApproach(RDDTrainingApproach.Direct)
              .repartionData(Repartition.Never)
              .storageLevel(null)
              .rngSeed(0));
    }

    @Override
    public ParameterAveragingTrainingWorker getWorkerInstance(SparkComputationGraph graph) {
      ComputationGraph network = graph.getNetwork();
      var configuration = network.getConfiguration();
      Broadcast<NetBroadcastTuple> state =
          graph
              .getSparkContext()
              .broadcast(
                  new NetBroadcastTuple(
                      configuration, network.params(), network.getUpdater().getStateViewArray()));
      return new CountingWorker(
          state,
          new WorkerConfiguration(
              true, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false),
          configuration.getIterationCount(),
          configuration.getEpochCount());
    }
  }

  /** A worker that counts on from a given minibatch and epoch. */
  private static final class CountingWorker extends ParameterAveragingTrainingWorker {
    private static final long serialVersionUID = 1L;

    private final int iteration;
    private final int epoch;

    CountingWorker(
        Broadcast<NetBroadcastTuple> state,
        WorkerConfiguration configuration,
        int iteration,
        int epoch) {
      super(state, true, configuration, null, null, null);
      this.iteration = iteration;
      this.epoch = epoch;
    }

    @Override
    public ComputationGraph getInitialModelGraph() {
      ComputationGraph graph = super.getInitialModelGraph();
      graph.getConfiguration().setIterationCount(iteration);
      graph.getConfiguration().setEpochCount(epoch);
      return graph;
    }
  }
}
