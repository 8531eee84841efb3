package org.principia.jobs.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.artefact.cell.KernelArtefact;
import org.principia.jobs.artefact.cell.ObservationsArtefact;
import org.principia.jobs.artefact.cell.ObservedReportArtefact;
import org.principia.jobs.artefact.cell.ReportArtefact;
import org.principia.jobs.cluster.observation.TrackParts;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Runner;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.jobs.run.Work;
import org.principia.jobs.stage.ComposeStage;
import org.principia.jobs.stage.EvaluateStage;
import org.principia.jobs.stage.KernelStage;
import org.principia.jobs.stage.ObserveStage;
import org.principia.jobs.stage.ObservedReportStage;
import org.principia.jobs.stage.RecordStage;
import org.principia.jobs.stage.RegressStage;
import org.principia.jobs.stage.ReportStage;
import org.principia.jobs.stage.SimulateStage;
import org.principia.jobs.stage.Stage;
import org.principia.jobs.stage.Stage.Source;
import org.principia.jobs.stage.TrainStage;
import org.principia.observed.ObservedSplit;
import org.principia.observed.TrackedRun;
import org.principia.parallel.Distributed;
import org.principia.theory.search.FormulaSearchPlan;

/** The stages of one cell, each of which reads what the one before it writes. */
public final class Pipeline {
  private static final List<String> VERBS =
      List.of("simulate", "train", "record", "regress", "compose", "evaluate", "report");

  private final Work work;
  private final Runner runner;
  private final List<Stage<?, ?>> stages;

  /** Stages that no later one reads. */
  private final List<Stage<?, ?>> aside;

  /** The pipeline of a cell, below the root of all results. */
  public Pipeline(Configuration settings, Directory root, Console console, Overwrite overwrite) {
    CellDirectories directories = new CellDirectories(root, cell(settings));
    work = new Work(settings, directories, "", "", console, overwrite, new Cancellation());
    runner = new Runner(root.storage(), console, overwrite);
    Source<Configuration> first = new Source<>(Optional.empty(), () -> settings, work);
    stages = settings.observed().isGiven() ? observed(first) : simulated(first);
    aside = settings.observed().isGiven() ? List.of() : List.of(quickLook());
  }

  private static List<Stage<?, ?>> observed(Source<Configuration> first) {
    var tracks = new ObserveStage(first);
    var kernel = new KernelStage<>(tracks.next(), Pipeline::found, Pipeline::unseen);
    return List.of(tracks, kernel, new ObservedReportStage(kernel.next(), tracks::output));
  }

  /** What a law is found on and its terms are chosen by; the test set is for the verdict. */
  private static Distributed<TrackedRun> found(ObservationsArtefact tracks) {
    return TrackParts.of(tracks, ObservedSplit.TRAIN, ObservedSplit.VALIDATION);
  }

  private static Optional<Distributed<TrackedRun>> unseen(ObservationsArtefact tracks) {
    return Optional.of(TrackParts.of(tracks, ObservedSplit.TEST));
  }

  /** The pair force of simulated particles from their positions, without a network. */
  private Stage<?, ?> quickLook() {
    return new KernelStage<>(
        stage(SimulateStage.class).next(),
        frames -> TrackParts.of(frames, Split.TRAIN),
        frames -> Optional.empty());
  }

  private static List<Stage<?, ?>> simulated(Source<Configuration> first) {
    var frames = new SimulateStage(first);
    var model = new TrainStage(frames.next());
    var messages = new RecordStage(model.next());
    var fronts = new RegressStage(messages.next());
    var law = new ComposeStage(fronts.next());
    var scorecard = new EvaluateStage(law.next());
    var report = new ReportStage(scorecard.next());
    return List.of(frames, model, messages, fronts, law, scorecard, report);
  }

  /** A pipeline to look at and not to work on: there is no Spark, and nothing is written. */
  public static Pipeline look(Configuration settings, Storage storage) {
    Console quiet = new Console(Console.Detail.QUIET);
    return new Pipeline(settings, Directory.look(storage), quiet, Overwrite.REFUSE);
  }

  /** The verbs on simulated particles, in the order of the pipeline. */
  public static List<String> verbs() {
    return VERBS;
  }

  /** The cell of settings. */
  public static CellId cell(Configuration settings) {
    if (settings.observed().isGiven()) {
      return CellId.ofTable(settings.observed().table(), settings.run().seed());
    }
    return new CellId(
        settings.dynamics().law(),
        settings.dynamics().dimension(),
        settings.gnn().strategy(),
        settings.run().seed());
  }

  /** The cell. */
  public CellId cell() {
    return work.cell();
  }

  /** Whether its particles are observed ones, whose law nobody knows. */
  public boolean isObserved() {
    return work.settings().observed().isGiven();
  }

  /** The last output of simulated particles, which knows those before it. */
  public ReportArtefact report() {
    return stage(ReportStage.class).output();
  }

  /** The pair force that was found. */
  public KernelArtefact kernel() {
    return Stream.concat(stages.stream(), aside.stream())
        .filter(KernelStage.class::isInstance)
        .map(stage -> (KernelArtefact) stage.output())
        .findFirst()
        .orElseThrow();
  }

  /** The report on observed particles. */
  public ObservedReportArtefact observedReport() {
    return stage(ObservedReportStage.class).output();
  }

  /** The observed particles. */
  public ObservationsArtefact observations() {
    return stage(ObserveStage.class).output();
  }

  private <T> T stage(Class<T> type) {
    return stages.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Cannot use " + type + ": not in " + cell()));
  }

  /** Runs the stage of a verb; refused where an output that it reads is not there or is another. */
  public void run(String verb) {
    List<Stage<?, ?>> all = Stream.concat(stages.stream(), aside.stream()).toList();
    Stage<?, ?> asked =
        all.stream()
            .filter(stage -> stage.verb().equals(verb))
            .findFirst()
            .orElseThrow(() -> none(verb, all));
    // All of them: a stage reads outputs of several before it, not of the last alone.
    for (Stage<?, ?> input : asked.inputs()) {
      runner.require(input, verb + " " + cell().label());
    }
    runner.run(asked);
  }

  private InputException none(String verb, List<Stage<?, ?>> all) {
    String verbs = String.join(", ", all.stream().map(Stage::verb).toList());
    return InputException.cannot(
        verb + " " + cell().label(),
        isObserved()
            ? "observed.table is given: its verbs are run, " + verbs
            : "observed.table is not given");
  }

  /** Runs all stages. */
  public void runAll() {
    FormulaSearchPlan.requireNoColumns(work.settings().symbolic());
    stages.forEach(runner::run);
  }

  /** Runs all stages on frames that were checked a moment ago; tells each verb as it begins. */
  public void runOnFrames(Consumer<String> begins) {
    FormulaSearchPlan.requireNoColumns(work.settings().symbolic());
    stage(SimulateStage.class).trust();
    for (Stage<?, ?> stage : stages) {
      begins.accept(stage.verb());
      runner.run(stage);
    }
  }

  /** What is there of each stage, by the manifests, in the order of the pipeline. */
  public List<StageState> states() {
    List<StageState> states = new ArrayList<>();
    for (Stage<?, ?> stage : stages) {
      Optional<Manifest> manifest = Manifest.of(work.directories().root().storage(), stage.path());
      boolean complete =
          manifest.filter(m -> m.fingerprint().equals(stage.fingerprint())).isPresent();
      states.add(new StageState(stage.verb(), stage.path(), manifest, complete));
    }
    return states;
  }

  /**
   * What is there of a stage.
   *
   * @param verb the stage
   * @param path its output's final name
   * @param manifest of the output; empty where there is none
   * @param complete whether there is one, of the cell's settings: there is nothing to do
   */
  public record StageState(String verb, Path path, Optional<Manifest> manifest, boolean complete) {}
}
