package org.principia.jobs.cluster.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.principia.common.InputException;
import org.principia.graphs.ComponentHistogram;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.cluster.Staging;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.metrics.JobMetrics.CellMetrics;
import org.principia.jobs.cluster.simulation.SimulationWork.SimulationUnit;
import org.principia.jobs.cluster.simulation.SimulationWork.UnitReport;

/**
 * Simulates runs on a cluster and writes their frames.
 *
 * <p>Cost of a data set: three times the simulation, once the writing. Nothing but counts and sums
 * of units (some kilobytes each) ever comes to the driver.
 *
 * @param context runs the tasks
 * @param work what is simulated and written
 * @param staging directory of this simulation alone, from which it goes on when it was killed
 * @param progress shows how far it is
 * @param metrics show what is counted while frames are written, failed attempts included
 * @param partitions tasks of a pass, at the most
 */
public record Simulation(
    JavaSparkContext context,
    SimulationWork work,
    Path staging,
    TaskProgress progress,
    CellMetrics metrics,
    int partitions) {
  /** Percentiles reported besides the two of the pruning [per cent]. */
  private static final double[] REPORTED = {1, 25, 50, 75, 99};

  /** Shares of the work that are done with each pass, about. */
  private static final double COUNTED = 0.1;

  private static final double LOCATED = 0.2;

  private static final double WRITTEN = 0.95;

  private static final String PERCENTILES = "percentiles";

  private Staging stage() {
    return new Staging(staging.toString());
  }

  private static Optional<UnitReport> report(
      SimulationUnit unit, Staging stage, Configuration conf) {
    return stage.report(unit.label(), conf).flatMap(text -> Json.parse(text, UnitReport.class));
  }

  private List<SimulationUnit> units() {
    List<SimulationUnit> units = new ArrayList<>();
    units.addAll(SimulationUnit.of(SimulationUnit.Set.RUN, work.dynamics().runs()));
    units.addAll(SimulationUnit.of(SimulationUnit.Set.TEST_RUN, work.dynamics().testRuns()));
    return units;
  }

  /**
   * Simulates what is not yet there; the frames lie in the directory {@code data} of the staging.
   */
  public DataSet simulate() {
    Configuration conf = context.hadoopConfiguration();
    Map<SimulationUnit, UnitReport> reports = present(conf);
    int resumed = reports.size();
    DataSet.Percentiles percentiles =
        stage()
            .note(PERCENTILES, conf)
            .flatMap(text -> Json.parse(text, DataSet.Percentiles.class))
            .orElseGet(this::percentiles);
    List<SimulationUnit> missing = units().stream().filter(u -> !reports.containsKey(u)).toList();
    if (!missing.isEmpty()) {
      reports.putAll(write(missing, percentiles.bounds(work.frames())));
      requireAll(reports, conf);
    }
    List<UnitReport> inOrder = units().stream().map(reports::get).toList();
    return new DataSet(inOrder, percentiles, work.schema(), resumed);
  }

  /** Units with a report whose files are all there, with the sizes that it says. */
  private Map<SimulationUnit, UnitReport> present(Configuration conf) {
    Set<String> labels = stage().reported(conf);
    Map<String, Map<String, Long>> found = sizes(conf);
    Map<SimulationUnit, UnitReport> present = new LinkedHashMap<>();
    for (SimulationUnit unit : units()) {
      if (labels.contains(unit.label())) {
        report(unit, stage(), conf)
            .filter(report -> hasFiles(unit, report, found))
            .ifPresent(report -> present.put(unit, report.sums()));
      }
    }
    return present;
  }

  /** Sizes of the files of frames that are there, by split and name. */
  private Map<String, Map<String, Long>> sizes(Configuration conf) {
    Map<String, Map<String, Long>> found = new HashMap<>();
    for (Split split : Split.values()) {
      Path directory =
          GraphFormat.path(
              stage().data(), work.dynamics().law(), work.dynamics().dimension(), split);
      found.put(split.label(), Staging.list(directory, conf));
    }
    return found;
  }

  private static boolean hasFiles(
      SimulationUnit unit, UnitReport report, Map<String, Map<String, Long>> found) {
    return report.splits().entrySet().stream()
        .filter(split -> split.getValue().frames() > 0)
        .allMatch(split -> split.getValue().hasSize(found.get(split.getKey()).get(unit.file())));
  }

  private void requireAll(Map<SimulationUnit, UnitReport> reports, Configuration conf) {
    Set<String> labels = stage().reported(conf);
    Map<String, Map<String, Long>> found = sizes(conf);
    for (SimulationUnit unit : units()) {
      if (!labels.contains(unit.label()) || !hasFiles(unit, reports.get(unit), found)) {
        throw InputException.cannot(
            "finish " + stage().data(),
            "files of unit " + unit.label() + " are gone; the same command makes them again");
      }
    }
  }

  /** How many runs there are. */
  long runCount() {
    return (long) work.dynamics().runs() + work.dynamics().testRuns();
  }

  /** The lines of all runs, in the order of set and number. */
  JavaRDD<UnitReport.OfRun> runs() {
    SerializableConfiguration conf = new SerializableConfiguration(context.hadoopConfiguration());
    Staging stage = stage();
    return context
        .parallelize(units(), Math.min(units().size(), 2 * context.defaultParallelism()))
        .flatMap(unit -> report(unit, stage, conf.value()).orElseThrow().runs().iterator());
  }

  private DataSet.Percentiles percentiles() {
    FrameSettings frames = work.frames();
    double[] asked =
        DoubleStream.concat(
                Arrays.stream(REPORTED),
                DoubleStream.of(frames.lowerPercentile(), frames.upperPercentile()))
            .distinct()
            .sorted()
            .toArray();
    ComponentHistogram coarse = count(ComponentHistogram.coarse(work.schema()), 0, COUNTED);
    ComponentHistogram fine = count(coarse.fine(asked), COUNTED, LOCATED);
    List<float[]> values = new ArrayList<>();
    for (double percentile : asked) {
      values.add(coarse.percentile(fine, percentile));
    }
    DataSet.Percentiles percentiles = new DataSet.Percentiles(asked, values);
    stage().saveNote(PERCENTILES, Json.line(percentiles), context.hadoopConfiguration());
    return percentiles;
  }

  private ComponentHistogram count(ComponentHistogram empty, double begin, double end) {
    List<SimulationUnit> training =
        units().stream().filter(unit -> unit.set() == SimulationUnit.Set.RUN).toList();
    // Few tasks: each brings a histogram back.
    int tasks = Math.min(Math.min(partitions, training.size()), 4 * context.defaultParallelism());
    progress.phase("percentiles", tasks, begin, end);
    SimulationWork todo = work;
    JavaRDD<ComponentHistogram> parts =
        context.parallelize(training, tasks).mapPartitions(part -> todo.count(part, empty));
    return parts.treeReduce(ComponentHistogram::merge);
  }

  private Map<SimulationUnit, UnitReport> write(
      List<SimulationUnit> missing, PruningBounds bounds) {
    int tasks = Math.min(partitions, missing.size());
    double done =
        LOCATED + (WRITTEN - LOCATED) * (units().size() - missing.size()) / units().size();
    progress.phase("writing", tasks, done, WRITTEN);
    SerializableConfiguration conf = new SerializableConfiguration(context.hadoopConfiguration());
    SimulationWork todo = work;
    Staging stage = stage();
    LongAccumulator runs = context.sc().longAccumulator("runs simulated");
    LongAccumulator frames = context.sc().longAccumulator("frames written");
    metrics.simulating(runs, frames);
    List<String> reports =
        context
            .parallelize(missing, tasks)
            .map(
                unit -> {
                  Configuration hadoop = conf.value();
                  UnitReport report =
                      todo.write(unit, bounds, stage.data(), stage.attempt(), hadoop);
                  stage.save(unit.label(), Json.line(report), hadoop);
                  runs.add(report.runs().size());
                  frames.add(report.frames());
                  return Json.line(report.sums());
                })
            .collect();
    Map<SimulationUnit, UnitReport> written = new LinkedHashMap<>();
    for (int i = 0; i < missing.size(); i++) {
      written.put(missing.get(i), Json.parse(reports.get(i), UnitReport.class).orElseThrow());
    }
    return written;
  }
}
