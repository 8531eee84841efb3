package org.principia.parallel;

import java.io.Serializable;
import java.util.List;

/** Runs tasks at the same time; what they give does not depend on how many. */
public interface Cluster {

  /** Deals a list out over the cluster in so many parts of consecutive items. */
  <T> Distributed<T> distribute(List<T> items, int parts);

  /**
   * Works on every item of a list, a task each, with a value that is sent once to every machine;
   * the results are in the order of the items.
   */
  default <V, S, R> List<R> map(V shared, List<S> items, ItemTask<V, S, R> task) {
    if (items.isEmpty()) {
      return List.of();
    }
    try (Distributed<S> parts = distribute(items, items.size())) {
      return parts.collect(shared, (value, part) -> task.run(value, part.items().next()));
    }
  }

  /**
   * What is done with one item S, given the value V that all tasks share; a function of its
   * arguments alone.
   */
  @FunctionalInterface
  interface ItemTask<V, S, R> extends Serializable {

    /** Works on it; the value that all tasks share is not to be changed. */
    R run(V shared, S item);
  }
}
