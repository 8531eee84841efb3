package org.principia.jobs.artefact.cell;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.Json.JsonFile;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.MessageSettings.Selection;
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
  private static final JsonFile<Entries> PROJECTION =
      new JsonFile<>("components.json", Entries.class, Json::line, "record");

  /** Files of former versions have a basis, which must not be aligned, and an offset. */
  @JsonIgnoreProperties({"basis", "offset"})
  private record Entries(
      String components,
      double[][] map,
      double[] deviations,
      @JsonProperty("principal-variances") double[] variances,
      @JsonProperty("share-of-variance") Shares shares) {}

  private record Shares(double kept, double deviation, double principal) {}

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

  /** The projection of the messages. Throws an {@link InputException} on another dimension's. */
  public MessageProjection kept() {
    Entries entries = PROJECTION.read(at);
    if (Json.tree(at.read(PROJECTION.name())).path("basis").asText().equals("aligned")) {
      throw PROJECTION.foreign(at, null);
    }
    MessageProjection kept;
    try {
      kept =
          new MessageProjection(
              Selection.valueOf(entries.components().toUpperCase(Locale.ROOT)),
              entries.map(),
              entries.deviations(),
              entries.variances(),
              entries.shares().kept());
    } catch (IllegalArgumentException | NullPointerException e) {
      throw PROJECTION.foreign(at, e);
    }
    if (kept.count() != cell().dimension()) {
      throw InputException.cannot(
          "read " + at.file(PROJECTION.name()),
          String.format(
              "it keeps %s components, and there are %s dimensions;"
                  + " principia record --overwrite makes it again",
              kept.count(), cell().dimension()));
    }
    return kept;
  }

  /** All that was recorded. */
  public Recording recording() {
    return new Recording(edges(), nodes(), kept());
  }

  /** Writes samples and projection. */
  public void write(Recording recording) {
    edgeTable().write(at, recording.edges());
    nodeTable().write(at, recording.nodes());
    write(recording.projection());
  }

  void write(MessageProjection kept) {
    PROJECTION.write(
        at,
        new Entries(
            kept.selection().name().toLowerCase(Locale.ROOT),
            kept.map(),
            kept.deviations(),
            kept.variances(),
            new Shares(kept.shareOfVariance(), kept.shareByDeviation(), kept.shareByPrincipal())));
  }
}
