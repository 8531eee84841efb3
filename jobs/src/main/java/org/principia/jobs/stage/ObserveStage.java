package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.SettingsCopy;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.ObservationsArtefact;
import org.principia.jobs.artefact.cell.ObservationsArtefact.Observations;
import org.principia.jobs.artefact.table.ObservedTable;
import org.principia.jobs.artefact.table.TableContent;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.observation.Observation;
import org.principia.jobs.cluster.observation.ObservedData;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;
import org.principia.observed.ObservedSettings;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;
import org.principia.visuals.report.ObservationSection;
import org.principia.visuals.report.ProvenanceSection;

/** Reads a table of the user's own particles and writes their tracks, with a page about them. */
public final class ObserveStage extends Stage<Configuration, ObservationsArtefact> {
  /** To be changed when the same table comes to make other tracks. */
  private static final String METHOD = "tracks 2\n";

  private static final String STAGING = "_observation-";
  private static final double TRACKS = 0.9;

  public ObserveStage(Source<Configuration> source) {
    super(
        source,
        "observe",
        CellDirectories::observations,
        List.of("observed"),
        all ->
            METHOD
                + settings(all.observed())
                + TableContent.fingerprint(
                    source.cell().directories().root().storage(), all.observed().table()),
        work -> (at, settings) -> new ObservationsArtefact(at, work.cell()));
  }

  /** A table is what is in it, wherever it lies. */
  private static String settings(ObservedSettings settings) {
    return Reference.values(SettingsCopy.of(settings, Map.of("table", "any")));
  }

  @Override
  public Optional<Path> staging() {
    return Optional.of(new Path(unfinished(STAGING), "data"));
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  Map<String, Object> make(Configuration all, ObservationsArtefact output, Work work) {
    ObservedSettings settings = all.observed();
    try (TaskProgress progress = new TaskProgress(output.at().context(), work.console(), verb())) {
      progress.phase("table", 1, 0, 0);
      ObservedTable table = ObservedTable.open(output.at().spark(), settings);
      table.notes().forEach(note -> work.console().info("  " + note));
      Observation observation =
          Observation.of(
              output.at().context(),
              table,
              settings,
              work.cell().seed(),
              output.at().path().getParent(),
              progress);
      ObservedData made = observation.observe();
      if (made.resumed() > 0) {
        work.console()
            .info("  " + made.resumed() + " of " + made.unitCount() + " units were there");
      }
      progress.phase("tables", 1, TRACKS, TRACKS);
      observation.writeTracks(output.at(), made);
      ObservationSection section = new ObservationSection(made.survey(), settings.unitNames());
      output.write(new Observations(table.schema(), made.survey()), page(section, made, work));
      progress.phase("tables", 1, 1, 1);
      List<String> lines = new ArrayList<>(section.lines());
      lines.add("");
      lines.addAll(made.lines());
      lines.add("");
      lines.add("  page: " + output().page());
      work.console().print(String.join("\n", lines));
      return result(made);
    }
  }

  private static ReportPage page(ObservationSection section, ObservedData made, Work work) {
    Map<String, String> table = new LinkedHashMap<>();
    table.put("table", work.settings().observed().table());
    table.put("rows", String.valueOf(made.table().rowCount()));
    table.put("rows left out without a finite number", String.valueOf(made.table().invalidRows()));
    table.put("rows left out as repeated", String.valueOf(made.repeated()));
    table.put("divided", made.byTime() ? "by time" : "by run");
    made.splits().forEach(s -> table.put("rows for " + s.split(), String.valueOf(s.rows())));
    List<Block> blocks = new ArrayList<>(section.blocks(table));
    blocks.addAll(
        ProvenanceSection.of(Versions.all(), work.cell().seed(), Reference.text(work.settings())));
    return new ReportPage("The particles of " + work.cell().label(), "", blocks);
  }

  private static Map<String, Object> result(ObservedData made) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rows", made.table().rowCount());
    result.put("invalid-rows", made.table().invalidRows());
    result.put("repeated-rows", made.repeated());
    result.put("runs", made.survey().runs());
    result.put("tracks", made.survey().tracks());
    result.put("instants", made.survey().samples());
    result.put("gaps", made.survey().gaps());
    result.put("jumps", made.survey().jumps());
    result.put("too-short", made.survey().tooShort());
    result.put("unresolved-accelerations", made.survey().unresolvedAccelerations());
    result.put("divided", made.byTime() ? "time" : "run");
    made.splits().forEach(s -> result.put("rows-" + s.split(), s.rows()));
    made.splits().forEach(s -> result.put("runs-" + s.split(), s.runs()));
    return result;
  }

  /** With the lease of the output, every half observation beside it belongs to nobody. */
  @Override
  public void committed() {
    directory().storage().deleteAll(path().getParent(), STAGING);
  }
}
