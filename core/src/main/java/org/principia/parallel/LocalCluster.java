package org.principia.parallel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A cluster of threads of this process. */
public final class LocalCluster implements Cluster, AutoCloseable {
  private final ExecutorService threads;

  /** Starts the threads: so many tasks run at the same time, at least 1. */
  public LocalCluster(int threads) {
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "local-cluster");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public <T> Distributed<T> distribute(List<T> items, int parts) {
    int size = items.size();
    return new Parts<>(
        threads,
        IntStream.range(0, parts)
            .mapToObj(p -> items.subList(first(p, parts, size), first(p + 1, parts, size)))
            .toList());
  }

  private static int first(int part, int parts, int size) {
    return (int) ((long) part * size / parts);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Lists in the memory of this process. */
  private record Parts<T>(ExecutorService threads, List<List<T>> parts) implements Distributed<T> {

    @Override
    public <V, R> List<R> collect(V shared, PartTask<V, T, R> task) {
      List<Callable<R>> calls = new ArrayList<>();
      for (List<T> part : parts) {
        int index = calls.size();
        BooleanSupplier cancelled = () -> Thread.currentThread().isInterrupted();
        calls.add(() -> task.run(shared, new Part<>(index, part.iterator(), cancelled)));
      }
      List<R> results = new ArrayList<>();
      try {
        for (Future<R> future : threads.invokeAll(calls)) {
          results.add(future.get());
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error cause) {
          throw cause;
        }
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException("a task failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the tasks were interrupted", e);
      }
      return results;
    }

    @Override
    public <V, U> Distributed<U> derive(V shared, PartTask<V, T, Iterator<U>> task) {
      PartTask<V, T, List<U>> listed =
          (value, part) -> {
            List<U> made = new ArrayList<>();
            task.run(value, part).forEachRemaining(made::add);
            return made;
          };
      return new Parts<>(threads, collect(shared, listed));
    }

    @Override
    public void close() {
      // Nothing but references to lists.
    }
  }
}
