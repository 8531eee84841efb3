package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.KernelArtefact;
import org.principia.jobs.artefact.cell.ObservationsArtefact;
import org.principia.jobs.artefact.cell.ObservedReportArtefact;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;
import org.principia.observed.kernel.KernelResult;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;
import org.principia.visuals.report.KernelSection;
import org.principia.visuals.report.ObservationSection;
import org.principia.visuals.report.PicturesSection;
import org.principia.visuals.report.ProvenanceSection;

/** Writes the report on observed particles: verdict, pair force, strengths, and the data. */
public final class ObservedReportStage extends Stage<KernelArtefact, ObservedReportArtefact> {
  /** To be changed when the same tables come to make another page. */
  private static final String METHOD = "page 3\n";

  private final Supplier<ObservationsArtefact> tracks;

  /** A stage that reads tracks, too. */
  public ObservedReportStage(Source<KernelArtefact> source, Supplier<ObservationsArtefact> tracks) {
    super(
        source,
        "report",
        CellDirectories::report,
        List.of(),
        all -> METHOD,
        work -> (at, kernel) -> new ObservedReportArtefact(at));
    this.tracks = tracks;
  }

  @Override
  Map<String, Object> make(KernelArtefact input, ObservedReportArtefact output, Work work) {
    Map<String, String> units = work.settings().observed().unitNames();
    List<Block> blocks = new ArrayList<>();
    String length = units.getOrDefault("length", "length");
    String time = units.getOrDefault("time", "time");
    KernelResult found = input.result();
    blocks.addAll(new KernelSection(found, length).blocks());
    blocks.addAll(new PicturesSection(found.pictures(), length, time).blocks());
    blocks.addAll(
        new ObservationSection(tracks.get().content().survey(), units)
            .blocks(Map.of("table", work.settings().observed().table())));
    blocks.addAll(
        ProvenanceSection.of(Versions.all(), work.cell().seed(), Reference.text(work.settings())));
    ReportPage page = new ReportPage("The law of " + work.cell().label(), "", blocks);
    output.write(page);
    return Map.of("page", output().page().toString(), "pictures", page.named().size());
  }
}
