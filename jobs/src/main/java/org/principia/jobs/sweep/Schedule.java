package org.principia.jobs.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;

/**
 * Runs the work of a sweep in a pool of threads: frames that several cells share, then the cells.
 *
 * <p>The longest goes first, frames counting as much as the longest cell that needs them: what is
 * long and begins last is what everybody waits for in the end. Of equals the first of the plan.
 */
final class Schedule {
  /** How long running work has to end after {@link #stop()} [s]; what it did by then is kept. */
  private static final long GRACE = 10;

  private final ThreadPoolExecutor threads;
  private final Map<String, List<Work>> cells = new HashMap<>();
  private final List<Work> frames = new ArrayList<>();
  private final CountDownLatch open;

  /**
   * A piece of work.
   *
   * @param name frames or a cell, as {@link PlannedCell} calls them
   * @param cells the cell; of frames, all that need them
   * @param cost how long it takes, in no unit
   * @param order its place in the plan
   * @param makesFrames whether it is the simulation
   */
  record Work(String name, List<PlannedCell> cells, double cost, int order, boolean makesFrames) {
    private static final Comparator<Work> LONGEST_FIRST =
        Comparator.comparingDouble(Work::cost).reversed().thenComparingInt(Work::order);
  }

  /** Work in the queue of the pool. */
  private record Job(Work work, Runnable body) implements Runnable {
    @Override
    public void run() {
      body.run();
    }
  }

  /**
   * All work of a plan: each cell with the time that it takes, in no unit, in the plan's order; on
   * so many threads.
   */
  Schedule(Map<PlannedCell, Double> costs, int atOnce) {
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(
                11, Comparator.comparing(job -> ((Job) job).work, Work.LONGEST_FIRST)),
            new BasicThreadFactory.Builder().namingPattern("cell").daemon(true).build());
    List<PlannedCell> plan = List.copyOf(costs.keySet());
    Map<String, List<PlannedCell>> sharing =
        plan.stream()
            .collect(
                Collectors.groupingBy(
                    PlannedCell::frames, LinkedHashMap::new, Collectors.toList()));
    sharing.forEach(
        (name, users) -> {
          double longest = users.stream().mapToDouble(costs::get).max().orElse(0);
          frames.add(new Work(name, users, longest, frames.size(), true));
          List<Work> works = new ArrayList<>();
          for (PlannedCell cell : users) {
            int order = sharing.size() + plan.indexOf(cell);
            works.add(new Work(cell.label(), List.of(cell), costs.get(cell), order, false));
          }
          cells.put(name, works);
        });
    open = new CountDownLatch(frames.size() + costs.size());
  }

  /**
   * Runs all work; cells whose frames failed are left out.
   *
   * @param body makes one piece; false where it failed
   * @throws InterruptedException if the calling thread is interrupted; nothing more is begun
   */
  void run(Predicate<Work> body) throws InterruptedException {
    try {
      frames.stream().sorted(Work.LONGEST_FIRST).forEach(work -> submit(work, body));
      open.await();
    } finally {
      stop();
    }
    threads.awaitTermination(GRACE, TimeUnit.SECONDS);
  }

  private synchronized void submit(Work work, Predicate<Work> body) {
    if (!threads.isShutdown()) {
      threads.execute(new Job(work, () -> make(work, body)));
    }
  }

  private void make(Work work, Predicate<Work> body) {
    boolean made = false;
    try {
      made = body.test(work);
    } finally {
      // In order: a free thread takes what comes first, past the queue.
      List<Work> waiting = work.makesFrames() ? cells.get(work.name()) : List.of();
      for (Work cell : waiting.stream().sorted(Work.LONGEST_FIRST).toList()) {
        if (made) {
          submit(cell, body);
        } else {
          open.countDown();
        }
      }
      open.countDown();
    }
  }

  /** Begins nothing more; {@link #run} returns when running work has ended, or after a while. */
  synchronized void stop() {
    threads.getQueue().clear();
    threads.shutdown();
    for (long left = open.getCount(); left > 0; left--) {
      open.countDown();
    }
  }
}
