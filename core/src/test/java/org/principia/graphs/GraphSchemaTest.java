package org.principia.graphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;

final class GraphSchemaTest {
  private static final GraphSchema HALOS =
      new GraphSchema(
          3,
          List.of(
              new Quantity("mass", Quantity.Role.SCALAR, "1e14 Msun / h", 1),
              new Quantity("position", Quantity.Role.POSITION, "Mpc / h", 3),
              new Quantity("velocity", Quantity.Role.VELOCITY, "km / s", 3)),
          List.of(new Quantity("overdensity", Quantity.Role.SCALAR, "1", 1)),
          new NeighbourRule.Within(50),
          List.of(250.0, 250.0, 250.0));

  @Test
  void offsetsFollowTheOrderOfTheQuantities() {
    GraphSchema particles = GraphSchema.particles(2);
    assertThat(particles.width()).isEqualTo(6);
    assertThat(particles.outputs()).isEqualTo(2);
    assertThat(particles.feature("charge")).isEqualTo(4);
    assertThat(particles.feature("mass")).isEqualTo(5);
    assertThat(particles.target("acceleration")).isZero();
    assertThat(HALOS.position()).isEqualTo(1);
    assertThat(HALOS.outputs()).isEqualTo(1);
    assertThat(HALOS.layout().bounded()).containsExactly(4, 5, 6, ~0);
    assertThatThrownBy(() -> particles.feature("spin"))
        .hasMessage("Invalid quantity: spin (position, velocity, charge, mass)");
  }

  @Test
  void aLineHoldsAllOfIt() {
    for (GraphSchema schema : List.of(HALOS, GraphSchema.particles(3))) {
      assertThat(GraphSchema.parse(schema.text())).isEqualTo(schema);
    }
    assertThat(HALOS.text())
        .startsWith("dimension 3; neighbours radius:50.0; side 250.0; ")
        .endsWith("; target overdensity scalar 1 1");
    assertThatThrownBy(() -> GraphSchema.parse("dimension 3"))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid schema of graphs: dimension 3 (one that this program wrote)");
  }

  /** A sender at 249 is at -1 for a receiver at 2, and at 251 for one at 248. */
  @Test
  void anEdgeHasTheSenderAtItsImageNearestToTheReceiver() {
    float[] features = new float[3 * 7];
    float[] x = {2, 249, 248};
    for (int i = 0; i < 3; i++) {
      features[i * 7] = i + 1;
      features[i * 7 + 1] = x[i];
    }
    Graph graph = new Graph(HALOS, 0, 0, 0, features, new float[3]);
    float[] rows = graph.edgeRows();
    assertThat(rows).hasSize(6 * 14);
    float[] ofSender = new float[6];
    for (int e = 0; e < 6; e++) {
      assertThat(rows[e * 14 + 1]).isEqualTo(x[e / 2]);
      ofSender[e] = rows[e * 14 + 8];
    }
    assertThat(ofSender).containsExactly(-1, -2, 252, 248, 252, 249);
    assertThat(rows[7]).isEqualTo(2);
    assertThat(graph.as(GraphSchema.parse(HALOS.text().replace("side 250.0; ", ""))).edgeRows())
        .as("without a box only two are within 50")
        .hasSize(2 * 14);
  }

  @Test
  void aRadiusBeyondHalfTheBoxHasNoNearestImage() {
    assertThatThrownBy(
            () -> GraphSchema.particles(2, new NeighbourRule.Within(6), List.of(20.0, 10.0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid graphs.neighbours: radius:6.0 (at most half the shortest side of the box:"
                + " 5.0)");
  }

  @Test
  void neighboursAreThoseOfTheLawUnlessTheUserSaysOtherwise() {
    DynamicsSettings d = DynamicsSettings.defaults();
    DynamicsSettings string = d.with(Map.of("law", "string"));
    assertThat(GraphSettings.defaults().schema(d)).isEqualTo(GraphSchema.particles(2));
    assertThat(GraphSettings.defaults().schema(string).rule().text()).isEqualTo("chain");
    GraphSchema within = new GraphSettings("radius:2.5", 8).schema(string);
    assertThat(within.rule()).isEqualTo(new NeighbourRule.Within(2.5));
    assertThat(within.box()).containsExactly(8.0, 8.0);
  }
}
