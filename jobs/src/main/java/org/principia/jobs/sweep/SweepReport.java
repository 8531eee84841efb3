package org.principia.jobs.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;

/** Writes the page of a sweep, {@code OUT/report/index.html}, with its pictures and data. */
final class SweepReport {
  private static final String DIRECTORY = "report";
  private static final String PAGE = "index.html";

  private SweepReport() {}

  /** Where the page lies. */
  static Path page(Storage output) {
    return new Path(new Path(output.root(), DIRECTORY), PAGE);
  }

  /**
   * Writes the page anew; it is there as a whole or not at all.
   *
   * @param spark the application
   * @param output the sweep's
   * @param results all cells
   */
  static void write(SparkApplication spark, Storage output, List<CellResult> results) {
    List<List<String>> made = new ArrayList<>();
    Versions.all().forEach((name, version) -> made.add(List.of(name, version)));
    made.add(List.of("master", spark.master()));
    ReportPage report =
        SweepPage.of(
            results,
            new SweepPage.Facts(
                path -> isFile(output.fileSystem(), new Path(output.root(), path)),
                cell -> finished(output, cell),
                made));
    Path directory = new Path(output.root(), DIRECTORY);
    for (Block.Figure figure : report.named()) {
      Path data = new Path(new Path(directory, "data"), figure.name() + ".csv");
      output.write(new Path(directory, figure.name() + ".svg"), figure.plot().svg());
      output.write(data, figure.plot().csv());
    }
    Path fresh = new Path(directory, "_" + PAGE);
    output.write(fresh, report.html());
    try {
      output.delete(page(output));
      output.fileSystem().rename(fresh, page(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFile(FileSystem files, Path path) {
    try {
      return files.exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the scorecard of a cell was written. */
  private static Optional<Instant> finished(Storage output, PlannedCell cell) {
    Path manifest = new Path(new Path(cell.directory(output), "scorecard"), Manifest.FILE);
    try {
      return output.fileSystem().exists(manifest)
          ? Optional.of(
              Instant.ofEpochMilli(
                  output.fileSystem().getFileStatus(manifest).getModificationTime()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
