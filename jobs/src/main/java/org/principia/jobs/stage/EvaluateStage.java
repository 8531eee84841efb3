package org.principia.jobs.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.dynamics.DynamicsSettings;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.LawArtefact;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.artefact.cell.ScorecardArtefact;
import org.principia.jobs.artefact.cell.TestSetErrors;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.analysis.Components;
import org.principia.jobs.cluster.analysis.FreshStates;
import org.principia.jobs.cluster.analysis.MemberVerdicts;
import org.principia.jobs.cluster.analysis.SharedModel;
import org.principia.jobs.cluster.analysis.TestErrorJob;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Stage;
import org.principia.jobs.run.Work;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.Diagnosis;
import org.principia.validation.EdgeForces;
import org.principia.validation.Linearity;
import org.principia.validation.MemberVerdict;
import org.principia.validation.MessageSpread;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;
import org.principia.validation.rollout.StateSet;

/** Tests network and law, verifies every formula and judges whether the law was recovered. */
public final class EvaluateStage implements Stage<LawArtefact, ScorecardArtefact> {
  /** Shares of the work that are done with each part, about. */
  private static final double JUDGED = 0.1;

  private static final double TESTED = 0.7;

  @Override
  public String verb() {
    return "evaluate";
  }

  @Override
  public Directory directory(CellDirectories cell) {
    return cell.of("scorecard");
  }

  @Override
  public List<String> sections() {
    return List.of("validation");
  }

  @Override
  public String settings(Configuration all) {
    return "format " + Scorecard.FORMAT + "\n" + Reference.values(all.validation());
  }

  @Override
  public ScorecardArtefact output(LawArtefact law, Directory at, Work work) {
    return new ScorecardArtefact(at, law);
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  public Map<String, Object> make(LawArtefact input, ScorecardArtefact output, Work work) {
    MessagesArtefact samples = input.fronts().messages();
    FramesArtefact frames = samples.model().frames();
    Configuration settings = work.settings();
    try (TaskProgress progress = new TaskProgress(output.at(), work.console(), verb());
        SharedModel model = new SharedModel(samples.model())) {
      progress.phase("messages and fronts", 1, 0, JUDGED);
      ComposedLaw law = input.fitted();
      Judged judged = judged(input, settings);
      int tasks = TestErrorJob.PASSES * frames.files(Split.TEST_RAW);
      progress.phase("errors on the test sets", tasks, JUDGED, TESTED);
      List<TestSetErrors> tests = TestErrorJob.run(frames, law, model);
      progress.phase("states of no data set", StateSet.values().length, TESTED, 1);
      Recovery chosen = recovery(settings, input.chosen());
      Scorecard card = card(settings, law, chosen, model, tests, judged);
      output.write(card, judged.members(), tests);
      output.writeRow(card, law, settings.dynamics().resolvedParticles());
      return result(card);
    }
  }

  private static Judged judged(LawArtefact input, Configuration settings) {
    MessagesArtefact samples = input.fronts().messages();
    List<EdgeSample> edges = samples.edges();
    EdgeForces forces =
        EdgeForces.of(edges, settings.dynamics().forceLaw(), settings.dynamics().dimension());
    MessageProjection kept = samples.kept();
    double[][] messages = kept.columns(edges);
    Linearity linearity = Linearity.of(messages, forces);
    return new Judged(
        linearity,
        MessageSpread.of(edges, forces, kept.shareOfVariance()),
        MemberVerdicts.of(settings, input.fronts().members(), messages, forces, linearity));
  }

  /** What samples and fronts say. */
  private record Judged(Linearity linearity, MessageSpread spread, List<MemberVerdict> members) {}

  private static Scorecard card(
      Configuration settings,
      ComposedLaw law,
      Recovery chosen,
      SharedModel model,
      List<TestSetErrors> tests,
      Judged judged) {
    DynamicsSettings dynamics = settings.dynamics();
    TestSetErrors pruned = tests.get(0);
    TestSetErrors raw = tests.get(1);
    Recovery recovery = recovery(settings, law);
    return new Scorecard(
        Scorecard.FORMAT,
        dynamics.law(),
        dynamics.dimension(),
        settings.gnn().strategy(),
        pruned.network(),
        raw.network(),
        pruned.law(),
        raw.law(),
        pruned.size(),
        judged.linearity(),
        judged.spread(),
        recovery,
        chosen.recovered(),
        onFront(dynamics.dimension(), judged.members()),
        FreshStates.extrapolation(settings, law, model),
        FreshStates.rollout(settings, law, model),
        Diagnosis.of(
            judged.linearity(),
            judged.members(),
            recovery,
            pruned.network().mean() / pruned.size(),
            settings.validation()));
  }

  private static Recovery recovery(Configuration settings, ComposedLaw law) {
    DynamicsSettings dynamics = settings.dynamics();
    return Recovery.of(
        law,
        dynamics.forceLaw(),
        dynamics.resolvedParticles(),
        settings.validation(),
        settings.run().seed());
  }

  /**
   * Whether the fronts of each message have an affine map of the true force among their members.
   */
  private static boolean[] onFront(int dimension, List<MemberVerdict> members) {
    List<String> components = Components.messages(dimension);
    boolean[] found = new boolean[components.size()];
    for (int k = 0; k < found.length; k++) {
      String component = components.get(k);
      found[k] = members.stream().anyMatch(m -> m.component().equals(component) && m.recovered());
    }
    return found;
  }

  /** The values of the scorecard, for the manifest. */
  private static Map<String, Object> result(Scorecard card) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Scorecard.Line line : card.lines()) {
      result.put(line.name(), line.value());
    }
    return result;
  }
}
