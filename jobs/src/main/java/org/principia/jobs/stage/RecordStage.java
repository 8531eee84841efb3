package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.config.Reference;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.messages.MessageSettings;
import org.principia.messages.NodeSample;
import org.principia.messages.Recorder;
import org.principia.messages.SampleKey;
import org.principia.messages.Selection;

/** Draws edges and nodes from the pruned test set and records what the network says on them. */
final class RecordStage implements Stage {
  /** Shares of the work that are done with each pass, about. */
  private static final double EDGES_DRAWN = 0.5;

  private static final double NODES_DRAWN = 0.8;

  /** To be changed when the same settings come to mean other samples or components. */
  private static final String METHOD = "method 2\n";

  private static final String EDGES = "edges";
  private static final String NODES = "nodes";

  @Override
  public String verb() {
    return "record";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().stage("messages");
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new TrainStage());
  }

  @Override
  public List<String> sections() {
    return List.of("messages");
  }

  @Override
  public String settings(Cell cell) {
    return METHOD + Reference.values(cell.settings().messages());
  }

  /** The sampled edges of a cell. */
  static List<EdgeSample> edges(Cell cell) {
    return SampleTable.readEdges(cell.spark(), output(cell, EDGES), cell.dimension());
  }

  /** The sampled nodes of a cell. */
  static List<NodeSample> nodes(Cell cell) {
    return SampleTable.readNodes(cell.spark(), output(cell, NODES), cell.dimension());
  }

  /** The kept message components of a cell. */
  static MessageProjection kept(Cell cell) {
    Path file = output(cell, ComponentsFile.NAME);
    return ComponentsFile.parse(cell.workspace().read(file), file, cell.dimension());
  }

  private static Path output(Cell cell, String name) {
    return new Path(cell.workspace().stage("messages"), name);
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  public Map<String, Object> execute(Cell cell, Path temporary) {
    try (TaskProgress progress = new TaskProgress(cell.context(), cell.console(), verb())) {
      return record(cell, temporary, progress);
    }
  }

  private static Map<String, Object> record(Cell cell, Path temporary, TaskProgress progress) {
    JavaRDD<Graph> test = cell.frames(Split.TEST);
    int files = test.getNumPartitions();
    int samples = cell.settings().messages().samples();
    long seed = cell.seed();
    progress.phase("edges drawn", files, 0, EDGES_DRAWN);
    List<SampleKey> edges =
        test.flatMap(frame -> edgesOf(seed, frame).iterator())
            .takeOrdered(samples, SampleKey.ORDER);
    progress.phase("nodes drawn", files, EDGES_DRAWN, NODES_DRAWN);
    List<SampleKey> nodes =
        test.flatMap(frame -> nodesOf(seed, frame).iterator())
            .takeOrdered(samples, SampleKey.ORDER);
    progress.phase("messages", 1, NODES_DRAWN, 1);
    // The network runs here: some thousand rows take less than shipping it.
    GraphNetwork network = TrainStage.network(cell);
    Recorder recorder = new Recorder(network);
    List<EdgeSample> edgeSamples = recorder.edges(edges);
    MessageSettings settings = cell.settings().messages();
    MessageProjection kept =
        MessageProjection.of(
            edgeSamples,
            cell.dimension(),
            settings,
            deviations -> recorder.sensitivity(nodes, deviations));
    tell(cell, kept);
    List<NodeSample> nodeSamples = recorder.nodes(nodes, kept);
    SampleTable.writeEdges(cell.spark(), edgeSamples, cell.dimension(), new Path(temporary, EDGES));
    SampleTable.writeNodes(cell.spark(), nodeSamples, cell.dimension(), new Path(temporary, NODES));
    cell.workspace().write(new Path(temporary, ComponentsFile.NAME), ComponentsFile.json(kept));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("edges", edgeSamples.size());
    result.put("nodes", nodeSamples.size());
    result.put("share-of-variance", kept.shareOfVariance());
    result.put("basis", label(kept.basis()));
    return result;
  }

  private static void tell(Cell cell, MessageProjection kept) {
    if (kept.count() < kept.deviations().length) {
      cell.console()
          .say(
              String.format(
                  Locale.ROOT,
                  "  %d of %d directions of the message kept (%s, %s), with %.4f of the variance",
                  kept.count(),
                  kept.deviations().length,
                  label(kept.selection()),
                  label(kept.basis()),
                  kept.shareOfVariance()));
    }
    MessageSettings wanted = cell.settings().messages();
    boolean central = wanted.components() == Selection.CENTRAL;
    if ((central && kept.selection() != Selection.CENTRAL)
        || kept.basis().compareTo(wanted.basis()) < 0) {
      cell.console()
          .say("  the messages do not follow the separation in all directions: not aligned");
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<SampleKey> edgesOf(long seed, Graph frame) {
    List<SampleKey> edges = new ArrayList<>();
    for (int i = 0; i < frame.particles(); i++) {
      for (int j = 0; j < frame.particles(); j++) {
        if (i != j) {
          edges.add(SampleKey.edge(seed, frame, i, j));
        }
      }
    }
    return edges;
  }

  private static List<SampleKey> nodesOf(long seed, Graph frame) {
    List<SampleKey> nodes = new ArrayList<>();
    for (int i = 0; i < frame.particles(); i++) {
      nodes.add(SampleKey.node(seed, frame, i));
    }
    return nodes;
  }
}
