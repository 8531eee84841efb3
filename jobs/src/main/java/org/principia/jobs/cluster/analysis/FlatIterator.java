package org.principia.jobs.cluster.analysis;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * The elements of the elements, one outer element at a time: a task holds one run in memory, not
 * all of its partition.
 */
final class FlatIterator<S, T> implements Iterator<T> {
  private final Iterator<S> outer;
  private final Function<S, Iterator<T>> expand;
  private Iterator<T> inner = Collections.emptyIterator();

  FlatIterator(Iterator<S> outer, Function<S, Iterator<T>> expand) {
    this.outer = outer;
    this.expand = expand;
  }

  @Override
  public boolean hasNext() {
    while (!inner.hasNext() && outer.hasNext()) {
      inner = expand.apply(outer.next());
    }
    return inner.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return inner.next();
  }
}
