package org.principia.parallel;

import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The part of distributed data that one task works on.
 *
 * @param index its number, from 0
 * @param items its elements, in their order
 * @param cancelled whether the result is no longer wanted
 * @param <T> the elements
 */
public record Part<T>(int index, Iterator<T> items, BooleanSupplier cancelled) {

  /**
   * Ends the task where its result is no longer wanted.
   *
   * @throws CancellationException if the task was cancelled
   */
  public void requireWanted() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the task was cancelled");
    }
  }
}
