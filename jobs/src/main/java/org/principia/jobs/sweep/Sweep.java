package org.principia.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.console.Console;
import org.principia.jobs.console.EventLog;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.pipeline.Pipeline.StageState;
import org.principia.jobs.pipeline.Summary;
import org.principia.jobs.run.Lease;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.jobs.sweep.CellResult.Status;
import org.principia.jobs.sweep.Schedule.Work;

/**
 * Runs the cells of a plan, some at a time, each a thread of the driver whose jobs have a pool of
 * their own in Spark's fair scheduler.
 *
 * <p>The result of a cell depends neither on its neighbours nor on how many there are. A cell that
 * fails leaves its reason and the others go on; what is complete is skipped. A process that loses
 * the lease of a stage gives that cell up; of the table, the sweep. It writes nothing more about
 * it.
 */
public final class Sweep {
  private final SparkApplication spark;
  private final Console console;
  private final SweepPlan plan;
  private final Overwrite overwrite;
  private final int atOnce;
  private final Storage output;
  private final Results results;
  private final Set<PlannedCell> givenUp = ConcurrentHashMap.newKeySet();
  private final AtomicReference<RuntimeException> stop = new AtomicReference<>();
  private final long started = System.nanoTime();

  /**
   * A sweep, which may replace outputs of other settings or not; an {@link InputException} when the
   * output cannot be written.
   */
  public Sweep(SparkApplication spark, Console console, SweepPlan plan, Overwrite overwrite) {
    this.spark = spark;
    this.console = console;
    this.plan = plan;
    this.overwrite = overwrite;
    this.atOnce = Math.min(plan.cells().size(), plan.atOnce().orElseGet(this::roomFor));
    this.output = Storage.open(spark.hadoop(), "output", plan.output());
    this.results = new Results(spark, output, plan);
  }

  /** Requires, before Spark starts, that no other process sweeps the same output. */
  public static void requireFree(SweepPlan plan, org.apache.hadoop.conf.Configuration hadoop) {
    Storage output = Storage.look(hadoop, "output", plan.output());
    Lease.requireFree(output, new Path(output.root(), Results.DIRECTORY));
  }

  /** Cells that the cluster has room for: each takes as many task slots as it has workers. */
  private int roomFor() {
    int workers = plan.cells().stream().mapToInt(c -> c.settings().gnn().workers()).max().orElse(1);
    return Math.max(1, spark.slots() / workers);
  }

  /**
   * Runs what is not complete of some cells of the plan, and returns how many of them failed.
   *
   * @throws InputException when another process is at work on the output
   * @throws SearchStopped when a signal came
   */
  public long run(List<PlannedCell> cells) {
    try (Lease lease = Lease.take(output, new Path(output.root(), Results.DIRECTORY))) {
      results.under(lease);
      plan.save(output);
      List<CellResult> before = results.update();
      console.info(
          "sweep: %s; %s at a time (%s)"
              .formatted(ResultText.counts(before), atOnce, output.root()));
      Schedule schedule = new Schedule(costs(cells), atOnce);
      lease.whenLost(() -> lossOf(lease).ifPresent(loss -> stop(loss, schedule)));
      try {
        schedule.run(work -> one(work, schedule, lease));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the sweep was interrupted", e);
      }
      if (stop.get() != null) {
        throw stop.get();
      }
      List<CellResult> after = results.update();
      console.print(ResultText.matrix(after));
      console.print("results: " + new Path(output.root(), Results.DIRECTORY));
      console.print("report: " + SweepPage.page(output));
      long failed =
          after.stream()
              .filter(r -> (r.status() == Status.FAILED || isLost(r)) && cells.contains(r.cell()))
              .count();
      console.result(entries(after, failed));
      return failed;
    }
  }

  /** A cell that another process took over is a failure of this one until it is complete. */
  private boolean isLost(CellResult result) {
    return result.status() == Status.MISSING && givenUp.contains(result.cell());
  }

  private Map<String, Object> entries(List<CellResult> results, long failed) {
    long lost = results.stream().filter(this::isLost).count();
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("verb", "sweep");
    entries.put("output", output.root().toString());
    entries.put("results", new Path(output.root(), Results.DIRECTORY).toString());
    entries.put("report", SweepPage.page(output).toString());
    entries.put("failed", failed - lost);
    entries.put("given-up", lost);
    entries.put("cells", results.stream().map(CellResult::entries).toList());
    return entries;
  }

  private Map<PlannedCell, Double> costs(List<PlannedCell> cells) {
    Map<PlannedCell, Double> costs = new LinkedHashMap<>();
    for (PlannedCell cell : cells) {
      List<StageState> states = cell.states(output);
      boolean trained = CellResult.manifest(states, "train").isPresent();
      boolean regressed = CellResult.manifest(states, "regress").isPresent();
      costs.put(cell, cell.cost(trained, regressed));
    }
    return costs;
  }

  /** Makes one piece of work and accounts for what came of it; whether it is done. */
  private boolean one(Work work, Schedule schedule, Lease lease) {
    Console part = console.part(work.name());
    part.working(Map.of(EventLog.CELL, work.cells().get(0).id().name()));
    try {
      boolean done = attempt(work, part, schedule, lease);
      if (done && !work.makesFrames()) {
        update(schedule).stream()
            .filter(r -> work.cells().contains(r.cell()))
            .map(r -> r.status().label() + ", " + Console.time(r.allSeconds()) + " of work")
            .forEach(part::info);
      }
      return done;
    } finally {
      part.clear();
    }
  }

  private boolean attempt(Work work, Console part, Schedule schedule, Lease lease) {
    AtomicReference<String> stage = new AtomicReference<>("simulate");
    try {
      lease.requireHeld();
      spark.usePool(work.name());
      make(work, part, stage);
      return true;
    } catch (SearchStopped e) {
      stop(e.withMessage("Stopped; the same command goes on where it was."), schedule);
    } catch (Exception | Error e) {
      Failure failure = Failure.of(stage.get(), e);
      Optional<RuntimeException> end = end(e, lease);
      if (end.isPresent()) {
        stop(end.get(), schedule);
      } else if (Lease.isLoss(e)) {
        // Another process is at it, and says what comes of it.
        part.info("given up: " + failure);
        givenUp.addAll(work.cells());
      } else {
        fail(work, failure, part, schedule);
      }
    }
    return false;
  }

  /** Why the sweep ends: by a stop, which causes all that follows, with Spark, or by its lease. */
  private Optional<RuntimeException> end(Throwable thrown, Lease lease) {
    if (stop.get() == null && spark.isStopped()) {
      return Optional.of(
          InputException.cannot("go on with the sweep", "Spark has stopped", thrown));
    }
    return Optional.ofNullable(stop.get()).or(() -> lossOf(lease));
  }

  /** Why the sweep's own lease does not hold any more; empty while it does. */
  private static Optional<RuntimeException> lossOf(Lease lease) {
    try {
      lease.requireHeld();
      return Optional.empty();
    } catch (InputException e) {
      return Optional.of(e);
    }
  }

  private void make(Work work, Console part, AtomicReference<String> stage) {
    work.cells().forEach(cell -> Failure.forget(output, cell));
    PlannedCell first = work.cells().get(0);
    List<StageState> states = first.states(output);
    int stages = work.makesFrames() ? 1 : states.size();
    boolean complete = states.subList(0, stages).stream().allMatch(StageState::complete);
    // What is complete says so in one line, and not in one for each stage.
    Console shown = complete ? new Console(Console.Detail.QUIET) : part;
    Directory root = spark.directory("output", first.settings().run().output());
    Pipeline cell = new Pipeline(first.settings(), root, shown, overwrite);
    if (work.makesFrames()) {
      cell.run(stage.get());
      return;
    }
    cell.runOnFrames(stage::set);
    if (!complete) {
      part.info(Summary.scorecard(cell));
    }
  }

  private void fail(Work work, Failure failure, Console part, Schedule schedule) {
    part.info("failed: " + failure);
    try {
      work.cells().forEach(cell -> failure.write(output, cell));
    } catch (Exception e) {
      stop(e, schedule);
    }
    update(schedule);
  }

  /** Without its table a sweep is of no use: it ends where that cannot be written. */
  private List<CellResult> update(Schedule schedule) {
    try {
      List<CellResult> all = results.update();
      for (Status status : Status.values()) {
        long count = all.stream().filter(r -> r.status() == status).count();
        JobMetrics.get().set("cells_" + status.label().replace(' ', '_'), (double) count);
      }
      console.foot(
          ResultText.counts(all) + ", " + Console.time((System.nanoTime() - started) * 1e-9));
      return all;
    } catch (Exception e) {
      stop(e, schedule);
      return List.of();
    }
  }

  /** Begins nothing more; running cells stop on their own when they observe the signal. */
  private void stop(Exception why, Schedule schedule) {
    // Spark throws undeclared checked exceptions.
    stop.compareAndSet(
        null,
        why instanceof RuntimeException thrown
            ? thrown
            : new IllegalStateException("the results of the sweep cannot be written", why));
    schedule.stop();
    spark.cancelJobs();
  }
}
