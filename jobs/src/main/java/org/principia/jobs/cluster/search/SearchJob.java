package org.principia.jobs.cluster.search;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.ThreadUtils;
import org.principia.common.InputException;
import org.principia.jobs.cluster.search.Found.End;
import org.principia.jobs.cluster.search.StopSignals.StopSignal;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Output.Label;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.IslandTask;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.search.SearchRunner;

/**
 * Searches that share a cluster.
 *
 * <p>A round of a search is a Spark job with a task an island. The searches take turns: as many
 * rounds are under way at a time as there are cores, each of another search, and none waits for the
 * round of another; so a slow search keeps the cores that its tasks run on, and no more. After each
 * round the driver merges, saves the state and takes the next turn.
 *
 * <p>What a search finds is a function of its table, its settings, its name and the seed: not of
 * cores, turns, lost tasks or interruptions. A time limit alone breaks that.
 *
 * @param spark the cluster
 * @param settings of each search, limits of time and evaluations among them
 * @param seed the user's
 * @param store where states are kept; empty to keep none
 * @param listener notified of each round
 * @param runner how a task runs a round
 */
public record SearchJob(
    JavaSparkContext spark,
    SymbolicSettings settings,
    long seed,
    Optional<SearchStore> store,
    SearchListener listener,
    IslandRunner runner) {
  /** Searches under way at a time, whose populations the driver holds; more with more cores. */
  private static final int OPEN = 64;

  /** Milliseconds after which rounds are cancelled again, once they are to be. */
  private static final long AGAIN = 200;

  /**
   * Searches until each has ended, or another process has the output.
   *
   * @param tables what to search in, by the name of the search, which keys its random streams
   * @param cancellation ends all searches at once; no state is saved after that
   * @return what each came to, in the order of the tables
   * @throws SearchStopped if SIGINT or SIGTERM came; rounds under way are dropped, the states of
   *     those before them are saved
   * @throws CancellationException if they were cancelled
   * @throws org.principia.common.InputException if a state cannot be written or read
   */
  public Map<String, Found> run(Map<String, ? extends Problem> tables, Cancellation cancellation) {
    return run(tables, cancellation, Signals.CAUGHT);
  }

  /** The same, for a process that handles signals itself. */
  @SuppressWarnings("try") // The work is registered by being there.
  public Map<String, Found> run(
      Map<String, ? extends Problem> tables, Cancellation cancellation, Signals handling) {
    Running running = new Running(new LinkedHashMap<>(tables), handling);
    try (Label registered = cancellation.register(running::abandon)) {
      return running.runAll();
    }
  }

  /** A search under way; in the hands of one thread at a time. */
  private static final class ActiveSearch {
    private final int number;
    private final String name;
    private final Problem table;
    private Search search;
    private Broadcast<Problem> shared;

    ActiveSearch(int number, String name, Problem table) {
      this.number = number;
      this.name = name;
      this.table = table;
    }
  }

  /** All searches, in a pool whose queue is their rotation: a search enters it anew each round. */
  private final class Running {
    private final String group = "search-" + UUID.randomUUID();
    private final long started = System.nanoTime();
    private final Map<String, Problem> tables;
    private final Signals handling;
    private final ExecutorService pool;
    private final Queue<ActiveSearch> fresh = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left;
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean halted = new AtomicBoolean();
    private volatile boolean abandoned;
    private final AtomicReference<StopSignal> signal = new AtomicReference<>();
    private final LongAccumulator fits = spark.sc().longAccumulator("formulas fitted");
    private final String description =
        Stream.of(spark.getLocalProperty("spark.job.description"), "rounds of the search")
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));

    Running(Map<String, Problem> tables, Signals handling) {
      this.tables = tables;
      this.handling = handling;
      this.left = new AtomicInteger(tables.size());
      tables.forEach((name, table) -> fresh.add(new ActiveSearch(fresh.size(), name, table)));
      int threads = Math.max(1, Math.min(tables.size(), spark.defaultParallelism()));
      this.pool = ThreadUtils.newDaemonFixedThreadPool(threads, "search");
    }

    @SuppressWarnings("try") // Handlers are in force by being there.
    Map<String, Found> runAll() {
      try (StopSignals signals = handling == Signals.CAUGHT ? new StopSignals(this::stop) : null) {
        for (int i = Math.max(OPEN, spark.defaultParallelism()); i > 0; i--) {
          begin();
        }
        if (tables.isEmpty()) {
          pool.shutdown();
        }
        await();
      }
      throwFailure();
      Map<String, Found> ordered = new LinkedHashMap<>();
      tables.keySet().stream()
          .filter(found::containsKey)
          .forEach(name -> ordered.put(name, found.get(name)));
      // Also one that came while the last search ended: whoever sent it wants the command to end.
      if (signal.get() != null) {
        throw new SearchStopped(signal.get(), ordered);
      }
      return ordered;
    }

    private void await() {
      try {
        while (!pool.awaitTermination(AGAIN, TimeUnit.MILLISECONDS)) {
          if (halted.get()) {
            // A round that was submitted at that very moment was not among those cancelled.
            cancel();
          }
        }
      } catch (InterruptedException e) {
        halt();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the search was interrupted", e);
      }
    }

    private void throwFailure() {
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      if (thrown != null) {
        throw new IllegalStateException("a round of the search failed", thrown);
      }
    }

    private void stop(StopSignal caught) {
      signal.set(caught);
      synchronized (listener) {
        listener.stopping();
      }
      halt();
    }

    private void abandon() {
      abandoned = true;
      failure.compareAndSet(null, new CancellationException("the search was cancelled"));
      halt();
    }

    private void halt() {
      halted.set(true);
      pool.shutdown();
      cancel();
    }

    private void cancel() {
      if (!spark.sc().isStopped()) {
        spark.cancelJobGroup(group);
      }
    }

    private void begin() {
      ActiveSearch next = fresh.poll();
      if (next != null) {
        enqueue(next);
      }
    }

    private void enqueue(ActiveSearch active) {
      try {
        pool.execute(() -> work(active));
      } catch (RejectedExecutionException e) {
        return; // Halted meanwhile: no search gets another round.
      }
    }

    private void work(ActiveSearch active) {
      if (halted.get()) {
        return;
      }
      try {
        spark.setJobGroup(group, description, false);
        if (advance(active)) {
          enqueue(active);
          return;
        }
        begin();
        if (left.decrementAndGet() == 0) {
          pool.shutdown();
        }
      } catch (Exception | Error e) {
        // Spark throws undeclared checked exceptions. A round that was cancelled fails too:
        // that is what was wanted.
        if (signal.get() == null) {
          failure.compareAndSet(null, e);
        }
        halt();
      }
    }

    /** Takes a search one round further; false when it has ended. */
    private boolean advance(ActiveSearch active) {
      if (active.search == null) {
        active.search = store.flatMap(s -> s.load(active.number)).orElseGet(() -> start(active));
        report(active);
      }
      Optional<End> end = end(active.search);
      if (end.isPresent()) {
        found.put(active.name, Found.of(active.search, end.get()));
        synchronized (listener) {
          listener.ended(active.name, found.get(active.name));
        }
        release(active);
        return false;
      }
      active.search = active.search.absorb(round(active)).settled(active.table);
      if (!abandoned) {
        store.ifPresent(s -> s.save(active.number, active.search));
      }
      report(active);
      return true;
    }

    private Search start(ActiveSearch active) {
      try {
        SymbolicSettings effort = SearchRunner.effort(settings, active.table);
        return Search.start(active.table, effort, seed, active.name);
      } catch (InputException e) {
        throw e.within("symbolic");
      }
    }

    /** Keeps what was found so far, in case of a stop, and notifies the listener. */
    private void report(ActiveSearch active) {
      found.put(active.name, Found.of(active.search, End.STOPPED));
      synchronized (listener) {
        listener.at(active.name, active.search);
      }
    }

    private Optional<End> end(Search search) {
      if (search.finished()) {
        return Optional.of(End.FINISHED);
      }
      if (settings.evaluationLimit() > 0 && search.fits() >= settings.evaluationLimit()) {
        return Optional.of(End.EVALUATION_LIMIT);
      }
      double seconds = (System.nanoTime() - started) * 1e-9;
      boolean late = settings.timeLimit() > 0 && seconds >= settings.timeLimit();
      return late ? Optional.of(End.TIME_LIMIT) : Optional.empty();
    }

    private List<IslandResult> round(ActiveSearch active) {
      if (active.shared == null) {
        active.shared = spark.broadcast(active.table);
      }
      return islands(spark, active.search.tasks(), active.shared, runner, fits);
    }

    private void release(ActiveSearch active) {
      if (active.shared != null && !spark.sc().isStopped()) {
        active.shared.destroy();
      }
      active.shared = null;
      active.search = null;
    }
  }

  /** A task that was cancelled ends before its next formula, not with its round. */
  public static IslandResult island(IslandTask task, Problem table) {
    TaskContext context = TaskContext.get();
    return task.run(table, () -> context != null && context.isInterrupted());
  }

  /** Static, so that what a task carries is what it says. */
  private static List<IslandResult> islands(
      JavaSparkContext spark,
      List<IslandTask> tasks,
      Broadcast<Problem> table,
      IslandRunner how,
      LongAccumulator fits) {
    return spark
        .parallelize(tasks, tasks.size())
        .map(
            task -> {
              IslandResult result = how.run(task, table.value());
              fits.add(result.fits());
              return result;
            })
        .collect();
  }

  /** How a task runs a round of an island; tests put something before it. */
  @FunctionalInterface
  public interface IslandRunner extends Serializable {

    /** Runs the round. */
    IslandResult run(IslandTask task, Problem problem);
  }

  /** Follows searches; called by one thread at a time. */
  public interface SearchListener {

    /** A search has a state: fresh, read from a checkpoint, or after one more round. */
    default void at(String name, Search search) {}

    /** A search has ended. */
    default void ended(String name, Found found) {}

    /** A signal asks for the end. */
    default void stopping() {}
  }
}
