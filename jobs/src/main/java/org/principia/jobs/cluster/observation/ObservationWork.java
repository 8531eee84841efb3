package org.principia.jobs.cluster.observation;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.dataset.TrackFormat;
import org.principia.jobs.artefact.dataset.TrackWriter;
import org.principia.jobs.artefact.table.RunRows;
import org.principia.jobs.cluster.Staging;
import org.principia.observed.ObservedSplit;
import org.principia.observed.ObservedSplits;
import org.principia.observed.TrackSchema;
import org.principia.observed.TrackedRun;
import org.principia.observed.survey.DataSurvey;
import org.principia.observed.survey.RunSurvey;
import org.principia.observed.survey.TrackSurvey;

/**
 * What a task does with the runs of a unit; the same for any task that is given the same rows.
 *
 * @param schema what is known of particles
 * @param splits which runs, or times, serve what
 * @param maxGap median steps that are a gap
 * @param stage where files and reports go
 */
record ObservationWork(TrackSchema schema, ObservedSplits splits, double maxGap, Staging stage)
    implements Serializable {

  /** Consecutive runs that one task writes: its number, the first run, and that after the last. */
  record Unit(int index, int first, int end) implements Serializable {
    String label() {
      return String.format(Locale.ROOT, "unit-%05d", index);
    }

    String file() {
      return String.format(Locale.ROOT, "part-%05d.parquet", index);
    }
  }

  /**
   * What a split has of a unit.
   *
   * @param runs runs, or blocks of them
   * @param rows particles times instants
   * @param bytes of the file
   */
  record OfSplit(long runs, long rows, long bytes) implements Serializable {}

  /**
   * What a unit came to.
   *
   * @param splits by label; those without a row are left out
   * @param tracks of its runs, in their order
   * @param survey the sum over its runs
   * @param repeated rows that were there twice
   * @param fault what is wrong with a run, a message; empty if nothing is
   */
  record UnitReport(
      TreeMap<String, OfSplit> splits,
      List<TrackSurvey> tracks,
      DataSurvey survey,
      long repeated,
      String fault)
      implements Serializable {

    /** The same without its tracks, which may be many. */
    UnitReport sums() {
      return new UnitReport(splits, List.of(), survey, repeated, fault);
    }
  }

  /** Writes the files of a unit and its report, unless a run is malformed. */
  UnitReport write(Unit unit, Iterator<RunRows> runs, Configuration conf) {
    Path attempt = stage.attempt();
    Map<ObservedSplit, TrackWriter> writers = new EnumMap<>(ObservedSplit.class);
    Map<ObservedSplit, Long> parts = new EnumMap<>(ObservedSplit.class);
    List<TrackSurvey> tracks = new ArrayList<>();
    DataSurvey sums = DataSurvey.none();
    long repeated = 0;
    try {
      try {
        while (runs.hasNext()) {
          RunRows.Assembled assembled = runs.next().assemble();
          RunSurvey survey = RunSurvey.of(assembled.run(), maxGap);
          tracks.addAll(survey.tracks());
          sums = sums.plus(survey.sums());
          repeated += assembled.repeated();
          for (var part : splits.of(assembled.run()).entrySet()) {
            write(part.getKey(), part.getValue(), attempt, writers, conf);
            parts.merge(part.getKey(), 1L, Long::sum);
          }
        }
      } catch (RunRows.MalformedRun e) {
        return new UnitReport(new TreeMap<>(), List.of(), sums, repeated, e.getMessage());
      } finally {
        for (TrackWriter writer : writers.values()) {
          writer.close();
        }
      }
      TreeMap<String, OfSplit> written = new TreeMap<>();
      for (var writer : writers.entrySet()) {
        ObservedSplit split = writer.getKey();
        long bytes = put(attempt, split, unit, conf);
        written.put(split.label(), new OfSplit(parts.get(split), writer.getValue().rows(), bytes));
      }
      UnitReport report = new UnitReport(written, tracks, sums, repeated, "");
      stage.save(unit.label(), Json.line(report), conf);
      return report.sums();
    } catch (IOException | FSError e) {
      // A full disk of a local file system is an error of Hadoop's own kind.
      throw InputException.cannot("write tracks below " + stage.data(), Storage.firstLine(e), e);
    } finally {
      abandon(attempt, conf);
    }
  }

  private void write(
      ObservedSplit split,
      TrackedRun run,
      Path attempt,
      Map<ObservedSplit, TrackWriter> writers,
      Configuration conf)
      throws IOException {
    if (!writers.containsKey(split)) {
      writers.put(split, new TrackWriter(conf, new Path(attempt, split.label()), schema));
    }
    writers.get(split).write(run);
  }

  /** Puts a whole file under its final name, and returns its size. */
  private long put(Path attempt, ObservedSplit split, Unit unit, Configuration conf)
      throws IOException {
    Path whole = new Path(attempt, split.label());
    Path path = new Path(TrackFormat.path(stage.data(), split), unit.file());
    FileSystem files = path.getFileSystem(conf);
    long bytes = files.getFileStatus(whole).getLen();
    files.mkdirs(path.getParent());
    Storage.rename(files, whole, path);
    return bytes;
  }

  /** What is left of an attempt, after its end or its failure, which must not be hidden. */
  private static void abandon(Path attempt, Configuration conf) {
    try {
      attempt.getFileSystem(conf).delete(attempt, true);
    } catch (IOException | FSError e) {
      return;
    }
  }
}
