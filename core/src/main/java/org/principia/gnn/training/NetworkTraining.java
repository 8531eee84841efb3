package org.principia.gnn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.principia.common.InputException;
import org.principia.gnn.Architecture;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.dl4j.OneCycleSchedule;
import org.principia.graphs.GraphSchema;
import org.principia.parallel.Distributed;

/**
 * Trains a graph network by parameter averaging over logical workers.
 *
 * <p>A round: each worker starts from the common parameters and updater state, fits its minibatches
 * one after another, and the results are averaged. An epoch is some rounds, a validation and a
 * checkpoint. The outcome is a function of frames, settings and seed, bit for bit: not of cores,
 * partitions, retries or interruptions, given one thread for each task (OMP_NUM_THREADS=1).
 *
 * @param training frames to fit, a shard of them for each worker as {@link ShardLayout} says, all
 *     of the schema
 * @param frames how many these are
 * @param validation frames to measure the error on
 * @param probe edges on which messages are looked at after each epoch
 * @param settings how to train
 * @param schema what the numbers of a graph mean
 * @param seed the user's seed
 */
public record NetworkTraining(
    Distributed<GraphBlock> training,
    long frames,
    Distributed<GraphBlock> validation,
    Probe probe,
    GnnSettings settings,
    GraphSchema schema,
    long seed) {
  /** Message components whose deviation is told. */
  private static final int LARGEST = 15;

  private EpochPlan plan() {
    return EpochPlan.of(frames, settings);
  }

  private int steps() {
    return plan().steps(settings.epochs());
  }

  /**
   * Trains, from the last checkpoint where there is one.
   *
   * @param checkpoints where checkpoints are kept
   * @param listener told how far it is
   * @param workers told what the workers do, where they do it
   * @return network, curve and where it was taken up
   * @throws InputException if frames are missing or do not fit together, if the checkpoint is of
   *     another training, or if the training diverges; checkpoints are those before that epoch
   */
  public TrainingResult run(
      Checkpoints checkpoints, TrainingListener listener, WorkerListener workers) {
    steps(); // Refuses what cannot be laid out.
    ShardLayout.Shape.requireOrder(
        training.collect(schema, (s, part) -> ShardLayout.Shape.of(part.items().next())), schema);
    Optional<Checkpoints.Checkpoint> last = checkpoints.latest();
    GraphNetwork network = last.map(this::resumed).orElseGet(this::fresh);
    List<EpochReport> curve =
        new ArrayList<>(last.map(Checkpoints.Checkpoint::curve).orElse(List.of()));
    int resumedFrom = curve.size();
    listener.begins(resumedFrom);
    // Names this run of the training for what executors keep; no result depends on it.
    String name = UUID.randomUUID().toString();
    for (int epoch = resumedFrom; epoch < settings.epochs(); epoch++) {
      EpochReport report = epoch(name, epoch, network, listener, workers);
      boolean finite =
          Double.isFinite(report.trainingLoss()) && Double.isFinite(report.validationError());
      if (!finite || !network.isFinite()) {
        throw diverged(finite ? "a parameter after epoch " : "the error of epoch ", epoch + 1);
      }
      curve.add(report);
      checkpoints.save(new Checkpoints.Checkpoint(network, seed, curve));
      listener.ends(report);
    }
    return new TrainingResult(network, List.copyOf(curve), resumedFrom);
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
    ComputationGraph graph = Architecture.create(settings, schema, steps(), seed);
    return new GraphNetwork(graph, settings, schema);
  }

  private GraphNetwork resumed(Checkpoints.Checkpoint checkpoint) {
    GraphNetwork network = checkpoint.network();
    int fitted = network.graph().getConfiguration().getIterationCount();
    if (checkpoint.seed() != seed
        || !network.settings().equals(settings)
        || !network.schema().equals(schema)
        || fitted != checkpoint.curve().size() * plan().minibatches()) {
      throw InputException.cannot("resume the training", "its checkpoint has other settings");
    }
    return network;
  }

  private EpochReport epoch(
      String name,
      int epoch,
      GraphNetwork network,
      TrainingListener listener,
      WorkerListener workers) {
    long start = System.nanoTime();
    EpochPlan plan = plan();
    NetworkState state = NetworkState.of(network.graph());
    double scores = 0;
    double penalties = 0;
    for (int round = 0; round < plan.rounds(); round++) {
      NetworkState.WorkerPart average = round(name, epoch, round, state, workers);
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
    state.into(network.graph());
    network.graph().getConfiguration().setEpochCount(epoch + 1);
    double fitting = seconds(start);
    int components = network.prune(epoch + 1, probe.edgeRows());
    Probe.Spectrum spectrum = probe.spectrum(network, LARGEST);
    double minibatches = (double) plan.workers() * plan.minibatches();
    return new EpochReport(
        epoch + 1,
        scores / minibatches,
        penalties / minibatches,
        validationError(network, workers),
        new OneCycleSchedule(settings.workerLearningRate(), steps())
            .valueAt(state.iteration() - 1, epoch),
        seconds(start),
        frames / fitting,
        components,
        spectrum.deviations(),
        spectrum.linearity());
  }

  /** Every worker fits its minibatches of a round from the same state; the average of all. */
  private NetworkState.WorkerPart round(
      String name, int epoch, int round, NetworkState state, WorkerListener workers) {
    EpochPlan plan = plan();
    Translation translation = new Translation(seed, epoch, settings.translation());
    WorkerRound.Networks.Key key = new WorkerRound.Networks.Key(settings, schema, steps());
    List<NetworkState.WorkerPart> parts =
        training.collect(state, new WorkerRound(name, key, plan, round, translation, workers));
    int each = plan.firstMinibatch(round + 1) - plan.firstMinibatch(round);
    if (parts.size() != plan.workers() || parts.stream().anyMatch(p -> p.fitted() != each)) {
      throw new IllegalStateException(
          String.format(
              "Cannot average: %s minibatches were fitted, and not %d by each of %d workers",
              parts.stream().map(NetworkState.WorkerPart::fitted).toList(), each, plan.workers()));
    }
    return NetworkState.WorkerPart.average(parts);
  }

  /**
   * The mean absolute error over all frames, nodes and outputs; a task has a network of its own.
   */
  private double validationError(GraphNetwork network, WorkerListener workers) {
    GnnSettings own = settings;
    GraphSchema same = schema;
    List<double[]> sums =
        validation.collect(
            network.parameters(),
            (parameters, part) -> {
              if (!part.items().hasNext()) {
                return new double[2];
              }
              GraphBlock block = part.items().next();
              workers.measures();
              double error = GraphNetwork.of(own, same, parameters).absoluteError(block);
              return new double[] {error, block.targets().length};
            });
    double error = 0;
    double values = 0;
    for (double[] sum : sums) {
      error += sum[0];
      values += sum[1];
    }
    return error / values;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * What a training leaves: the network after the last epoch, one report for each epoch, and how
   * many of these were taken over from a checkpoint, 0 for a training from its start.
   */
  public record TrainingResult(GraphNetwork network, List<EpochReport> curve, int resumedFrom) {}

  /** A fixed sample of edges, on which the messages are looked at after each epoch. */
  public interface Probe {

    /** Features of receiver and sender (E x 2 F), row-major. */
    float[] edgeRows();

    /** The spectrum of the messages after an epoch, with so many deviations. */
    Spectrum spectrum(GraphNetwork network, int count);

    /**
     * What the messages look like.
     *
     * @param deviations the largest standard deviations, falling
     * @param linearity of the d components of largest deviation, R2 on an affine map of the true
     *     force or of that without factors of the receiver, the largest of them
     */
    record Spectrum(double[] deviations, double[] linearity) {}
  }

  /** Told on the driver how far a training is. */
  @FunctionalInterface
  public interface TrainingListener {
    /** The first round is about to begin, after epochs that an earlier attempt left whole. */
    default void begins(int epochs) {}

    /** A round is over, and with it so many epochs, a fraction. */
    default void reaches(double epochs) {}

    /** An epoch is over, its checkpoint written. */
    void ends(EpochReport report);
  }
}
