package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;

/** The layouts of edge and node variables: names, places and values agree. */
final class VariablesTest {
  private static final double[] MASS = {2, 3};
  private static final double[] CHARGE = {-1, 1};
  private static final double[] POSITION = {1, 1, 4, 5};
  private static final double[] VELOCITY = {0.25, 0.5, 0.75, 1};

  private static final Graph GRAPH =
      new Particles(
              2,
              new float[] {2, 3},
              new float[] {-1, 1},
              new float[] {1, 1, 4, 5},
              new float[] {0.25f, 0.5f, 0.75f, 1},
              new float[4])
          .graph(0, 0, 0);

  private static double[] edge() {
    double[] edge = new double[new EdgeVariables(2).size()];
    double[] separation = {POSITION[2] - POSITION[0], POSITION[3] - POSITION[1]};
    EdgeVariables.fill(edge, MASS[0], MASS[1], CHARGE[0], CHARGE[1], separation);
    return edge;
  }

  @Test
  void theSenderIsSeenFromTheReceiver() {
    assertThat(edge()).containsExactly(2, 3, -1, 1, 3, 4, 5);
    assertThat(EdgeVariables.of(GRAPH, 0, 1)).containsExactly(edge());
    double[] filled = new double[7];
    EdgeVariables.fill(filled, 2, 3, -1, 1, new double[] {3, 4});
    assertThat(filled).containsExactly(edge());
  }

  @Test
  void accessorsReadWhatTheNamesSay() {
    EdgeVariables layout = new EdgeVariables(2);
    double[] edge = edge();
    List<String> names = EdgeVariables.names(2);
    assertThat(layout.receiverMass(edge)).isEqualTo(edge[names.indexOf("m1")]);
    assertThat(layout.senderMass(edge)).isEqualTo(edge[names.indexOf("m2")]);
    assertThat(layout.receiverCharge(edge)).isEqualTo(edge[names.indexOf("q1")]);
    assertThat(layout.senderCharge(edge)).isEqualTo(edge[names.indexOf("q2")]);
    assertThat(layout.separation(edge, 0)).isEqualTo(edge[names.indexOf("dx")]);
    assertThat(layout.separation(edge, 1)).isEqualTo(edge[names.indexOf("dy")]);
    assertThat(layout.distance(edge)).isEqualTo(edge[names.indexOf("r")]);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theNumberOfVariablesTellsTheDimension(int dimension) {
    int size = EdgeVariables.names(dimension).size();
    assertThat(EdgeVariables.ofSize(size)).isEqualTo(new EdgeVariables(dimension));
  }

  @Test
  void theReversedEdgeIsThatOfTheSender() {
    assertThat(new EdgeVariables(2).reversed(edge()))
        .containsExactly(EdgeVariables.of(GRAPH, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void namesAreAsManyAsTheLayoutHasPlaces(int dimension) {
    EdgeVariables edges = new EdgeVariables(dimension);
    NodeVariables nodes = new NodeVariables(dimension);
    assertThat(EdgeVariables.names(dimension)).hasSize(edges.size()).doesNotHaveDuplicates();
    assertThat(NodeVariables.names(dimension)).hasSize(nodes.size()).doesNotHaveDuplicates();
    assertThat(edges.separationNames()).hasSize(dimension).allMatch(n -> n.startsWith("d"));
    assertThat(nodes.particleNames()).containsExactly("m", "q");
    assertThat(nodes.velocityNames()).hasSize(dimension).allMatch(n -> n.startsWith("v"));
    assertThat(nodes.sumNames()).hasSize(dimension).allMatch(n -> n.startsWith("s"));
    assertThat(nodes.positionNames()).hasSize(dimension);
    assertThat(NodeVariables.names(dimension).get(NodeVariables.sums(dimension))).isEqualTo("s1");
  }

  @Test
  void aNodeHasItsParticleAndTheSums() {
    NodeVariables layout = new NodeVariables(2);
    double[] node = new double[layout.size()];
    layout.fill(node, MASS, CHARGE, POSITION, VELOCITY, 1);
    layout.putSum(node, 0, 10);
    layout.putSum(node, 1, 20);
    // m, q, x, y, vx, vy, s1, s2
    assertThat(node).containsExactly(3, 1, 4, 5, 0.75, 1, 10, 20);
    assertThat(NodeVariables.of(GRAPH, 1, new double[] {10, 20})).containsExactly(node);
  }
}
