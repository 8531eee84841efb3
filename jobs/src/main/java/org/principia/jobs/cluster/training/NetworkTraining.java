package org.principia.jobs.cluster.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.principia.common.InputException;
import org.principia.gnn.Architecture;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.dl4j.OneCycleSchedule;
import org.principia.jobs.artefact.dataset.GraphTable;

/**
 * Trains a graph network by parameter averaging over logical workers.
 *
 * <p>A round: each worker starts from the common parameters and updater state, fits its minibatches
 * one after another, and the results are averaged. An epoch is some rounds, a validation and a
 * checkpoint. The outcome is a function of frames, settings and seed, bit for bit: not of cores,
 * partitions, retries or interruptions, given one thread for each task (OMP_NUM_THREADS=1).
 */
public final class NetworkTraining {
  /** Message components whose deviation is told. */
  private static final int LARGEST = 15;

  /** Of this run of the training, for what executors keep; no result depends on it. */
  private final String name = UUID.randomUUID().toString();

  private final GnnSettings settings;
  private final int dimension;
  private final long seed;
  private final long frames;
  private final EpochPlan plan;
  private final int steps;
  private final MinibatchListener minibatches;
  private final Shards training;
  private final Shards validation;
  private final MessageProbe probe;
  private final JavaSparkContext spark;

  private NetworkTraining(
      JavaSparkContext spark,
      Shards training,
      Shards validation,
      Call call,
      MinibatchListener minibatches) {
    this.settings = call.settings();
    this.dimension = call.dimension();
    this.seed = call.seed();
    this.probe = call.probe().get();
    this.training = training;
    this.validation = validation;
    this.spark = spark;
    this.frames = training.size();
    this.plan = EpochPlan.of(frames, settings);
    List<ShardShape> shapes = training.blocks().map(ShardShape::of).collect();
    this.steps = plan.steps(settings.epochs());
    this.minibatches = minibatches;
    ShardShape.particles(shapes, dimension);
  }

  /**
   * A training.
   *
   * @param spark the context
   * @param training frames to fit, all of one number of particles
   * @param validation frames to measure the error on
   * @param probe edges on which messages are looked at after each epoch; asked for once it is known
   *     that there are validation frames
   * @param settings how to train
   * @param dimension d of space
   * @param seed the user's seed
   */
  public record Call(
      JavaSparkContext spark,
      GraphTable training,
      GraphTable validation,
      Supplier<MessageProbe> probe,
      GnnSettings settings,
      int dimension,
      long seed) {

    /**
     * Trains, from the last checkpoint where there is one.
     *
     * @param checkpoints where checkpoints are kept
     * @param listener told how far it is
     * @return network, curve and where it was taken up
     * @throws InputException if frames are missing or do not fit together, if the checkpoint is of
     *     another training, or if the training diverges; checkpoints are those before that epoch
     */
    public TrainingResult run(CheckpointStore checkpoints, TrainingListener listener) {
      return run(checkpoints, listener, MinibatchListener.NONE);
    }

    TrainingResult run(
        CheckpointStore checkpoints, TrainingListener listener, MinibatchListener minibatches) {
      if (validation.size() == 0) {
        throw InputException.cannot("train the network", "there are no validation frames");
      }
      Shards fitted = new Shards(spark, training, settings.workers());
      Shards measured = new Shards(spark, validation, settings.workers());
      try {
        return new NetworkTraining(spark, fitted, measured, this, minibatches)
            .epochs(checkpoints, listener);
      } finally {
        fitted.release();
        measured.release();
      }
    }
  }

  private TrainingResult epochs(CheckpointStore checkpoints, TrainingListener listener) {
    Optional<Checkpoint> last = checkpoints.latest();
    GraphNetwork network = last.map(this::resumed).orElseGet(this::fresh);
    List<EpochReport> curve = new ArrayList<>(last.map(Checkpoint::curve).orElse(List.of()));
    int resumedFrom = curve.size();
    listener.begins(resumedFrom);
    for (int epoch = resumedFrom; epoch < settings.epochs(); epoch++) {
      EpochReport report = epoch(epoch, network, listener);
      checkFinite(report, network);
      curve.add(report);
      checkpoints.save(new Checkpoint(network, seed, curve));
      listener.ends(report);
    }
    return new TrainingResult(network, List.copyOf(curve), resumedFrom);
  }

  private void checkFinite(EpochReport report, GraphNetwork network) {
    boolean finite =
        Double.isFinite(report.trainingLoss()) && Double.isFinite(report.validationError());
    if (!finite || !network.isFinite()) {
      throw diverged(finite ? "a parameter after epoch " : "the error of epoch ", report.epoch());
    }
  }

  private InputException diverged(String what, int epoch) {
    return InputException.cannot(
        "train the network",
        what
            + epoch
            + " is not finite; lower gnn.learning-rate ("
            + settings.learningRate()
            + ") and give --overwrite");
  }

  private GraphNetwork fresh() {
    ComputationGraph graph = Architecture.create(settings, dimension, steps, seed);
    return GraphNetwork.of(graph, settings, dimension);
  }

  private GraphNetwork resumed(Checkpoint checkpoint) {
    GraphNetwork network = checkpoint.network();
    int fitted = network.graph().getConfiguration().getIterationCount();
    if (checkpoint.seed() != seed
        || !network.settings().equals(settings)
        || network.dimension() != dimension
        || fitted != checkpoint.curve().size() * plan.minibatches()) {
      throw InputException.cannot("resume the training", "its checkpoint has other settings");
    }
    return network;
  }

  private EpochReport epoch(int epoch, GraphNetwork network, TrainingListener listener) {
    long start = System.nanoTime();
    NetworkState state = NetworkState.of(network.graph());
    double scores = 0;
    double penalties = 0;
    for (int round = 0; round < plan.rounds(); round++) {
      WorkerPart average = round(epoch, round, state);
      state = average.state();
      scores += average.scores();
      penalties += average.penalties();
      if (!Double.isFinite(scores)) {
        throw diverged("the error of epoch ", epoch + 1);
      }
      // The validation counts as a round.
      listener.reaches(epoch + (round + 1.0) / (plan.rounds() + 1));
    }
    if (state.iteration() != (epoch + 1) * plan.minibatches()) {
      throw new IllegalStateException(
          "Cannot go on after epoch " + epoch + ": " + state.iteration() + " minibatches a worker");
    }
    new NetworkState(state.parameters(), state.moments(), state.iteration(), epoch + 1)
        .into(network.graph());
    double fitting = seconds(start);
    int components = network.prune(epoch + 1, probe.edgeRows());
    double error = validationError(network);
    MessageProbe.Spectrum spectrum = probe.spectrum(network, LARGEST);
    double minibatches = (double) plan.workers() * plan.minibatches();
    return new EpochReport(
        epoch + 1,
        scores / minibatches,
        penalties / minibatches,
        error,
        new OneCycleSchedule(settings.workerLearningRate(), steps)
            .valueAt(state.iteration() - 1, epoch),
        seconds(start),
        frames / fitting,
        components,
        spectrum.deviations(),
        spectrum.linearity());
  }

  /** Every worker fits its minibatches of a round from the same state; the average of all. */
  private WorkerPart round(int epoch, int round, NetworkState state) {
    Translation translation = new Translation(seed, epoch, settings.translation());
    Broadcast<NetworkState> start = spark.broadcast(state);
    LongAccumulator fitted = spark.sc().longAccumulator("minibatches fitted");
    List<WorkerPart> parts;
    try {
      parts =
          training
              .blocks()
              .mapPartitionsWithIndex(
                  new WorkerRound(
                      start,
                      new Networks.Key(settings, dimension, steps),
                      new RoundOfMinibatches(name, plan, round, settings, translation),
                      minibatches),
                  true)
              .map(
                  part -> {
                    fitted.add(part.fitted());
                    return part;
                  })
              .collect();
    } finally {
      destroy(start);
    }
    int each = plan.firstMinibatch(round + 1) - plan.firstMinibatch(round);
    if (parts.size() != plan.workers() || parts.stream().anyMatch(p -> p.fitted() != each)) {
      throw new IllegalStateException(
          String.format(
              "Cannot average: %s minibatches were fitted, and not %d by each of %d workers",
              parts.stream().map(WorkerPart::fitted).toList(), each, plan.workers()));
    }
    return WorkerPart.average(parts);
  }

  private double validationError(GraphNetwork network) {
    Broadcast<float[]> parameters = spark.broadcast(network.parameters());
    List<ErrorSum> sums;
    try {
      sums = validation.blocks().map(new ErrorOfBlock(parameters, settings, dimension)).collect();
    } finally {
      destroy(parameters);
    }
    double error = 0;
    long values = 0;
    for (ErrorSum sum : sums) {
      error += sum.error();
      values += sum.values();
    }
    return error / values;
  }

  /** Where Spark has stopped there is nothing left, and to ask would hide why it stopped. */
  private void destroy(Broadcast<?> broadcast) {
    if (!spark.sc().isStopped()) {
      broadcast.destroy();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
