package org.principia.jobs.cluster.observation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.table.ObservedTable;
import org.principia.jobs.cluster.Staging;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.observation.ObservationWork.Unit;
import org.principia.jobs.cluster.observation.ObservationWork.UnitReport;
import org.principia.observed.ObservedSettings;
import org.principia.observed.ObservedSplits;
import org.principia.observed.survey.DataSurvey;
import org.principia.observed.survey.TrackSurvey;

/**
 * Brings the rows of each run together, and writes its tracks.
 *
 * <p>A unit is consecutive runs in the order of their names, a thirtieth of the table or half a
 * million rows: which runs it has depends on the table alone, so that files are the same for any
 * number of partitions. A task holds one run at a time; counts and sums of units alone come to the
 * driver.
 *
 * @param context runs the tasks
 * @param table the rows
 * @param settings what is known about them
 * @param splits which runs, or times, serve what
 * @param staging directory of this observation alone, from which it goes on when it was killed
 * @param progress shows how far it is
 * @param unitRows rows from which a unit is full
 */
public record Observation(
    JavaSparkContext context,
    ObservedTable table,
    ObservedSettings settings,
    ObservedSplits splits,
    Path staging,
    TaskProgress progress,
    long unitRows) {
  /** Rows from which a unit is full, of tables with so many units that all cores work. */
  private static final long ROWS = 1 << 19;

  private static final int UNITS = 32;

  private static final double WRITTEN = 0.9;
  private static final int TRACKS_OF_A_FILE = 1_000_000;

  private static final RecordTable<TrackSurvey> TRACKS =
      RecordTable.of(TrackSurvey.class).nullable();

  /** Observes tables of these runs; a seed divides them. */
  public static Observation of(
      JavaSparkContext context,
      ObservedTable table,
      ObservedSettings settings,
      long seed,
      Path staging,
      TaskProgress progress) {
    long unitRows = Math.min(ROWS, table.rowCount() / UNITS);
    return new Observation(
        context,
        table,
        settings,
        ObservedSplits.of(seed, table.runs()),
        staging,
        progress,
        unitRows);
  }

  private Staging stage() {
    return new Staging(staging.toString());
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    List<Long> rows = table.rowsOfRuns();
    int first = 0;
    long count = 0;
    for (int run = 0; run < rows.size(); run++) {
      count += rows.get(run);
      if (count >= unitRows || run == rows.size() - 1) {
        units.add(new Unit(units.size(), first, run + 1));
        first = run + 1;
        count = 0;
      }
    }
    return units;
  }

  /**
   * Writes what is not yet there; the files lie in the directory {@code data} of the staging.
   *
   * @throws InputException if a run is malformed, or the observations tell no law; nothing of them
   *     is left
   */
  public ObservedData observe() {
    Configuration conf = context.hadoopConfiguration();
    List<Unit> units = units();
    Map<Unit, UnitReport> reports = new HashMap<>();
    for (Unit unit : units) {
      report(unit, conf).filter(r -> hasFiles(unit, r, conf)).ifPresent(r -> reports.put(unit, r));
    }
    int resumed = reports.size();
    List<Unit> missing = units.stream().filter(u -> !reports.containsKey(u)).toList();
    if (!missing.isEmpty()) {
      reports.putAll(write(missing));
    }
    DataSurvey survey = DataSurvey.none();
    List<UnitReport> inOrder = units.stream().map(reports::get).toList();
    for (UnitReport report : inOrder) {
      survey = survey.plus(report.survey());
    }
    for (UnitReport report : inOrder) {
      if (!report.fault().isEmpty()) {
        throw refused("read ", report.fault());
      }
    }
    Optional<String> refusal = survey.refusal(settings, splits);
    if (refusal.isPresent()) {
      throw refused("find a law in ", refusal.get());
    }
    return new ObservedData(table, inOrder, survey, splits.byTime(), resumed);
  }

  private InputException refused(String what, String why) {
    try {
      staging.getFileSystem(context.hadoopConfiguration()).delete(staging, true);
    } catch (IOException e) {
      throw InputException.cannot("write " + staging, Storage.firstLine(e), e);
    }
    return InputException.cannot(what + settings.table(), why);
  }

  private Optional<UnitReport> report(Unit unit, Configuration conf) {
    return stage().report(unit.label(), conf).flatMap(text -> Json.parse(text, UnitReport.class));
  }

  private boolean hasFiles(Unit unit, UnitReport report, Configuration conf) {
    return report.splits().entrySet().stream()
        .allMatch(
            split ->
                Staging.list(new Path(stage().data(), "split=" + split.getKey()), conf)
                    .getOrDefault(unit.file(), -1L)
                    .equals(split.getValue().bytes()));
  }

  private Map<Unit, UnitReport> write(List<Unit> missing) {
    progress.phase("tracks", missing.size(), 0, WRITTEN);
    Map<Integer, Integer> places = new HashMap<>();
    for (int place = 0; place < missing.size(); place++) {
      for (int run = missing.get(place).first(); run < missing.get(place).end(); run++) {
        places.put(run, place);
      }
    }
    SerializableConfiguration conf = new SerializableConfiguration(context.hadoopConfiguration());
    ObservationWork work = new ObservationWork(table.schema(), splits, settings.maxGap(), stage());
    List<Unit> todo = new ArrayList<>(missing);
    List<String> reports =
        table
            .byUnit(places, missing.size())
            .mapPartitionsWithIndex(
                (place, runs) -> {
                  UnitReport made = work.write(todo.get(place), runs.next(), conf.value());
                  return List.of(Json.line(made)).iterator();
                },
                true)
            .collect();
    Map<Unit, UnitReport> written = new HashMap<>();
    for (int i = 0; i < missing.size(); i++) {
      written.put(missing.get(i), Json.parse(reports.get(i), UnitReport.class).orElseThrow());
    }
    return written;
  }

  /** Writes the table of all tracks into the directory of the observations. */
  public void writeTracks(Directory data, ObservedData made) {
    data.storage().delete(data.file("tracks"));
    SerializableConfiguration conf = new SerializableConfiguration(context.hadoopConfiguration());
    Staging stage = stage();
    List<Unit> units = units();
    JavaRDD<TrackSurvey> tracks =
        context
            .parallelize(units, Math.min(units.size(), 2 * context.defaultParallelism()))
            .flatMap(unit -> tracks(stage, unit, conf.value()));
    int files = (int) (1 + made.survey().tracks() / TRACKS_OF_A_FILE);
    TRACKS.write(data.spark(), tracks, files, data.file("tracks"));
  }

  private static Iterator<TrackSurvey> tracks(Staging stage, Unit unit, Configuration conf) {
    return stage
        .report(unit.label(), conf)
        .flatMap(text -> Json.parse(text, UnitReport.class))
        .orElseThrow()
        .tracks()
        .iterator();
  }
}
