package org.principia.jobs.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.artefact.cell.ReportArtefact;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.cluster.metrics.JobMetrics.WorkLabel;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Output;
import org.principia.jobs.run.Output.Label;
import org.principia.jobs.run.Runner;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.jobs.run.Stage;
import org.principia.jobs.run.Stage.Work;
import org.principia.jobs.run.StageDirectory;
import org.principia.jobs.stage.ComposeStage;
import org.principia.jobs.stage.EvaluateStage;
import org.principia.jobs.stage.RecordStage;
import org.principia.jobs.stage.RegressStage;
import org.principia.jobs.stage.ReportStage;
import org.principia.jobs.stage.SimulateStage;
import org.principia.jobs.stage.TrainStage;
import org.principia.theory.search.FormulaSearchPlan;

/** The stages of one cell, each of which reads what the one before it writes. */
public final class Pipeline {
  private static final List<String> VERBS =
      List.of("simulate", "train", "record", "regress", "compose", "evaluate", "report");

  private final Work work;
  private final Runner runner;
  private final List<Step<?, ?>> steps = new ArrayList<>();
  private final Step<?, ReportArtefact> last;

  /** The pipeline of a cell, below the root of all results. */
  public Pipeline(Configuration settings, Directory root, Console console, Overwrite overwrite) {
    CellDirectories directories = new CellDirectories(root, cell(settings));
    work = new Work(settings, directories, "", "", console, overwrite, new Cancellation());
    runner = new Runner(root.storage(), console, overwrite);
    var frames = added(Step.first(new SimulateStage(), settings, work));
    var model = added(frames.then(new TrainStage()));
    var messages = added(model.then(new RecordStage()));
    var fronts = added(messages.then(new RegressStage()));
    var law = added(fronts.then(new ComposeStage()));
    var scorecard = added(law.then(new EvaluateStage()));
    last = added(scorecard.then(new ReportStage()));
  }

  private <I, O> Step<I, O> added(Step<I, O> step) {
    steps.add(step);
    return step;
  }

  /** A pipeline to look at and not to work on: there is no Spark, and nothing is written. */
  public static Pipeline look(Configuration settings, Storage storage) {
    Console quiet = new Console(Console.Detail.QUIET);
    return new Pipeline(settings, Directory.look(storage), quiet, Overwrite.REFUSE);
  }

  /** The verbs in the order of the pipeline. */
  public static List<String> verbs() {
    return VERBS;
  }

  /** The cell of settings. */
  public static CellId cell(Configuration settings) {
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

  /** The last output, which knows those before it. */
  public ReportArtefact report() {
    return last.output();
  }

  /**
   * Runs the stage of a verb; the outputs that it reads must be there. Throws an {@link
   * InputException} when an input is missing or belongs to other settings.
   */
  public void run(String verb) {
    int at = VERBS.indexOf(verb);
    // All of them: a stage reads outputs of several before it, not of the last alone.
    for (int i = at - 1; i >= 0; i--) {
      runner.require(steps.get(i), verb + " " + cell().label());
    }
    runner.run(steps.get(at));
  }

  /** Runs all stages. */
  public void runAll() {
    FormulaSearchPlan.requireNoColumns(work.settings().symbolic());
    steps.forEach(runner::run);
  }

  /**
   * Runs all stages on frames that were made, or looked at, a moment ago for several cells; the
   * consumer is told the verb of each before it begins.
   */
  public void runOnFrames(Consumer<String> begins) {
    FormulaSearchPlan.requireNoColumns(work.settings().symbolic());
    steps.get(0).trust();
    for (Step<?, ?> step : steps) {
      begins.accept(step.verb());
      runner.run(step);
    }
  }

  /** What is there of each stage, by the manifests, in the order of the pipeline. */
  public List<StageState> states() {
    List<StageState> states = new ArrayList<>();
    for (Step<?, ?> step : steps) {
      Optional<Manifest> manifest =
          new StageDirectory(work.directories().root().storage(), step.path()).manifest();
      boolean current = manifest.map(m -> m.fingerprint().equals(step.fingerprint())).orElse(false);
      states.add(new StageState(step.verb(), step.path(), manifest, current));
    }
    return states;
  }

  /** A stage of one cell: an output that depends on those of the steps before it. */
  private static final class Step<I, O> implements Output {
    private final Stage<I, O> stage;
    private final Optional<Step<?, ?>> before;
    private final Supplier<I> input;
    private final Work work;
    private final int number;
    private boolean trusted;

    /** A first step, which reads what it is given. */
    static <I, O> Step<I, O> first(Stage<I, O> stage, I input, Work cell) {
      return new Step<>(stage, Optional.empty(), () -> input, cell);
    }

    /** The step that reads the output of this one. */
    <N> Step<O, N> then(Stage<O, N> next) {
      return new Step<>(next, Optional.of(this), this::output, work);
    }

    private Step(Stage<I, O> stage, Optional<Step<?, ?>> before, Supplier<I> input, Work cell) {
      this.stage = stage;
      this.before = before;
      this.input = input;
      this.number = 1 + before.map(b -> b.number).orElse(0);
      String previous = before.map(Step::fingerprint).orElse("");
      String fingerprint =
          Manifest.fingerprint(
              previous,
              "format " + GraphFormat.SAME_SINCE,
              definition().verb(),
              String.valueOf(cell.cell().seed()),
              stage.definition().settings().apply(cell.settings()));
      work =
          new Work(
              cell.settings(),
              cell.directories(),
              fingerprint,
              previous,
              cell.console(),
              cell.overwrite(),
              new Cancellation());
    }

    private Stage.Definition<I, O> definition() {
      return stage.definition();
    }

    /** What the step makes, under its final name. */
    O output() {
      return stage.output(input.get(), definition().directory().apply(work.directories()), work);
    }

    /** Its content is not looked at again: that was done a moment ago, for several cells. */
    void trust() {
      trusted = true;
    }

    @Override
    public String verb() {
      return definition().verb();
    }

    @Override
    public Path path() {
      return definition().directory().apply(work.directories()).path();
    }

    @Override
    public String fingerprint() {
      return work.fingerprint();
    }

    @Override
    public Map<String, Object> manifest() {
      Map<String, Object> entries = new LinkedHashMap<>();
      entries.put("stage", verb());
      entries.put("cell", work.cell().label());
      entries.put("format", GraphFormat.VERSION);
      entries.put("fingerprint", fingerprint());
      before.ifPresent(b -> entries.put("input-fingerprint", b.fingerprint()));
      entries.put("command", "principia " + verb());
      entries.put("seed", work.cell().seed());
      entries.put("config", Reference.text(work.settings()));
      return entries;
    }

    @Override
    public Map<String, Object> make(Path made) {
      I read = input.get();
      return stage.make(read, stage.output(read, work.directories().root().at(made), work), work);
    }

    /** Which of the settings that count, in brackets; nothing where it is another version's. */
    @Override
    public String difference(Manifest other) {
      List<String> sections = new ArrayList<>();
      for (Optional<Step<?, ?>> at = Optional.of(this); at.isPresent(); at = at.get().before) {
        sections.addAll(at.get().definition().sections());
      }
      String told = Reference.difference(other.config(), work.settings(), sections);
      return told.isEmpty() ? "" : " (" + told + ")";
    }

    @Override
    public Optional<Path> staging() {
      return stage.staging(work);
    }

    @Override
    public boolean isWhole() {
      return stage.isWhole(output());
    }

    @Override
    public Optional<String> damage() {
      return trusted ? Optional.empty() : stage.damage(output());
    }

    @Override
    public boolean isHashed(String name) {
      return stage.isHashed(name);
    }

    @Override
    public Label begins(Console console) {
      Label label =
          new WorkLabel(
              work.directories().root(),
              console,
              work.cell().name(),
              verb(),
              number,
              work.cancellation());
      console.heading(verb() + ": " + work.cell().label());
      console.start();
      return label;
    }

    @Override
    public void committed() {
      stage.committed(work);
    }
  }

  /**
   * What is there of a stage.
   *
   * @param verb the stage
   * @param path its output's final name
   * @param manifest of the output; empty where there is none
   * @param current whether the output is of the cell's settings
   */
  public record StageState(String verb, Path path, Optional<Manifest> manifest, boolean current) {
    /** Whether there is nothing to do. */
    public boolean complete() {
      return manifest.isPresent() && current;
    }
  }
}
