package org.principia.symbolic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.principia.common.InputException;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.IslandTask;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Symbolic regression within this process: which short formula of the columns gives the target?
 *
 * <pre>
 * ParetoFront front =
 *     SymbolicRegression.builder()
 *         .operators("+", "-", "*", "/", "sin")
 *         .maxComplexity(20)
 *         .seed(1)
 *         .build()
 *         .fit(Table.of(List.of("x", "y"), columns, target));
 * String law = front.chosen().expression().toText();
 * </pre>
 *
 * <p>Islands evolve in parallel. The front depends on table, settings and seed alone, not on the
 * executor or the number of threads; only a time limit or a listener that stops the search can
 * change that. Immutable; {@link #fit} may be called again and from several threads.
 *
 * <p>To spread a search over machines, run the tasks of a {@link Search} there.
 */
public final class SymbolicRegression {
  private static final String INTERRUPTED = "Cannot search: the calling thread was interrupted";

  private final SymbolicSettings settings;
  private final long seed;
  private final Predicate<Search> listener;
  private final Optional<Executor> executor;

  private SymbolicRegression(Builder builder, SymbolicSettings settings) {
    this.settings = settings;
    this.seed = builder.seed;
    this.listener = builder.listener;
    this.executor = builder.executor;
  }

  /**
   * The builder of a regression; at first of the default settings, seed 0 and a thread for each
   * core.
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The front of formulas of the target in the columns.
   *
   * @throws InputException if guesses or units are not those of the table's columns
   */
  public ParetoFront fit(Table table) {
    return search(table).front().described(table);
  }

  /**
   * The front of structures that explain all targets in all groups, with the coefficients of each
   * target and group.
   *
   * @throws InputException if guesses or units are not those of the table's inputs
   */
  public JointFront fit(JointTable table) {
    return JointFront.of(search(table).front(), table);
  }

  private Search search(Problem problem) {
    if (executor.isPresent()) {
      return search(problem, executor.get());
    }
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), settings.islands());
    ExecutorService own =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "symbolic-regression");
              thread.setDaemon(true);
              return thread;
            });
    try {
      return search(problem, own);
    } finally {
      own.shutdownNow();
    }
  }

  private Search search(Problem problem, Executor on) {
    long start = System.nanoTime();
    Search search = Search.start(problem, settings, seed, "target");
    boolean proceed = true;
    while (proceed && !search.finished() && !isSpent(search, start)) {
      search = search.absorb(round(search, problem, on)).settled(problem);
      proceed = listener.test(search);
    }
    return search;
  }

  private boolean isSpent(Search search, long start) {
    double seconds = 1e-9 * (System.nanoTime() - start);
    return (settings.timeLimit() > 0 && seconds >= settings.timeLimit())
        || (settings.evaluationLimit() > 0 && search.fits() >= settings.evaluationLimit());
  }

  /** Runs the islands of a round; the first failure cancels the others. */
  private static List<IslandResult> round(Search search, Problem problem, Executor on) {
    Thread caller = Thread.currentThread();
    AtomicBoolean cancelled = new AtomicBoolean();
    // The caller may be the one that runs the islands.
    BooleanSupplier ends = () -> cancelled.get() || caller.isInterrupted();
    List<CompletableFuture<IslandResult>> running = new ArrayList<>();
    try {
      for (IslandTask task : search.tasks()) {
        running.add(CompletableFuture.supplyAsync(() -> task.run(problem, ends), on));
      }
      running.forEach(
          future ->
              future.exceptionally(
                  e -> {
                    cancelled.set(true);
                    return null;
                  }));
      CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).get();
      return running.stream().map(CompletableFuture::join).toList();
    } catch (RejectedExecutionException e) {
      cancelled.set(true);
      throw new RejectedExecutionException("Cannot search: the executor refuses an island", e);
    } catch (InterruptedException e) {
      cancelled.set(true);
      caller.interrupt();
      throw new CancellationException(INTERRUPTED);
    } catch (ExecutionException e) {
      throw caller.isInterrupted() ? new CancellationException(INTERRUPTED) : failure(running, e);
    }
  }

  /** What went wrong first, not the cancellations that followed. */
  private static RuntimeException failure(
      List<CompletableFuture<IslandResult>> running, ExecutionException any) {
    for (CompletableFuture<IslandResult> future : running) {
      try {
        future.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        if (e.getCause() instanceof RuntimeException cause
            && !(cause instanceof CancellationException)) {
          return cause;
        }
      }
    }
    return new CompletionException(any.getCause());
  }

  /** Collects the options of a regression. */
  public static final class Builder {
    private final Map<String, Object> changes = new HashMap<>();
    private SymbolicSettings settings = SymbolicSettings.defaults();
    private long seed;
    private Predicate<Search> listener = search -> true;
    private Optional<Executor> executor = Optional.empty();

    private Builder() {}

    /** Operators to search with, such as {@code +}, {@code sqrt}. */
    public Builder operators(String... symbols) {
      return set("operators", List.of(symbols));
    }

    /** Largest complexity of a formula, its operators, constants and variables: from 3 to 100. */
    public Builder maxComplexity(int nodes) {
      return set("max-complexity", nodes);
    }

    /**
     * Changes one setting, see {@link SymbolicSettings}; {@link #build} checks it.
     *
     * @param key in kebab case, {@code max-complexity}
     * @param value of the setting's type, or the label of a choice
     */
    public Builder set(String key, Object value) {
      changes.put(key, value);
      return this;
    }

    /** Starts from other settings than the defaults; what {@link #set} changes is kept. */
    public Builder settings(SymbolicSettings base) {
      settings = base;
      return this;
    }

    /** Seed of every random draw, any number. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Observes the search and can stop it.
     *
     * @param progress called after each round, on the thread that called {@code fit}, with the
     *     search and its front so far; false ends it with that front
     */
    public Builder listener(Predicate<Search> progress) {
      listener = progress;
      return this;
    }

    /**
     * Where the islands run; without it, on a thread for each core.
     *
     * @param threads {@code Runnable::run} for the calling thread; a pool of fixed size must not
     *     run {@code fit} itself, which waits for the islands
     */
    public Builder executor(Executor threads) {
      executor = Optional.of(threads);
      return this;
    }

    /**
     * Checks the options.
     *
     * @throws InputException naming a value that is not allowed and what is, or the known key
     *     nearest to one unknown
     */
    public SymbolicRegression build() {
      return new SymbolicRegression(this, settings.with(changes));
    }
  }
}
