package org.principia.parallel;

import java.io.Serializable;

/**
 * What is done with one item; a function of its arguments alone.
 *
 * @param <V> the value that all tasks share
 * @param <S> the item
 * @param <R> the result
 */
@FunctionalInterface
public interface ItemTask<V, S, R> extends Serializable {

  /**
   * Works on an item.
   *
   * @param shared the value that all tasks share, not to be changed
   * @param item the item
   * @return the result
   */
  R run(V shared, S item);
}
