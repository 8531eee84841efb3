package org.principia.jobs.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FrontsArtefact;
import org.principia.jobs.artefact.cell.LawArtefact;
import org.principia.jobs.artefact.cell.ModelArtefact;
import org.principia.jobs.cluster.analysis.SparkRetrainer;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;
import org.principia.theory.Composition;
import org.principia.theory.Composition.LawStep;
import org.principia.theory.TheorySettings;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.PhysicalForm;

/**
 * Composes the law: formulas replace the network's functions one after another, the error of each
 * step is recorded; then the members of the fronts that serve the accelerations of training frames
 * best are chosen, all constants fitted to those.
 */
public final class ComposeStage extends Stage<FrontsArtefact, LawArtefact> {
  /** State of the search after a retraining, which goes when the law is written. */
  private static final String STATE = "_retraining";

  /** To be changed when the same settings come to mean another law. */
  private static final String METHOD = "method 4\n";

  public ComposeStage(Source<FrontsArtefact> source) {
    super(
        source,
        "compose",
        cell -> cell.of("law"),
        List.of("theory"),
        all -> METHOD + Reference.values(all.theory()),
        work -> LawArtefact::new);
  }

  @Override
  public void committed() {
    work().directories().of(STATE).delete();
  }

  @Override
  Map<String, Object> make(FrontsArtefact input, LawArtefact output, Work work) {
    ModelArtefact model = input.messages().model();
    TheorySettings settings = work.settings().theory();
    List<Graph> training = model.frames().drawn(Split.TRAIN, settings.fitFrames());
    Composition law =
        Composition.compose(
            new Composition.Inputs(
                model.network(),
                input.messages().recording(),
                input.members(),
                training,
                model.frames().drawn(Split.VALIDATION, settings.fitFrames())),
            settings,
            Optional.of(new SparkRetrainer(work, model.frames(), work.directories().of(STATE)))
                .filter(retrainer -> settings.retrainEpochs() > 0)
                .map(SparkRetrainer::retraining));
    tell(work, law.fitted(), law.steps());
    output.write(law, work.settings().dynamics().resolvedTimeStep());
    List<State> states = training.stream().map(State::of).toList();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("states", states.size());
    result.put("constants", law.fitted().constants().length);
    result.put("error-composed", LawFit.meanError(law.composed(), states));
    result.put("error-chosen-fitted", LawFit.meanError(law.chosen(), states));
    result.put("error-fitted", LawFit.meanError(law.fitted(), states));
    law.steps().forEach(step -> result.put("step: " + step.name(), step.error()));
    return result;
  }

  private static void tell(Work work, ComposedLaw law, List<LawStep> steps) {
    law.lines(4).forEach(line -> work.console().info("  " + line));
    PhysicalForm.of(law)
        .ifPresent(form -> form.lines(4).forEach(line -> work.console().info("  " + line)));
    work.console().info("  mean absolute error on validation frames with");
    steps.forEach(
        step ->
            work.console()
                .info(String.format(Locale.ROOT, "    %-60s %.4g", step.name(), step.error())));
  }
}
