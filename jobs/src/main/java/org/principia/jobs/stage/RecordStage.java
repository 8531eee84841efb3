package org.principia.jobs.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.artefact.cell.ModelArtefact;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;
import org.principia.messages.MessageProjection;
import org.principia.messages.Recording;
import org.principia.messages.SampleKey;

/** Draws edges and nodes from the pruned test set and records what the network says on them. */
public final class RecordStage extends Stage<ModelArtefact, MessagesArtefact> {
  /** Shares of the work that are done with each pass, about. */
  private static final double EDGES_DRAWN = 0.5;

  private static final double NODES_DRAWN = 0.8;

  /** To be changed when the same settings come to mean other samples or components. */
  private static final String METHOD = "method 2\n";

  /** The basis of the projection, which former versions let users choose. */
  private static final String BASIS = "basis = own\n";

  public RecordStage(Source<ModelArtefact> source) {
    super(
        source,
        "record",
        cell -> cell.of("messages"),
        List.of("messages"),
        all -> METHOD + Reference.values(all.messages()) + BASIS,
        work -> MessagesArtefact::new);
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  Map<String, Object> make(ModelArtefact model, MessagesArtefact output, Work work) {
    try (TaskProgress progress = new TaskProgress(output.at().context(), work.console(), verb())) {
      FramesArtefact frames = model.frames();
      int files = frames.files(Split.TEST);
      int samples = work.settings().messages().samples();
      long seed = work.cell().seed();
      progress.phase("edges drawn", files, 0, EDGES_DRAWN);
      List<SampleKey> edges =
          frames.drawn(Split.TEST, samples, graph -> Recording.edgesOf(seed, graph));
      progress.phase("nodes drawn", files, EDGES_DRAWN, NODES_DRAWN);
      List<SampleKey> nodes =
          frames.drawn(Split.TEST, samples, graph -> Recording.nodesOf(seed, graph));
      progress.phase("messages", 1, NODES_DRAWN, 1);
      // The network runs here: some thousand rows take less than shipping it.
      Recording recording =
          Recording.record(model.network(), edges, nodes, work.settings().messages());
      tell(work, recording.projection());
      output.write(recording);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("edges", recording.edges().size());
      result.put("nodes", recording.nodes().size());
      result.put("share-of-variance", recording.projection().shareOfVariance());
      return result;
    }
  }

  private static void tell(Work work, MessageProjection kept) {
    if (kept.count() < kept.deviations().length) {
      work.console()
          .info(
              String.format(
                  Locale.ROOT,
                  "  %d of %d directions of the message kept (%s), with %.4f of the variance",
                  kept.count(),
                  kept.deviations().length,
                  kept.selection().name().toLowerCase(Locale.ROOT),
                  kept.shareOfVariance()));
    }
  }
}
