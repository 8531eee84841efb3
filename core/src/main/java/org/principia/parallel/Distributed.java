package org.principia.parallel;

import java.util.Iterator;
import java.util.List;

/**
 * Elements that lie in parts over a cluster.
 *
 * @param <T> the elements
 */
public interface Distributed<T> extends AutoCloseable {

  /**
   * Runs a task on every part.
   *
   * @param shared a value that is sent once to every machine
   * @param task what is done with a part
   * @return the results in the order of the parts
   */
  <V, R> List<R> collect(V shared, PartTask<V, T, R> task);

  /**
   * Other elements made of these, part by part, and kept until they are closed.
   *
   * @param shared a value that is sent once to every machine
   * @param task makes the elements of a part
   * @return the elements, in the same number of parts
   */
  <V, U> Distributed<U> derive(V shared, PartTask<V, T, Iterator<U>> task);

  /** Gives the memory back. */
  @Override
  void close();
}
