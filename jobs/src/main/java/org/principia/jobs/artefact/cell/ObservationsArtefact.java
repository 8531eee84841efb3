package org.principia.jobs.artefact.cell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.Json.JsonFile;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.artefact.dataset.TrackFormat;
import org.principia.jobs.artefact.dataset.TrackReader;
import org.principia.observed.ObservedSplit;
import org.principia.observed.TrackSchema;
import org.principia.observed.TrackedRun;
import org.principia.observed.survey.DataSurvey;
import org.principia.visuals.page.ReportPage;

/**
 * Tracked particles by split, a table of all tracks, and a page about them.
 *
 * @param at their directory
 * @param cell whose they are
 */
public record ObservationsArtefact(Directory at, CellId cell) {
  private static final JsonFile<Observations> CONTENT =
      new JsonFile<>("observations.json", Observations.class, Json::text, "observe");

  /**
   * What the observations are.
   *
   * @param schema what is known of particles
   * @param survey what the tracks are like
   */
  public record Observations(TrackSchema schema, DataSurvey survey) {}

  /** Writes what they are, and the page about them. */
  public void write(Observations content, ReportPage page) {
    CONTENT.write(at, content);
    ReportArtefact.write(at, page);
  }

  /** What they are. */
  public Observations content() {
    return CONTENT.read(at);
  }

  /** The page about them. */
  public Path page() {
    return at.file(ReportArtefact.PAGE);
  }

  /** The runs of some splits, or blocks of them, one partition a file and in their order. */
  public JavaRDD<TrackedRun> runs(ObservedSplit... splits) {
    TrackSchema schema = content().schema();
    List<String> files = Arrays.stream(splits).flatMap(s -> files(s).stream()).toList();
    SerializableConfiguration conf =
        new SerializableConfiguration(at.context().hadoopConfiguration());
    return at.context()
        .parallelize(files, files.size())
        .flatMap(file -> open(conf.value(), new Path(file), schema));
  }

  private List<String> files(ObservedSplit split) {
    Path directory = TrackFormat.path(at.path(), split);
    List<String> files = new ArrayList<>();
    try {
      Storage.inside(at.storage().fileSystem(), directory).stream()
          .map(FileStatus::getPath)
          .filter(path -> path.getName().endsWith(".parquet"))
          .sorted(Comparator.comparing(Path::getName))
          .forEach(path -> files.add(path.toString()));
    } catch (IOException e) {
      throw InputException.cannot("read " + directory, Storage.firstLine(e), e);
    }
    if (files.isEmpty()) {
      throw InputException.cannot(
          "read " + directory, "it has no files; principia observe --overwrite makes them again");
    }
    return files;
  }

  private static TrackReader open(Configuration conf, Path file, TrackSchema schema) {
    TrackReader reader = new TrackReader(conf, file, schema);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) done -> reader.close());
    return reader;
  }
}
