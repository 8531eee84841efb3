package org.principia.parallel;

import java.io.Serializable;

/**
 * What is done with a part of distributed data; a function of its arguments alone, since a task
 * that is lost is run again.
 *
 * @param <V> the value that all tasks share
 * @param <T> the elements of a part
 * @param <R> the result
 */
@FunctionalInterface
public interface PartTask<V, T, R> extends Serializable {

  /**
   * Works on a part.
   *
   * @param shared the value that all tasks share, not to be changed
   * @param part the part
   * @return the result
   */
  R run(V shared, Part<T> part);
}
