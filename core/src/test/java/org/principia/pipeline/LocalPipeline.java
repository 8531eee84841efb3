package org.principia.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.training.Local;
import org.principia.gnn.training.NetworkTraining;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.ComponentHistogram;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.GraphSettings;
import org.principia.graphs.Particles;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.messages.MessageSettings;
import org.principia.messages.Recording;
import org.principia.messages.SampleKey;
import org.principia.parallel.Cluster;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.Composition;
import org.principia.theory.TheorySettings;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.FormulaSearchPlan;
import org.principia.theory.search.FrontMember;
import org.principia.theory.search.LocalSearches;
import org.principia.validation.Evaluation;
import org.principia.validation.MessageProbe;
import org.principia.validation.ValidationSettings;
import org.principia.validation.error.ModelSource;

/** All stages of a cell in one process, from the same functions as the jobs on Spark. */
record LocalPipeline(
    DynamicsSettings dynamics,
    FrameSettings frames,
    GnnSettings gnn,
    MessageSettings messages,
    SymbolicSettings symbolic,
    TheorySettings theory,
    ValidationSettings validation,
    long seed) {

  /** What each stage gave. */
  record Result(
      DataSet data,
      NetworkTraining.TrainingResult trained,
      Recording recording,
      List<FrontMember> fronts,
      Composition composition,
      Evaluation evaluation) {}

  /** The graphs of each split, in the order of (run, step). */
  record DataSet(
      List<Graph> training, List<Graph> validation, List<Graph> testRaw, PruningBounds bounds) {

    List<Graph> test() {
      return testRaw.stream().filter(bounds::keep).toList();
    }
  }

  private GraphSchema schema() {
    return GraphSettings.defaults().schema(dynamics);
  }

  DataSet simulate() {
    Simulator simulator = new Simulator(dynamics, seed);
    List<Graph> training = new ArrayList<>();
    List<Graph> validating = new ArrayList<>();
    for (int run = 0; run < dynamics.runs(); run++) {
      List<Graph> graphs = Particles.graphs(schema(), run, simulator.run(run), frames.stride());
      (Split.ofRun(run) == Split.TRAIN ? training : validating).addAll(graphs);
    }
    List<Graph> test =
        IntStream.range(0, dynamics.testRuns())
            .mapToObj(
                run -> Particles.graphs(schema(), run, simulator.testRun(run), frames.stride()))
            .flatMap(List::stream)
            .toList();
    ComponentHistogram coarse = ComponentHistogram.coarse(schema());
    training.forEach(coarse::add);
    ComponentHistogram fine = coarse.fine(frames.lowerPercentile(), frames.upperPercentile());
    training.forEach(fine::add);
    PruningBounds bounds =
        new PruningBounds(
            coarse.percentile(fine, frames.lowerPercentile()),
            coarse.percentile(fine, frames.upperPercentile()));
    return new DataSet(
        training.stream().filter(bounds::keep).toList(),
        validating.stream().filter(bounds::keep).toList(),
        test,
        bounds);
  }

  Result run(Cluster cluster) {
    DataSet data = simulate();
    NetworkTraining.TrainingResult trained = train(cluster, data);
    List<Graph> test = data.test();
    Recording recording =
        Recording.record(
            trained.network(),
            drawn(test.stream().flatMap(g -> Recording.edgesOf(seed, g).stream()).toList()),
            drawn(test.stream().flatMap(g -> Recording.nodesOf(seed, g).stream()).toList()),
            messages);
    FormulaSearchPlan plan = new FormulaSearchPlan(recording, dynamics.dimension(), symbolic);
    List<FrontMember> fronts = plan.members(plan.run(new LocalSearches(cluster, seed)), cluster);
    Composition law =
        Composition.compose(
            new Composition.Inputs(
                trained.network(),
                recording,
                fronts,
                drawn(data.training(), theory.fitFrames()),
                drawn(data.validation(), theory.fitFrames())),
            theory,
            Optional.empty());
    Result result = new Result(data, trained, recording, fronts, law, null);
    Evaluation evaluation = evaluate(cluster, result, law.fitted());
    return new Result(data, trained, recording, fronts, law, evaluation);
  }

  /** Evaluates the network of a result beside some law. */
  Evaluation evaluate(Cluster cluster, Result result, ComposedLaw law) {
    return Evaluation.evaluate(
        new Evaluation.Inputs(
            dynamics,
            gnn.strategy(),
            result.recording(),
            result.fronts(),
            result.composition().chosen(),
            new ModelSource(file(result.trained()), ModelSource::load, law)),
        new Evaluation.TestData(
            cluster.distribute(result.data().testRaw(), 4), result.data().bounds()),
        validation,
        seed,
        cluster,
        phase -> {});
  }

  NetworkTraining.TrainingResult train(Cluster cluster, DataSet data) {
    List<GraphBlock> fitted = Local.blocks(data.training(), gnn.workers());
    List<GraphBlock> measured = Local.blocks(data.validation(), gnn.workers());
    return new NetworkTraining(
            cluster.distribute(fitted, fitted.size()),
            data.training().size(),
            cluster.distribute(measured, measured.size()),
            MessageProbe.of(drawn(data.validation(), MessageProbe.FRAMES), dynamics.forceLaw()),
            gnn,
            schema(),
            seed)
        .run(Local.NO_CHECKPOINTS, report -> {}, WorkerListener.NONE);
  }

  private List<SampleKey> drawn(Collection<SampleKey> candidates) {
    return smallest(candidates, messages.samples());
  }

  private List<Graph> drawn(List<Graph> graphs, int count) {
    List<SampleKey> keys = graphs.stream().map(g -> SampleKey.node(seed, g, 0)).toList();
    return smallest(keys, count).stream().map(SampleKey::frame).toList();
  }

  private static byte[] file(NetworkTraining.TrainingResult trained) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      trained.network().save(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Bottom-k sampling. */
  private static List<SampleKey> smallest(Collection<SampleKey> candidates, int count) {
    return candidates.stream().sorted(SampleKey.ORDER).limit(count).toList();
  }
}
