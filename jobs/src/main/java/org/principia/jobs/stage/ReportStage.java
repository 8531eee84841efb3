package org.principia.jobs.stage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaw;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.artefact.cell.ModelArtefact;
import org.principia.jobs.artefact.cell.ReportArtefact;
import org.principia.jobs.artefact.cell.ScorecardArtefact;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.Scorecard;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;
import org.principia.visuals.report.ErrorSection;
import org.principia.visuals.report.FrontSection;
import org.principia.visuals.report.LawSection;
import org.principia.visuals.report.MessageSection;
import org.principia.visuals.report.MotionSection;
import org.principia.visuals.report.PairForces;
import org.principia.visuals.report.ProvenanceSection;
import org.principia.visuals.report.TrainingSection;

/** Writes the report of a cell: one page, and each picture as a file of its own. */
public final class ReportStage extends Stage<ScorecardArtefact, ReportArtefact> {
  /** To be changed when the same tables come to make another page. */
  private static final String METHOD = "page 4\n";

  /** Frames of the test set whose errors are shown. */
  private static final int FRAMES = 1000;

  public ReportStage(Source<ScorecardArtefact> source) {
    super(
        source,
        "report",
        CellDirectories::report,
        List.of(),
        all -> METHOD,
        work -> ReportArtefact::new);
  }

  @Override
  Map<String, Object> make(ScorecardArtefact input, ReportArtefact output, Work work) {
    MessagesArtefact samples = input.law().fronts().messages();
    ModelArtefact model = samples.model();
    DynamicsSettings dynamics = work.settings().dynamics();
    CellId cell = work.cell();
    Scorecard scorecard = input.scorecard();
    GraphNetwork network = model.network();
    ComposedLaw law = input.law().fitted();
    List<EdgeSample> edges = samples.edges();
    MessageProjection projection = samples.kept();
    ForceLaw truth = dynamics.forceLaw();
    int d = cell.dimension();
    List<List<Block>> sections =
        List.of(
            LawSection.of(truth, law, input.law().composed(), scorecard),
            MotionSection.of(dynamics, cell.seed(), law).blocks(),
            new PairForces(truth, d, edges).blocks(network::messages, projection, law),
            MessageSection.of(edges, projection, truth, d),
            FrontSection.of(input.law().fronts().members(), input.members(), d),
            new ErrorSection(model.frames().drawn(Split.TEST, FRAMES), network::outputs, law)
                .blocks(),
            TrainingSection.of(model.curve(), d, scorecard.network().mean()),
            ProvenanceSection.of(Versions.all(), cell.seed(), Reference.text(work.settings())));
    String title = String.format(Locale.ROOT, "The law of %s in %d dimensions", cell.law(), d);
    String subtitle =
        String.format(
            Locale.ROOT,
            "strategy %s, %d particles, seed %d",
            cell.strategy(),
            dynamics.resolvedParticles(),
            cell.seed());
    ReportPage page =
        new ReportPage(title, subtitle, sections.stream().flatMap(List::stream).toList());
    output.write(page);
    return Map.of("page", output().page().toString(), "pictures", page.named().size());
  }
}
