package org.principia.jobs.stages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.dynamics.Trajectory;
import org.principia.frames.ComponentHistogram;
import org.principia.frames.Frame;
import org.principia.frames.FrameSettings;
import org.principia.frames.PruningBounds;
import org.principia.frames.Split;
import org.principia.frames.TrajectoryFrames;
import org.principia.jobs.config.Reference;

/** Simulates runs in parallel and writes pruned and raw frames. */
final class SimulateStage implements Stage {
  /** Runs of one task and one file: fixed, so that files do not depend on the number of cores. */
  private static final int RUNS_PER_FILE = 100;

  @Override
  public String verb() {
    return "simulate";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().frames();
  }

  @Override
  public Optional<Stage> input() {
    return Optional.empty();
  }

  @Override
  public String settings(Cell cell) {
    return Reference.values(cell.settings().dynamics())
        + Reference.values(cell.settings().frames());
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  public Map<String, Object> execute(Cell cell, Path temporary) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    // Simulated once; several passes read it: for exact percentiles, counts, and what is written.
    JavaRDD<Run> runs = simulate(cell, dynamics.runs(), Purpose.RUN);
    JavaRDD<Run> tests = simulate(cell, dynamics.testRuns(), Purpose.TEST);
    runs.persist(StorageLevel.MEMORY_AND_DISK_SER());
    tests.persist(StorageLevel.MEMORY_AND_DISK_SER());
    int tasks = 8 * runs.getNumPartitions() + 5 * tests.getNumPartitions();
    try (TaskProgress progress = new TaskProgress(cell, verb(), tasks)) {
      JavaRDD<Frame> training = frames(runs, Split.TRAIN);
      Map<String, Object> counts = new LinkedHashMap<>();
      counts.put("redrawn-runs", redrawn(runs));
      counts.put("redrawn-test-runs", redrawn(tests));
      PruningBounds bounds = bounds(training, cell.settings().frames(), cell.dimension());
      write(cell, temporary, training, bounds, Split.TRAIN, counts);
      write(cell, temporary, frames(runs, Split.VALIDATION), bounds, Split.VALIDATION, counts);
      JavaRDD<Frame> testing = tests.flatMap(run -> run.frames().iterator());
      write(cell, temporary, testing, bounds, Split.TEST, counts);
      write(cell, temporary, testing, bounds, Split.TEST_RAW, counts);
      cell.workspace().write(new Path(temporary, "bounds.json"), json(bounds));
      return counts;
    } finally {
      runs.unpersist();
      tests.unpersist();
    }
  }

  /** One run: how often it was drawn again because it diverged, and its frames. */
  private record Run(int number, int redrawn, List<Frame> frames) implements java.io.Serializable {}

  /** Which stream a run is drawn from. */
  private enum Purpose {
    RUN,
    TEST
  }

  private static JavaRDD<Run> simulate(Cell cell, int runs, Purpose purpose) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    int stride = cell.settings().frames().stride();
    long seed = cell.seed();
    int files = (runs + RUNS_PER_FILE - 1) / RUNS_PER_FILE;
    List<Integer> numbers = IntStream.range(0, runs).boxed().toList();
    return cell.context()
        .parallelize(numbers, files)
        .map(
            number -> {
              Simulator simulator = new Simulator(dynamics, seed);
              Trajectory trajectory =
                  purpose == Purpose.RUN ? simulator.run(number) : simulator.testRun(number);
              return new Run(
                  number,
                  trajectory.attempts() - 1,
                  TrajectoryFrames.of(number, trajectory, stride));
            });
  }

  private static JavaRDD<Frame> frames(JavaRDD<Run> runs, Split split) {
    return runs.filter(run -> Split.ofRun(run.number()) == split)
        .flatMap(run -> run.frames().iterator());
  }

  /** Runs that are not the first draw: they are rarer in close encounters than chance would be. */
  private static long redrawn(JavaRDD<Run> runs) {
    return runs.filter(run -> run.redrawn() > 0).count();
  }

  private static PruningBounds bounds(
      JavaRDD<Frame> training, FrameSettings settings, int dimension) {
    ComponentHistogram coarse = count(training, ComponentHistogram.coarse(dimension));
    return new PruningBounds(
        percentile(training, coarse, settings.lowerPercentile()),
        percentile(training, coarse, settings.upperPercentile()));
  }

  private static float[] percentile(
      JavaRDD<Frame> training, ComponentHistogram coarse, double percentile) {
    return coarse.percentile(count(training, coarse.fine(percentile)), percentile);
  }

  private static ComponentHistogram count(JavaRDD<Frame> frames, ComponentHistogram empty) {
    return frames.treeAggregate(empty, ComponentHistogram::add, ComponentHistogram::merge);
  }

  private static void write(
      Cell cell,
      Path temporary,
      JavaRDD<Frame> frames,
      PruningBounds bounds,
      Split split,
      Map<String, Object> counts) {
    Counts counted =
        frames.aggregate(
            new Counts(0, 0), (c, frame) -> c.add(frame, split, bounds), Counts::merge);
    long all = counted.all();
    long left = counted.kept();
    if (left == 0) {
      throw InputException.cannot(
          "make split " + split.label(),
          "none of its "
              + all
              + " frames lies within the pruning bounds; more runs or wider"
              + " frames.lower-percentile and frames.upper-percentile are needed");
    }
    DynamicsSettings dynamics = cell.settings().dynamics();
    FrameTable.write(
        cell.spark(),
        frames.filter(frame -> keeps(split, bounds, frame)),
        FrameTable.path(temporary, dynamics.law(), dynamics.dimension(), split));
    counts.put("frames-" + split.label(), left);
    counts.put("dropped-" + split.label(), all - left);
    cell.console()
        .say(String.format("  %-10s %d frames, %d pruned", split.label(), left, all - left));
  }

  private static boolean keeps(Split split, PruningBounds bounds, Frame frame) {
    return split == Split.TEST_RAW || bounds.keep(frame);
  }

  /** How many frames a split has, and how many of them stay. */
  private record Counts(long all, long kept) implements java.io.Serializable {
    Counts add(Frame frame, Split split, PruningBounds bounds) {
      return new Counts(all + 1, kept + (keeps(split, bounds, frame) ? 1 : 0));
    }

    Counts merge(Counts other) {
      return new Counts(all + other.all, kept + other.kept);
    }
  }

  private static String json(PruningBounds bounds) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("columns", "velocity by axis, then acceleration by axis");
    entries.put("lower", bounds.lower());
    entries.put("upper", bounds.upper());
    try {
      return new ObjectMapper().writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write bounds: " + e.getMessage(), e);
    }
  }
}
