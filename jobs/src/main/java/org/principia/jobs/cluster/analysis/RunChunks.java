package org.principia.jobs.cluster.analysis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.principia.graphs.Graph;

/**
 * Frames in lists of one run each. A run lies in one file and in one piece, so that the lists do
 * not depend on how many tasks read the files; and neither do the last bits of a product of
 * matrices whose rows they are.
 */
final class RunChunks implements Iterator<List<Graph>> {
  private final Iterator<Graph> frames;
  private Graph next;

  RunChunks(Iterator<Graph> frames) {
    this.frames = frames;
    this.next = frames.hasNext() ? frames.next() : null;
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
      next = frames.hasNext() ? frames.next() : null;
    }
    return chunk;
  }
}
