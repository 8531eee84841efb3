package org.principia.jobs.artefact.cell;

import java.util.List;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.RecordFile;
import org.principia.jobs.artefact.RecordTable;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.messages.Recording;

/**
 * Sampled edges and nodes with what the network computes on them, and the projection of messages.
 *
 * @param at their directory
 * @param model the network
 */
public record MessagesArtefact(Directory at, ModelArtefact model) {

  /** Whose they are. */
  public CellId cell() {
    return model.cell();
  }

  private RecordFile<EdgeSample> edgeTable() {
    List<String> names = EdgeVariables.names(cell().dimension());
    return new RecordFile<>("edges", RecordTable.of(EdgeSample.class).spread("inputs", names));
  }

  private RecordFile<NodeSample> nodeTable() {
    List<String> names = NodeVariables.names(cell().dimension());
    return new RecordFile<>("nodes", RecordTable.of(NodeSample.class).spread("inputs", names));
  }

  /** The sampled edges. */
  public List<EdgeSample> edges() {
    return edgeTable().read(at);
  }

  /** The sampled nodes. */
  public List<NodeSample> nodes() {
    return nodeTable().read(at);
  }

  /** The projection of the messages. */
  public MessageProjection kept() {
    return ProjectionFile.read(at, cell().dimension());
  }

  /** All that was recorded. */
  public Recording recording() {
    return new Recording(edges(), nodes(), kept());
  }

  /**
   * Writes all.
   *
   * @param recording samples and projection
   */
  public void write(Recording recording) {
    edgeTable().write(at, recording.edges());
    nodeTable().write(at, recording.nodes());
    ProjectionFile.write(at, recording.projection());
  }
}
