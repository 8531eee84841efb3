package org.principia.parallel;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Elements that lie in parts over a cluster.
 *
 * @param <T> the elements
 */
public interface Distributed<T> extends AutoCloseable {

  /**
   * Runs a task on every part, with a value that is sent once to every machine; the results are in
   * the order of the parts.
   */
  <V, R> List<R> collect(V shared, PartTask<V, T, R> task);

  /**
   * Other elements made of these, part by part and in as many parts, with a value that is sent once
   * to every machine; kept until they are closed.
   */
  <V, U> Distributed<U> derive(V shared, PartTask<V, T, Iterator<U>> task);

  /** Gives the memory back. */
  @Override
  void close();

  /**
   * What is done with a part of elements T, given the value V that all tasks share; a function of
   * its arguments alone, since a task that is lost is run again.
   */
  @FunctionalInterface
  interface PartTask<V, T, R> extends Serializable {

    /** Works on it; the value that all tasks share is not to be changed. */
    R run(V shared, Part<T> part);
  }

  /**
   * The part of distributed data that one task works on.
   *
   * @param index its number, from 0
   * @param items its elements, in their order
   * @param cancelled whether the result is no longer wanted
   * @param <T> the elements
   */
  record Part<T>(int index, Iterator<T> items, BooleanSupplier cancelled) {

    /** Ends the task by a {@link CancellationException} where its result is no longer wanted. */
    public void requireWanted() {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the task was cancelled");
      }
    }
  }
}
