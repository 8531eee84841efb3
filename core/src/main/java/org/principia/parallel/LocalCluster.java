package org.principia.parallel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private final class Parts<T> implements Distributed<T> {
    private final List<List<T>> parts;

    Parts(List<List<T>> parts) {
      this.parts = parts;
    }

    @Override
    public <V, R> List<R> collect(V shared, Distributed.PartTask<V, T, R> task) {
      List<Callable<R>> calls = new ArrayList<>();
      for (List<T> part : parts) {
        int index = calls.size();
        calls.add(() -> task.run(shared, part(index, part)));
      }
      return results(calls);
    }

    private static <T> Distributed.Part<T> part(int index, List<T> items) {
      return new Distributed.Part<>(
          index, items.iterator(), () -> Thread.currentThread().isInterrupted());
    }

    @Override
    public <V, U> Distributed<U> derive(V shared, Distributed.PartTask<V, T, Iterator<U>> task) {
      return new Parts<>(
          collect(
              shared,
              (value, part) -> {
                List<U> made = new ArrayList<>();
                task.run(value, part).forEachRemaining(made::add);
                return made;
              }));
    }

    @Override
    public void close() {
      // Nothing but references to lists.
    }
  }

  private <R> List<R> results(List<Callable<R>> calls) {
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a task failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the tasks were interrupted", e);
    }
  }
}
