package org.principia.jobs.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.principia.dynamics.DynamicsSettings;
import org.principia.graphs.Split;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.config.Reference;
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
final class EvaluateStage implements Stage {
  /** Shares of the work that are done with each part, about. */
  private static final double JUDGED = 0.1;

  private static final double TESTED = 0.7;

  private static final String MEMBERS = "members";

  @Override
  public String verb() {
    return "evaluate";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().stage("scorecard");
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new ComposeStage());
  }

  @Override
  public List<String> sections() {
    return List.of("validation");
  }

  @Override
  public String settings(Cell cell) {
    return "format " + Scorecard.FORMAT + "\n" + Reference.values(cell.settings().validation());
  }

  /** The scorecard of a cell. */
  static Scorecard read(Cell cell) {
    Path file = new Path(cell.workspace().stage("scorecard"), ScorecardFile.NAME);
    return ScorecardFile.parse(cell.workspace().read(file), file);
  }

  /** Verdicts on all members of the fronts of a cell. */
  static List<MemberVerdict> members(Cell cell) {
    return MemberTable.read(cell.spark(), new Path(cell.workspace().stage("scorecard"), MEMBERS));
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  public Map<String, Object> execute(Cell cell, Path temporary) {
    try (TaskProgress progress = new TaskProgress(cell.context(), cell.console(), verb())) {
      return evaluate(cell, temporary, progress);
    }
  }

  private static Map<String, Object> evaluate(Cell cell, Path temporary, TaskProgress progress) {
    progress.phase("messages and fronts", 1, 0, JUDGED);
    ComposedLaw law = LawFile.fitted(cell);
    List<EdgeSample> edges = RecordStage.edges(cell);
    EdgeForces forces =
        EdgeForces.of(edges, cell.settings().dynamics().forceLaw(), cell.dimension());
    MessageProjection kept = RecordStage.kept(cell);
    double[][] messages = kept.columns(edges);
    Linearity linearity = Linearity.of(messages, forces);
    MessageSpread spread = MessageSpread.of(edges, forces, kept.shareOfVariance());
    List<MemberVerdict> members = MemberTable.verify(cell, messages, forces, linearity);
    Broadcast<byte[]> model = cell.context().broadcast(TrainStage.modelBytes(cell));
    try {
      int files = SimulateStage.files(cell, Split.TEST_RAW);
      progress.phase("errors on the test sets", TestErrorJob.PASSES * files, JUDGED, TESTED);
      List<TestErrorJob> tests = TestErrorJob.run(cell, law, model);
      progress.phase("states of no data set", StateSet.values().length, TESTED, 1);
      Scorecard card = card(cell, law, model, tests, new Judged(linearity, spread, members));
      cell.workspace().write(new Path(temporary, ScorecardFile.NAME), ScorecardFile.json(card));
      MemberTable.write(cell.spark(), members, new Path(temporary, MEMBERS));
      ScorecardTables.write(cell.spark(), card, tests, temporary);
      ResultTable.write(cell, card, law, new Path(temporary, "row"));
      return result(cell, card);
    } finally {
      model.destroy();
    }
  }

  /** What samples and fronts say. */
  private record Judged(Linearity linearity, MessageSpread spread, List<MemberVerdict> members) {}

  private static Scorecard card(
      Cell cell,
      ComposedLaw law,
      Broadcast<byte[]> model,
      List<TestErrorJob> tests,
      Judged judged) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    TestErrorJob pruned = tests.get(0);
    TestErrorJob raw = tests.get(1);
    Recovery recovery = recovery(cell, law);
    return new Scorecard(
        Scorecard.FORMAT,
        dynamics.law(),
        cell.dimension(),
        cell.settings().gnn().strategy(),
        pruned.network(),
        raw.network(),
        pruned.law(),
        raw.law(),
        pruned.size(),
        judged.linearity(),
        judged.spread(),
        recovery,
        recovery(cell, LawFile.chosen(cell)).recovered(),
        onFront(cell, judged.members()),
        FreshStates.extrapolation(cell, law, model),
        FreshStates.rollout(cell, law, model),
        Diagnosis.of(
            judged.linearity(),
            judged.members(),
            recovery,
            pruned.network().mean() / pruned.size(),
            cell.settings().validation()));
  }

  private static Recovery recovery(Cell cell, ComposedLaw law) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    return Recovery.of(
        law,
        dynamics.forceLaw(),
        dynamics.resolvedParticles(),
        cell.settings().validation(),
        cell.seed());
  }

  /**
   * Whether the fronts of each message have an affine map of the true force among their members.
   */
  private static boolean[] onFront(Cell cell, List<MemberVerdict> members) {
    List<String> components = Components.messages(cell.dimension());
    boolean[] found = new boolean[components.size()];
    for (int k = 0; k < found.length; k++) {
      String component = components.get(k);
      found[k] = members.stream().anyMatch(m -> m.component().equals(component) && m.recovered());
    }
    return found;
  }

  /** Shows the scorecard; its values go into the manifest. */
  private static Map<String, Object> result(Cell cell, Scorecard card) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Scorecard.Line line : card.lines()) {
      result.put(line.name(), line.value());
      cell.console().say(String.format("  %-24s %-14s %s", line.name(), line.value(), line.note()));
    }
    return result;
  }
}
