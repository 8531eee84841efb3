package org.principia.jobs.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.common.InputException;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.LawArtefact;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.artefact.cell.ModelArtefact;
import org.principia.jobs.artefact.cell.ScorecardArtefact;
import org.principia.jobs.cluster.SparkCluster;
import org.principia.jobs.cluster.SparkCluster.SparkParts;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.Evaluation;
import org.principia.validation.Scorecard;
import org.principia.validation.error.ModelSource;
import org.principia.validation.error.TestSetErrors;
import org.principia.validation.rollout.StateSet;

/** Tests network and law, verifies every formula and judges whether the law was recovered. */
public final class EvaluateStage extends Stage<LawArtefact, ScorecardArtefact> {
  /** Shares of the work that are done with each part, about. */
  private static final double JUDGED = 0.1;

  private static final double TESTED = 0.7;

  public EvaluateStage(Source<LawArtefact> source) {
    super(
        source,
        "evaluate",
        cell -> cell.of("scorecard"),
        List.of("validation"),
        all -> "format " + Scorecard.FORMAT + "\n" + Reference.values(all.validation()),
        work -> ScorecardArtefact::new);
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  Map<String, Object> make(LawArtefact input, ScorecardArtefact output, Work work) {
    MessagesArtefact samples = input.fronts().messages();
    FramesArtefact frames = samples.model().frames();
    Configuration settings = work.settings();
    ComposedLaw law = input.fitted();
    try (TaskProgress progress = new TaskProgress(output.at().context(), work.console(), verb())) {
      Evaluation evaluation =
          Evaluation.evaluate(
              new Evaluation.Inputs(
                  settings.dynamics(),
                  settings.gnn().strategy(),
                  samples.recording(),
                  input.fronts().members(),
                  input.chosen(),
                  new ModelSource(samples.model().bytes(), ModelArtefact::network, law)),
              new Evaluation.TestData(SparkParts.of(frames, Split.TEST_RAW), frames.bounds()),
              settings.validation(),
              work.cell().seed(),
              SparkCluster.of(output.at()),
              new Listener(progress, frames));
      output.write(evaluation);
      output.writeRow(evaluation.scorecard(), law, settings.dynamics().resolvedParticles());
      Map<String, Object> result = new LinkedHashMap<>();
      evaluation.scorecard().lines().forEach(line -> result.put(line.name(), line.value()));
      return result;
    }
  }

  /** Shows the progress, and requires that the pruned test set is whole. */
  private record Listener(TaskProgress progress, FramesArtefact frames)
      implements Evaluation.Listener {

    @Override
    public void accept(Evaluation.Phase phase) {
      switch (phase) {
        case MESSAGES -> progress.phase("messages and fronts", 1, 0, JUDGED);
        case TESTS -> {
          int tasks = TestSetErrors.PASSES * frames.files(Split.TEST_RAW);
          progress.phase("errors on the test sets", tasks, JUDGED, TESTED);
        }
        case STATES -> progress.phase("states of no data set", StateSet.values().length, TESTED, 1);
      }
    }

    @Override
    public void tested(List<TestSetErrors> tests) {
      long found = tests.get(0).network().frames();
      long expected = frames.count(Split.TEST);
      if (found != expected) {
        throw InputException.cannot(
            "evaluate " + frames.cell().label(),
            found
                + " frames of the raw test set lie within the pruning bounds, and the pruned one"
                + " has "
                + expected
                + "; principia simulate --overwrite makes both again");
      }
    }
  }
}
