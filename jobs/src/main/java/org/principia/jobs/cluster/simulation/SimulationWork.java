package org.principia.jobs.cluster.simulation;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.principia.jobs.artefact.dataset.GraphWriter;
import org.principia.jobs.artefact.dataset.Origin;

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
   * Writes the files of a unit, each under another name until it is complete.
   *
   * @param unit the unit
   * @param bounds outside which frames are dropped
   * @param directory the frames directory
   * @param attempt a directory of this attempt alone, on the same file system
   * @param conf configuration of the file systems
   * @return what was written
   */
  UnitReport write(
      SimulationUnit unit, PruningBounds bounds, Path directory, Path attempt, Configuration conf) {
    Map<Split, SplitFile> files = new EnumMap<>(Split.class);
    for (Split split : unit.set().splits()) {
      files.put(split, file(split, unit, bounds, directory, attempt, conf));
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

  private SplitFile file(
      Split split,
      SimulationUnit unit,
      PruningBounds bounds,
      Path directory,
      Path attempt,
      Configuration conf) {
    Origin origin = new Origin(dataSet, dynamics.law(), schema, split);
    SplitFile.Target target =
        new SplitFile.Target(
            origin,
            new Path(attempt, split.label() + ".parquet"),
            new Path(
                GraphFormat.path(directory, dynamics.law(), dynamics.dimension(), split),
                unit.file()));
    return new SplitFile(target, bounds, conf);
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
    private final Target target;
    private final PruningBounds bounds;
    private final Configuration conf;
    private final ComponentStatistics statistics;
    private GraphWriter writer;
    private int runs;
    private long kept;
    private long dropped;

    /**
     * Where a file goes.
     *
     * @param origin where its frames belong
     * @param temporary its name while it is written
     * @param path its final name
     */
    record Target(Origin origin, Path temporary, Path path) {}

    SplitFile(Target target, PruningBounds bounds, Configuration conf) {
      this.target = target;
      this.bounds = bounds;
      this.conf = conf;
      this.statistics = new ComponentStatistics(target.origin().schema());
    }

    /** Appends the frames of one run. */
    void write(List<Graph> frames) throws IOException {
      runs++;
      for (Graph frame : frames) {
        if (target.origin().split() == Split.TEST_RAW || bounds.keep(frame)) {
          if (writer == null) {
            writer =
                new GraphWriter(conf, target.temporary(), target.origin(), target.path().getName());
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
        FileSystem files = target.path().getFileSystem(conf);
        bytes = files.getFileStatus(target.temporary()).getLen();
        files.mkdirs(target.path().getParent());
        put(files, bytes);
      }
      return new UnitReport.OfSplit(runs, kept, dropped, bytes, statistics.sums());
    }

    /** A file of the same length there is the same file, of another attempt, and may be in use. */
    private void put(FileSystem files, long bytes) throws IOException {
      if (files.exists(target.path())) {
        if (files.getFileStatus(target.path()).getLen() == bytes) {
          return;
        }
        files.delete(target.path(), false);
      }
      if (!files.rename(target.temporary(), target.path()) && !files.exists(target.path())) {
        throw new IOException("the rename of " + target.temporary() + " failed");
      }
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
}
