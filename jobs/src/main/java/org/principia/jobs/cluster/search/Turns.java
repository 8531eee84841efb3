package org.principia.jobs.cluster.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Whose turn it is: things that are worked on by turns, in rotation, a bounded number at a time.
 *
 * <p>A new thing comes before those that had a turn, so that all get about as many.
 */
final class Turns<T> {
  private final Iterator<T> fresh;
  private final int most;
  private final Deque<T> waiting = new ArrayDeque<>();
  private int open;
  private boolean closed;

  /**
   * All things.
   *
   * @param things in the order in which they begin
   * @param most how many are open at a time
   */
  Turns(Iterator<T> things, int most) {
    this.fresh = things;
    this.most = most;
  }

  /** The next one; empty when all are done or no more is wanted. Waits while all are in hands. */
  synchronized Optional<T> next() throws InterruptedException {
    while (!closed) {
      if (open < most && fresh.hasNext()) {
        open++;
        return Optional.of(fresh.next());
      }
      if (!waiting.isEmpty()) {
        return Optional.of(waiting.remove());
      }
      if (open == 0) {
        return Optional.empty();
      }
      wait();
    }
    return Optional.empty();
  }

  /** It had its turn and wants another. */
  synchronized void again(T thing) {
    waiting.add(thing);
    notifyAll();
  }

  /** One has had its last turn. */
  synchronized void done() {
    open--;
    notifyAll();
  }

  /** Nobody gets another turn. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
