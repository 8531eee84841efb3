package org.principia.jobs.cluster.search;

import org.principia.symbolic.search.Search;

/** Follows searches; called by one thread at a time. */
public interface SearchListener {

  /** A search has a state: fresh, read from a checkpoint, or after one more round. */
  default void at(String name, Search search) {}

  /** A search has ended. */
  default void ended(String name, Found found) {}

  /** A signal asks for the end. */
  default void stopping() {}
}
