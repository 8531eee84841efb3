package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;

final class EdgeVariablesTest {

  @Test
  void edgeVariablesPointFromReceiverToSender() {
    Graph frame =
        new Particles(
                2,
                new float[] {1, 2},
                new float[] {1, -1},
                new float[] {1, 1, 4, 5},
                new float[4],
                new float[4])
            .graph(0, 0, 0);
    assertThat(EdgeVariables.of(frame, 0, 1)).containsExactly(1, 2, 1, -1, 3, 4, 5);
    assertThat(EdgeVariables.of(frame, 1, 0)).containsExactly(2, 1, -1, 1, -3, -4, 5);
    assertThat(EdgeVariables.names(2)).containsExactly("m1", "m2", "q1", "q2", "dx", "dy", "r");
  }
}
