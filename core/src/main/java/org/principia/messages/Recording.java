package org.principia.messages;

import java.util.ArrayList;
import java.util.List;
import org.principia.common.InputException;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Graph;
import org.principia.graphs.Neighbours;

/**
 * What a trained network says on sampled edges and nodes, and the projection of its messages.
 *
 * @param edges sampled edges with all components of their messages
 * @param nodes sampled nodes with the sums of the projected messages
 * @param projection from messages of M components to d numbers
 */
public record Recording(
    List<EdgeSample> edges, List<NodeSample> nodes, MessageProjection projection) {

  /**
   * Asks a trained network about drawn edges and nodes, each in the order of their keys.
   *
   * @throws InputException if there are no edges
   */
  public static Recording record(
      GraphNetwork network,
      List<SampleKey> edges,
      List<SampleKey> nodes,
      MessageSettings settings) {
    if (edges.isEmpty()) {
      throw InputException.cannot("record messages", Neighbours.NONE);
    }
    Recorder recorder = new Recorder(network);
    List<EdgeSample> edgeSamples = recorder.edges(edges);
    MessageProjection projection =
        MessageProjection.of(
            edgeSamples,
            network.dimension(),
            settings,
            deviations -> recorder.sensitivity(nodes, deviations));
    return new Recording(edgeSamples, recorder.nodes(nodes, projection), projection);
  }

  /** The projected messages of the sampled edges (d x E), component by component. */
  public double[][] messages() {
    return projection.columns(edges);
  }

  /** All edges of a graph with their keys. */
  public static List<SampleKey> edgesOf(long seed, Graph graph) {
    List<SampleKey> edges = new ArrayList<>();
    Neighbours neighbours = graph.neighbours();
    for (int i = 0; i < graph.nodes(); i++) {
      for (int e = neighbours.offsets()[i]; e < neighbours.offsets()[i + 1]; e++) {
        edges.add(SampleKey.edge(seed, graph, i, neighbours.senders()[e]));
      }
    }
    return edges;
  }

  /** All n nodes of a graph with their keys. */
  public static List<SampleKey> nodesOf(long seed, Graph graph) {
    List<SampleKey> nodes = new ArrayList<>();
    for (int i = 0; i < graph.nodes(); i++) {
      nodes.add(SampleKey.node(seed, graph, i));
    }
    return nodes;
  }
}
