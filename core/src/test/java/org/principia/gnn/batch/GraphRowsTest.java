package org.principia.gnn.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.principia.graphs.Graph;

final class GraphRowsTest {
  private static final Graph FRAME =
      new Graph(
          0,
          0,
          0,
          2,
          new float[] {1, 2, 3},
          new float[] {-1, -2, -3},
          new float[] {11, 12, 21, 22, 31, 32},
          new float[] {110, 120, 210, 220, 310, 320},
          new float[6]);

  @Test
  void nodeIsPositionVelocityChargeMass() {
    assertThat(GraphRows.nodeRows(FRAME))
        .startsWith(11, 12, 110, 120, -1, 1)
        .endsWith(31, 32, 310, 320, -3, 3);
  }

  @Test
  void edgesAreReceiverThenSenderInAscendingOrder() {
    float[] rows = GraphRows.edgeRows(FRAME);
    int width = 12;
    int[][] pairs = {{1, 2}, {1, 3}, {2, 1}, {2, 3}, {3, 1}, {3, 2}};
    assertThat(rows).hasSize(pairs.length * width);
    for (int e = 0; e < pairs.length; e++) {
      assertThat(rows[e * width + 5]).as("receiver of edge %d", e).isEqualTo(pairs[e][0]);
      assertThat(rows[e * width + 11]).as("sender of edge %d", e).isEqualTo(pairs[e][1]);
    }
  }
}
