package org.principia.jobs.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellId;
import org.principia.jobs.artefact.cell.ReportArtefact;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Overwrite;
import org.principia.jobs.run.Runner;
import org.principia.jobs.run.StageDirectory;
import org.principia.jobs.run.Work;
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
    CellId id =
        new CellId(
            settings.dynamics().law(),
            settings.dynamics().dimension(),
            settings.gnn().strategy(),
            settings.run().seed());
    CellDirectories directories = new CellDirectories(root, id);
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

  /** The cell. */
  public CellId cell() {
    return work.cell();
  }

  /** The last output, which knows those before it. */
  public ReportArtefact report() {
    return last.output();
  }

  /**
   * Runs the stage of a verb; the outputs that it reads must be there.
   *
   * @throws InputException when an input is missing or belongs to other settings
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
}
