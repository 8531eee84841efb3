package org.principia.validation.error;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.principia.graphs.Graph;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.parallel.Distributed;

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
   * @param models network and law
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
        .flatMap(run -> marked(models, bounds, run).stream())
        .iterator();
  }

  private static List<Marked> marked(ModelPair models, PruningBounds bounds, List<Graph> graphs) {
    List<FrameErrors> errors = models.errors(graphs);
    List<Marked> marked = new ArrayList<>(errors.size());
    for (int i = 0; i < errors.size(); i++) {
      marked.add(new Marked(errors.get(i), bounds.keep(graphs.get(i))));
    }
    return marked;
  }

  private static TestSetErrors of(Split split, Distributed<Marked> errors, boolean pruned) {
    TestErrors counted =
        errors
            .collect(
                pruned,
                (only, part) -> {
                  TestErrors sum = new TestErrors();
                  part.items().forEachRemaining(m -> add(m, only, sum));
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
                  part.items().forEachRemaining(m -> add(m, pruned, sum));
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

  private static void add(Marked marked, boolean pruned, TestErrors sum) {
    if (marked.kept || !pruned) {
      sum.add(marked.errors);
    }
  }

  private static void add(Marked marked, boolean pruned, TestErrors.Medians sum) {
    if (marked.kept || !pruned) {
      sum.add(marked.errors);
    }
  }
}
