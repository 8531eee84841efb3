package org.principia.jobs.cluster.simulation;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.dynamics.Drift;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.ForceLaw;
import org.principia.graphs.ComponentHistogram;
import org.principia.graphs.ComponentStatistics;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;
import org.principia.jobs.artefact.dataset.GraphWriter;

/**
 * What a task does; the same for any task that is given the same unit.
 *
 * @param dynamics what is simulated
 * @param frames which instants are kept
 * @param schema what the numbers of a graph mean
 * @param seed the user's seed
 * @param dataSet fingerprint of all that, which every file says of itself
 */
public record SimulationWork(
    DynamicsSettings dynamics, FrameSettings frames, GraphSchema schema, long seed, String dataSet)
    implements Serializable {

  /** Counts the training frames of some units. */
  Iterator<ComponentHistogram> count(Iterator<SimulationUnit> units, ComponentHistogram empty) {
    Simulator simulator = new Simulator(dynamics, seed);
    while (units.hasNext()) {
      SimulationUnit unit = units.next();
      for (int number = unit.first(); number < unit.end(); number++) {
        if (Split.ofRun(number) == Split.TRAIN) {
          cut(number, unit.set().simulate(simulator, number)).forEach(empty::add);
        }
      }
    }
    return List.of(empty).iterator();
  }

  private List<Graph> cut(int number, Trajectory trajectory) {
    return Particles.graphs(schema, number, trajectory, frames.stride());
  }

  /**
   * Writes the files of a unit below the frames directory, each under a name of this attempt on the
   * same file system until it is complete; frames outside the bounds are dropped.
   */
  UnitReport write(
      SimulationUnit unit, PruningBounds bounds, Path directory, Path attempt, Configuration conf) {
    Map<Split, SplitFile> files = new EnumMap<>(Split.class);
    for (Split split : unit.set().splits()) {
      Path frames = GraphFormat.path(directory, dynamics.law(), dynamics.dimension(), split);
      files.put(
          split,
          new SplitFile(
              new Origin(dataSet, dynamics.law(), schema, split),
              new Path(attempt, split.label() + ".parquet"),
              new Path(frames, unit.file()),
              bounds,
              conf));
    }
    try {
      List<UnitReport.OfRun> runs = simulate(unit, files);
      Map<String, UnitReport.OfSplit> splits = new LinkedHashMap<>();
      for (Map.Entry<Split, SplitFile> file : files.entrySet()) {
        splits.put(file.getKey().label(), file.getValue().finish());
      }
      return UnitReport.of(splits, runs);
    } catch (IOException | FSError e) {
      // A full disk of a local file system is an error of Hadoop's own kind.
      throw InputException.cannot("write frames below " + directory, Storage.firstLine(e), e);
    } finally {
      abandon(files, attempt, conf);
    }
  }

  /** What is left of an attempt, after its end or its failure, which must not be hidden. */
  private static void abandon(Map<Split, SplitFile> files, Path attempt, Configuration conf) {
    try {
      for (SplitFile file : files.values()) {
        file.close();
      }
      attempt.getFileSystem(conf).delete(attempt, true);
    } catch (IOException | RuntimeException | FSError e) {
      return;
    }
  }

  private List<UnitReport.OfRun> simulate(SimulationUnit unit, Map<Split, SplitFile> files)
      throws IOException {
    Simulator simulator = new Simulator(dynamics, seed);
    ForceLaw law = dynamics.forceLaw();
    List<UnitReport.OfRun> runs = new ArrayList<>();
    for (int number = unit.first(); number < unit.end(); number++) {
      Trajectory trajectory = unit.set().simulate(simulator, number);
      List<Graph> cut = cut(number, trajectory);
      for (Split split : unit.set().splits(number)) {
        files.get(split).write(cut);
      }
      runs.add(report(unit, number, trajectory, Drift.of(law, trajectory)));
    }
    return runs;
  }

  private static UnitReport.OfRun report(
      SimulationUnit unit, int number, Trajectory trajectory, Drift drift) {
    return new UnitReport.OfRun(
        unit.set().label(),
        number,
        unit.set().splits(number).get(0).label(),
        trajectory.attempts(),
        trajectory.evaluations(),
        drift.energy(),
        drift.momentum(),
        drift.angularMomentum(),
        drift.closest(),
        drift.exceeds());
  }

  /**
   * The file of one unit and split while it is written; there is none as long as no frame stays.
   */
  private static final class SplitFile implements Closeable {
    private final Origin origin;
    private final Path temporary;
    private final Path path;
    private final PruningBounds bounds;
    private final Configuration conf;
    private final ComponentStatistics statistics;
    private GraphWriter writer;
    private int runs;
    private long kept;
    private long dropped;

    /** A file that belongs to an origin, under its temporary name until it is complete. */
    SplitFile(Origin origin, Path temporary, Path path, PruningBounds bounds, Configuration conf) {
      this.origin = origin;
      this.temporary = temporary;
      this.path = path;
      this.bounds = bounds;
      this.conf = conf;
      this.statistics = new ComponentStatistics(origin.schema());
    }

    /** Appends the frames of one run. */
    void write(List<Graph> frames) throws IOException {
      runs++;
      for (Graph frame : frames) {
        if (origin.split() == Split.TEST_RAW || bounds.keep(frame)) {
          if (writer == null) {
            writer = new GraphWriter(conf, temporary, origin, path.getName());
          }
          writer.write(frame);
          statistics.add(frame);
          kept++;
        } else {
          dropped++;
        }
      }
    }

    /** Closes the file and puts it under its final name. */
    UnitReport.OfSplit finish() throws IOException {
      long bytes = 0;
      if (kept > 0) {
        close();
        FileSystem files = path.getFileSystem(conf);
        bytes = files.getFileStatus(temporary).getLen();
        files.mkdirs(path.getParent());
        // A file of the same length there is the same, of another attempt, and may be in use.
        if (!files.exists(path) || files.getFileStatus(path).getLen() != bytes) {
          Storage.rename(files, temporary, path);
        }
      }
      return new UnitReport.OfSplit(runs, kept, dropped, bytes, statistics.sums());
    }

    @Override
    public void close() throws IOException {
      GraphWriter open = writer;
      writer = null;
      if (open != null) {
        open.close();
      }
    }
  }

  /**
   * Consecutive runs of one set, which one task simulates and writes: the number of the unit in its
   * set, from 0, of its first run and after its last run.
   */
  record SimulationUnit(Set set, int index, int first, int end) implements Serializable {
    /** Runs of a unit: fixed, so that files do not depend on the number of cores. */
    static final int RUNS = 200;

    /** A set of runs with a stream of its own. */
    enum Set {
      /** Runs for training and validation. */
      RUN,
      /** Runs of the test set. */
      TEST_RUN;

      /** Its name in tables. */
      String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }

      Trajectory simulate(Simulator simulator, int number) {
        return this == RUN ? simulator.run(number) : simulator.testRun(number);
      }

      /** The splits that its runs' frames go to. */
      List<Split> splits() {
        return this == RUN
            ? List.of(Split.TRAIN, Split.VALIDATION)
            : List.of(Split.TEST, Split.TEST_RAW);
      }

      /** The splits that a run's frames go to. */
      List<Split> splits(int number) {
        return this == RUN ? List.of(Split.ofRun(number)) : splits();
      }
    }

    /** Cuts a set into units. */
    static List<SimulationUnit> of(Set set, int runs) {
      List<SimulationUnit> units = new ArrayList<>();
      for (int first = 0; first < runs; first += RUNS) {
        units.add(new SimulationUnit(set, units.size(), first, Math.min(first + RUNS, runs)));
      }
      return units;
    }

    /** Its name in the list of what is done. */
    String label() {
      return String.format(Locale.ROOT, "%s-%05d", set.label(), index);
    }

    /** Name of its file of a split. */
    String file() {
      return String.format(Locale.ROOT, "part-%05d.parquet", index);
    }
  }

  /**
   * What a unit wrote, by the split's label: runs that were drawn again, runs in which a conserved
   * quantity drifts beyond the limit, and one line a run, none where only the sums are wanted.
   */
  record UnitReport(Map<String, OfSplit> splits, int redrawn, int flagged, List<OfRun> runs) {
    /**
     * Frames of one split: runs that it has frames of, dropped ones among them, frames written,
     * frames outside the pruning bounds, size of the file or 0, statistics of the frames written.
     */
    record OfSplit(int runs, long frames, long dropped, long bytes, ComponentStatistics.Sums sums) {
      /** Whether the length of a file, null where there is none, is this one's. */
      boolean hasSize(Long found) {
        return found != null && found == bytes;
      }
    }

    /**
     * One run of a set by its number, in the split train, validation or test: initial states drawn
     * until it did not diverge, evaluations of the law, what {@link Drift} says of it, and whether
     * that flags it.
     */
    record OfRun(
        String set,
        int simulation,
        String split,
        int attempts,
        long evaluations,
        double energyDrift,
        double momentumDrift,
        double angularMomentumDrift,
        double closest,
        boolean flagged)
        implements Serializable {}

    static UnitReport of(Map<String, OfSplit> splits, List<OfRun> runs) {
      int redrawn = (int) runs.stream().filter(run -> run.attempts() > 1).count();
      int flagged = (int) runs.stream().filter(OfRun::flagged).count();
      return new UnitReport(splits, redrawn, flagged, runs);
    }

    /** Frames of all splits. */
    long frames() {
      return splits.values().stream().mapToLong(OfSplit::frames).sum();
    }

    /** The same without the lines of its runs, of which a driver would have too many. */
    UnitReport sums() {
      return new UnitReport(splits, redrawn, flagged, List.of());
    }
  }
}
