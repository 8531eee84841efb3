package org.principia.jobs.cluster.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;

final class TrainingDeviceTest {
  private static GraphSchema schema(String rule) {
    return GraphSchema.particles(2, NeighbourRule.parse("graphs.neighbours", rule), List.of());
  }

  /** Three particles on a line. */
  private static Graph graph(GraphSchema schema, float second, float third) {
    float[] features = new float[3 * schema.width()];
    features[schema.width() + schema.position()] = second;
    features[2 * schema.width() + schema.position()] = third;
    return new Graph(schema, 0, 0, 0, features, new float[6]);
  }

  @Test
  void whereARadiusDecidesTheEdgesOfSomeGraphsAreCounted() {
    GraphSchema near = schema("radius:1");
    List<Graph> drawn = List.of(graph(near, 0.5f, 5), graph(near, 0.9f, 1.8f), graph(near, 3, 6));
    assertThat(TrainingDevice.edges(near, 3, () -> drawn)).isEqualTo(2);
  }

  @Test
  void whereTheirNumberDecidesNoGraphIsRead() {
    for (String rule : List.of("all", "nearest:2")) {
      assertThat(TrainingDevice.edges(schema(rule), 5, TrainingDeviceTest::unread))
          .isEqualTo("all".equals(rule) ? 20 : 10);
    }
  }

  private static List<Graph> unread() {
    throw new AssertionError("graphs were read");
  }
}
