package org.principia.gnn.training;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes the next element on a thread of its own while the current one is used.
 *
 * <p>At most two elements are there at a time. An element is the iterator's: it is given back to
 * the releaser once, when the one after it is asked for or at the close, whichever comes first;
 * also one that was made and never asked for. Whatever making throws, {@link #next} throws.
 *
 * <p>It serves one thread, which also closes it; closing waits for an element in the making, since
 * half of one could not be given back.
 *
 * @param <T> what is made
 */
final class OneAhead<T> implements Iterator<T>, AutoCloseable {
  private final Supplier<T> maker;
  private final Consumer<T> releaser;
  private final ExecutorService thread;
  private int left;
  private CompletableFuture<T> ahead;
  private T current;

  /**
   * Begins with the first element.
   *
   * @param count how many elements there are
   * @param maker makes one after another, on the other thread
   * @param releaser takes them back, on the caller's
   */
  OneAhead(int count, Supplier<T> maker, Consumer<T> releaser) {
    this.maker = maker;
    this.releaser = releaser;
    this.left = count;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, Thread.currentThread().getName() + " one ahead");
              made.setDaemon(true);
              return made;
            });
    begin();
  }

  private void begin() {
    ahead = left > 0 ? CompletableFuture.supplyAsync(maker, thread) : null;
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    release();
    try {
      current = ahead.join();
    } catch (CompletionException e) {
      left = 0;
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    left--;
    begin();
    return current;
  }

  private void release() {
    T used = current;
    current = null;
    if (used != null) {
      releaser.accept(used);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    left = 0;
    try {
      release();
    } finally {
      CompletableFuture<T> made = ahead;
      ahead = null;
      // What nobody asks for any more; nothing where its making failed.
      current = made == null ? null : made.exceptionally(failed -> null).join();
      release();
    }
  }
}
