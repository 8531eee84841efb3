package org.principia.jobs.cluster.analysis;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.principia.common.InputException;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Graph;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.TestSetErrors;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.error.FrameErrors;
import org.principia.validation.error.ModelPair;
import org.principia.validation.error.TestErrors;

/**
 * Errors of network and law on the test sets.
 *
 * <p>Both sets, both models: one pass over the frames of the raw set, of which the pruned one is
 * the part within the bounds; what follows, medians included, is over their errors alone.
 */
public final class TestErrorJob {
  /** Times that the frames are passed over: sums and medians of both sets. */
  public static final int PASSES = 4;

  private TestErrorJob() {}

  /** Errors of a frame, and whether it belongs to the pruned set. */
  private record Marked(FrameErrors errors, boolean kept) implements Serializable {}

  /**
   * Tests both.
   *
   * @param frames the data set
   * @param law the law
   * @param model the network
   * @return errors on the pruned set, then on the raw one; they do not depend on how the frames are
   *     dealt out
   */
  public static List<TestSetErrors> run(FramesArtefact frames, ComposedLaw law, SharedModel model) {
    PruningBounds bounds = frames.bounds();
    JavaRDD<Marked> errors =
        frames
            .graphs(Split.TEST_RAW)
            .mapPartitions(
                part -> {
                  GraphNetwork network = model.network();
                  ModelPair models = new ModelPair(network::accelerations, law);
                  return new FlatIterator<>(
                      new RunChunks(part), chunk -> marked(models, bounds, chunk).iterator());
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      TestSetErrors raw = of(Split.TEST_RAW, errors.map(Marked::errors));
      TestSetErrors pruned = of(Split.TEST, errors.filter(Marked::kept).map(Marked::errors));
      long expected = frames.count(Split.TEST);
      if (pruned.network().frames() != expected) {
        throw InputException.cannot(
            "evaluate " + frames.cell().label(),
            pruned.network().frames()
                + " frames of the raw test set lie within the pruning bounds, and the pruned one"
                + " has "
                + expected
                + "; principia simulate --overwrite makes both again");
      }
      return List.of(pruned, raw);
    } finally {
      errors.unpersist();
    }
  }

  private static List<Marked> marked(ModelPair models, PruningBounds bounds, List<Graph> frames) {
    List<FrameErrors> errors = models.errors(frames);
    List<Marked> marked = new ArrayList<>(errors.size());
    for (int i = 0; i < errors.size(); i++) {
      marked.add(new Marked(errors.get(i), bounds.keep(frames.get(i))));
    }
    return marked;
  }

  private static TestSetErrors of(Split split, JavaRDD<FrameErrors> errors) {
    TestErrors counted = errors.aggregate(new TestErrors(), TestErrors::add, TestErrors::merge);
    TestErrors.Medians medians =
        errors.aggregate(counted.medians(), TestErrors.Medians::add, TestErrors.Medians::merge);
    return new TestSetErrors(
        split,
        counted.network(medians),
        counted.law(medians),
        counted.size(),
        counted.byDistance());
  }
}
