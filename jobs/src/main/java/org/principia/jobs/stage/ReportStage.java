package org.principia.jobs.stage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.ForceLaw;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.config.Reference;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.MemberVerdict;
import org.principia.validation.Scorecard;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;
import org.principia.visuals.report.ErrorSection;
import org.principia.visuals.report.ForceSection;
import org.principia.visuals.report.FrontSection;
import org.principia.visuals.report.LawSection;
import org.principia.visuals.report.MessageSection;
import org.principia.visuals.report.MotionSection;
import org.principia.visuals.report.PairForces;
import org.principia.visuals.report.ProvenanceSection;
import org.principia.visuals.report.TrainingSection;

/** Writes the report of a cell: one page, and each picture as a file of its own. */
final class ReportStage implements Stage {
  private static final String PAGE = "index.html";

  /** To be changed when the same tables come to make another page. */
  private static final String METHOD = "page 4\n";

  /** Frames of the test set whose errors are shown. */
  private static final int FRAMES = 1000;

  @Override
  public String verb() {
    return "report";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().report();
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new EvaluateStage());
  }

  @Override
  public List<String> sections() {
    return List.of();
  }

  @Override
  public String settings(Cell cell) {
    return METHOD;
  }

  /** The page of a cell. */
  static Path page(Cell cell) {
    return new Path(cell.workspace().report(), PAGE);
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    int dimension = cell.dimension();
    Scorecard scorecard = EvaluateStage.read(cell);
    GraphNetwork network = TrainStage.network(cell);
    ComposedLaw law = LawFile.fitted(cell);
    List<EdgeSample> edges = RecordStage.edges(cell);
    MessageProjection projection = RecordStage.kept(cell);
    ForceLaw truth = dynamics.forceLaw();
    List<List<Block>> sections =
        List.of(
            LawSection.of(truth, law, LawFile.composed(cell), scorecard),
            MotionSection.of(dynamics, cell.seed(), law).blocks(),
            ForceSection.of(
                new PairForces(truth, dimension, edges), network::messages, projection, law),
            MessageSection.of(edges, projection, truth, dimension),
            FrontSection.of(fronts(cell), dimension),
            new ErrorSection(cell.drawn(Split.TEST, FRAMES), network::accelerations, law).blocks(),
            TrainingSection.of(TrainStage.curve(cell), dimension, scorecard.network().mean()),
            ProvenanceSection.of(Versions.all(), cell.seed(), Reference.text(cell.settings())));
    List<Block> blocks = sections.stream().flatMap(List::stream).toList();
    String title =
        String.format(
            Locale.ROOT,
            "The law of %s in %d dimensions",
            cell.settings().dynamics().law(),
            cell.dimension());
    String subtitle =
        String.format(
            Locale.ROOT,
            "strategy %s, %d particles, seed %d",
            cell.settings().gnn().strategy(),
            cell.settings().dynamics().resolvedParticles(),
            cell.seed());
    ReportPage page = new ReportPage(title, subtitle, blocks);
    cell.workspace().write(new Path(temporary, PAGE), page.html());
    for (Block.Figure figure : page.named()) {
      Path data = new Path(new Path(temporary, "data"), figure.name() + ".csv");
      cell.workspace().write(new Path(temporary, figure.name() + ".svg"), figure.plot().svg());
      cell.workspace().write(data, figure.plot().csv());
    }
    return Map.of("page", page(cell).toString(), "pictures", page.named().size());
  }

  private static List<FrontSection.Member> fronts(Cell cell) {
    List<MemberVerdict> verdicts = EvaluateStage.members(cell);
    return RegressStage.fronts(cell).stream()
        .map(
            m ->
                new FrontSection.Member(
                    m.component(),
                    m.structure(),
                    m.complexity(),
                    m.loss(),
                    m.formula(),
                    m.chosen(),
                    verdicts.stream()
                        .anyMatch(
                            v ->
                                v.recovered()
                                    && v.component().equals(m.component())
                                    && v.structure().equals(m.structure())
                                    && v.formula().equals(m.formula()))))
        .toList();
  }
}
