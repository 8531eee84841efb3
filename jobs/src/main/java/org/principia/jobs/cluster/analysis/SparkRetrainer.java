package org.principia.jobs.cluster.analysis;

import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.NodeModel;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.training.SparkTraining;
import org.principia.jobs.cluster.training.SparkTraining.Shards;
import org.principia.jobs.run.Work;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.Composition;
import org.principia.theory.Distillation;

/**
 * Trains the node function further on Spark, over all training frames, and searches formulas for
 * it.
 *
 * @param work what surrounds the work
 * @param frames the data set
 * @param state where the search keeps what it goes on from
 */
public record SparkRetrainer(Work work, FramesArtefact frames, Directory state) {

  /** The step of the composition. */
  public Composition.Retraining retraining() {
    return new Composition.Retraining(this::train, this::search, work.settings().symbolic());
  }

  private NodeModel train(Distillation distillation) {
    GnnSettings settings = work.settings().gnn();
    int epochs = work.settings().theory().retrainEpochs();
    JavaSparkContext context = frames.at().context();
    // Each part of the stage has a time left of its own.
    work.console().start();
    GraphTable training = frames.table(Split.TRAIN);
    try (Shards shards = new Shards(context, training, settings.workers())) {
      return distillation.retrained(
          shards,
          training.size(),
          epochs,
          work.cell().seed(),
          SparkTraining.OnExecutor.of(context, settings, WorkerListener.NONE),
          epoch -> {
            String what = "node model trained on the formulas' sums, epoch " + epoch;
            work.console().info("  " + what + " of " + epochs);
            work.console().progress("compose", epoch, epochs, what);
          });
    }
  }

  private Map<String, ParetoFront> search(
      String step, SymbolicSettings settings, Map<String, ? extends Problem> problems) {
    work.console().start();
    try {
      return new SparkSearches(work, state, "compose", work.fingerprint(), Map.of())
          .run(step, settings, problems);
    } catch (SearchStopped e) {
      throw e.withMessage("Stopped; the same command goes on where it was.");
    }
  }
}
