package org.principia.validation.error;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.principia.graphs.Graph;

/**
 * Graphs in lists of one run each. A run lies in one file and in one piece, so that the lists do
 * not depend on how many tasks read the files; and neither do the last bits of a product of
 * matrices whose rows they are.
 */
final class RunIterator implements Iterator<List<Graph>> {
  private final Iterator<Graph> graphs;
  private Graph next;

  RunIterator(Iterator<Graph> graphs) {
    this.graphs = graphs;
    this.next = graphs.hasNext() ? graphs.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public List<Graph> next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    int simulation = next.simulation();
    List<Graph> chunk = new ArrayList<>();
    while (next != null && next.simulation() == simulation) {
      chunk.add(next);
      next = graphs.hasNext() ? graphs.next() : null;
    }
    return chunk;
  }
}
