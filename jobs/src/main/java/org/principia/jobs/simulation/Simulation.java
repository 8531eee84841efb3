package org.principia.jobs.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.principia.dynamics.DynamicsSettings;
import org.principia.frames.ComponentHistogram;
import org.principia.frames.FrameSettings;
import org.principia.frames.PruningBounds;

/**
 * Simulates runs on a cluster and writes their frames.
 *
 * <p>Cost of a data set: three times the simulation, once the writing. Nothing but counts and
 * reports of units (about 150 bytes a run) ever comes to the driver.
 */
public final class Simulation {
  /** Percentiles told besides the two of the pruning [per cent]. */
  private static final double[] TOLD = {1, 25, 50, 75, 99};

  /** Shares of the work that are done with each pass, about. */
  private static final double COUNTED = 0.1;

  private static final double LOCATED = 0.2;

  private final JavaSparkContext context;
  private final SimulationWork work;
  private final Staging staging;
  private final int partitions;
  private final Progress progress;
  private final List<SimulationUnit> units;

  /** Told how far the simulation is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A phase begins.
     *
     * @param name what it does
     * @param tasks how many tasks it has
     * @param begin share of the work that lies before it
     * @param end share of the work that is done with it
     */
    void phase(String name, int tasks, double begin, double end);
  }

  /**
   * A simulation.
   *
   * @param context Spark's context
   * @param dynamics what is simulated
   * @param frames which instants are kept
   * @param seed the user's seed
   * @param staging directory of this simulation alone, from which it goes on when it was killed
   * @param progress told how far it is
   */
  public Simulation(
      JavaSparkContext context,
      DynamicsSettings dynamics,
      FrameSettings frames,
      long seed,
      Path staging,
      Progress progress) {
    this(context, new SimulationWork(dynamics, frames, seed), staging, progress, Integer.MAX_VALUE);
  }

  Simulation(
      JavaSparkContext context,
      SimulationWork work,
      Path staging,
      Progress progress,
      int partitions) {
    this.context = context;
    this.work = work;
    this.staging = new Staging(staging.toString());
    this.progress = progress;
    this.units = new ArrayList<>();
    units.addAll(SimulationUnit.of(SimulationUnit.Set.RUN, work.dynamics().runs()));
    units.addAll(SimulationUnit.of(SimulationUnit.Set.TEST_RUN, work.dynamics().testRuns()));
    this.partitions = Math.min(partitions, units.size());
  }

  /**
   * Simulates what is not yet there.
   *
   * @return what the data set has; its files lie in the staging directory
   */
  public DataSet simulate() {
    Configuration conf = context.hadoopConfiguration();
    Map<SimulationUnit, UnitReport> reports = new LinkedHashMap<>();
    units.forEach(unit -> staging.report(unit, conf).ifPresent(r -> reports.put(unit, r)));
    int resumed = reports.size();
    Percentiles percentiles =
        staging.bounds(conf).flatMap(Percentiles::parse).orElseGet(this::percentiles);
    List<SimulationUnit> missing = units.stream().filter(u -> !reports.containsKey(u)).toList();
    reports.putAll(write(missing, percentiles.bounds(work.frames())));
    List<UnitReport> inOrder = units.stream().map(reports::get).toList();
    return new DataSet(inOrder, percentiles, work.dynamics().dimension(), resumed);
  }

  /**
   * Puts the files under their final directory.
   *
   * @param directory the frames directory
   */
  public void moveTo(Path directory) {
    staging.moveFramesTo(directory, context.hadoopConfiguration());
  }

  private Percentiles percentiles() {
    FrameSettings frames = work.frames();
    double[] asked =
        DoubleStream.concat(
                Arrays.stream(TOLD),
                DoubleStream.of(frames.lowerPercentile(), frames.upperPercentile()))
            .distinct()
            .sorted()
            .toArray();
    ComponentHistogram coarse =
        count(ComponentHistogram.coarse(work.dynamics().dimension()), 0, COUNTED);
    ComponentHistogram fine = count(coarse.fine(asked), COUNTED, LOCATED);
    List<float[]> values = new ArrayList<>();
    for (double percentile : asked) {
      values.add(coarse.percentile(fine, percentile));
    }
    Percentiles percentiles = new Percentiles(asked, values);
    staging.saveBounds(percentiles.json(), context.hadoopConfiguration());
    return percentiles;
  }

  private ComponentHistogram count(ComponentHistogram empty, double begin, double end) {
    List<SimulationUnit> training =
        units.stream().filter(unit -> unit.set() == SimulationUnit.Set.RUN).toList();
    // Few tasks: each brings a histogram back.
    int tasks = Math.min(Math.min(partitions, training.size()), 4 * context.defaultParallelism());
    progress.phase("percentiles", tasks, begin, end);
    SimulationWork todo = work;
    JavaRDD<ComponentHistogram> parts =
        context.parallelize(training, tasks).mapPartitions(part -> todo.count(part, empty));
    return parts.reduce(ComponentHistogram::merge);
  }

  private Map<SimulationUnit, UnitReport> write(
      List<SimulationUnit> missing, PruningBounds bounds) {
    Map<SimulationUnit, UnitReport> written = new LinkedHashMap<>();
    if (missing.isEmpty()) {
      return written;
    }
    int tasks = Math.min(partitions, missing.size());
    double done = LOCATED + (1 - LOCATED) * (units.size() - missing.size()) / units.size();
    progress.phase("writing", tasks, done, 1);
    Broadcast<SerializableConfiguration> conf =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    SimulationWork todo = work;
    Staging stage = staging;
    List<String> reports =
        context
            .parallelize(missing, tasks)
            .map(
                unit -> {
                  Configuration hadoop = conf.value().value();
                  UnitReport report =
                      todo.write(unit, bounds, stage.frames(), stage.attempt(), hadoop);
                  stage.save(unit, report, hadoop);
                  return report.json();
                })
            .collect();
    for (int i = 0; i < missing.size(); i++) {
      written.put(missing.get(i), UnitReport.parse(reports.get(i)).orElseThrow());
    }
    conf.destroy();
    return written;
  }
}
