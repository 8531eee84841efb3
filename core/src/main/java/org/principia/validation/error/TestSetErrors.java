package org.principia.validation.error;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.principia.graphs.Graph;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.parallel.Distributed;
import org.principia.validation.error.TestErrors.DistanceBin;

/**
 * Errors of network and law on a test set.
 *
 * <p>Both sets, both models: one pass over the graphs of the raw set, of which the pruned one is
 * the part within the bounds; what follows, medians included, is over their errors alone. The
 * figures do not depend on how the graphs are dealt out.
 *
 * @param split which test set
 * @param network statistics of the network
 * @param law statistics of the law
 * @param size mean absolute value of the true accelerations [length / time^2]
 * @param byDistance mean errors by the distance of the closest pair
 */
public record TestSetErrors(
    Split split,
    ErrorStatistics network,
    ErrorStatistics law,
    double size,
    List<DistanceBin> byDistance) {

  /** Passes over the parts: sums and medians of both sets. */
  public static final int PASSES = 4;

  /** Errors of a graph, and whether it belongs to the pruned set. */
  private record Marked(FrameErrors errors, boolean kept) implements Serializable {}

  /**
   * Measures.
   *
   * @param graphs the raw test set, the graphs of a run after each other in one part, which are
   *     evaluated together: products of matrices depend in their last bits on the rows that go in
   * @param bounds of the pruned set
   * @return the errors on the pruned set, then on the raw one
   */
  public static List<TestSetErrors> of(
      Distributed<Graph> graphs, PruningBounds bounds, ModelSource models) {
    try (Distributed<Marked> errors =
        graphs.derive(models, (source, part) -> marked(source.pair(), bounds, part.items()))) {
      TestSetErrors raw = of(Split.TEST_RAW, errors, false);
      return List.of(of(Split.TEST, errors, true), raw);
    }
  }

  /** Lazily: a task holds the graphs of one run, not of all its part. */
  private static Iterator<Marked> marked(
      ModelPair models, PruningBounds bounds, Iterator<Graph> graphs) {
    Iterator<List<Graph>> runs = new RunIterator(graphs);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(runs, 0), false)
        .flatMap(
            run -> {
              List<FrameErrors> errors = models.errors(run);
              return IntStream.range(0, run.size())
                  .mapToObj(i -> new Marked(errors.get(i), bounds.keep(run.get(i))));
            })
        .iterator();
  }

  private static TestSetErrors of(Split split, Distributed<Marked> errors, boolean pruned) {
    TestErrors counted =
        errors
            .collect(
                pruned,
                (only, part) -> {
                  TestErrors sum = new TestErrors();
                  count(part.items(), only, sum::add);
                  return sum;
                })
            .stream()
            .reduce(new TestErrors(), TestErrors::merge);
    TestErrors.Medians medians =
        errors
            .collect(
                counted,
                (first, part) -> {
                  TestErrors.Medians sum = first.medians();
                  count(part.items(), pruned, sum::add);
                  return sum;
                })
            .stream()
            .reduce(counted.medians(), TestErrors.Medians::merge);
    return new TestSetErrors(
        split,
        counted.network(medians),
        counted.law(medians),
        counted.size(),
        counted.byDistance());
  }

  private static void count(Iterator<Marked> items, boolean pruned, Consumer<FrameErrors> sum) {
    items.forEachRemaining(
        marked -> {
          if (marked.kept || !pruned) {
            sum.accept(marked.errors);
          }
        });
  }

  /**
   * Graphs in lists of one run each. A run lies in one file and in one piece, so that the lists do
   * not depend on how many tasks read the files; and neither do the last bits of a product of
   * matrices whose rows they are.
   */
  static final class RunIterator implements Iterator<List<Graph>> {
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
}
