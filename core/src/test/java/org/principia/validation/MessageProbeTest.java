package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.TestGraphs;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.messages.MessageQuantity;

final class MessageProbeTest {

  @Test
  void framesWithoutEdgesAreNotTrainedOn() {
    GraphSchema lonely =
        GraphSchema.particles(2, new NeighbourRule.Within(Float.MIN_NORMAL), List.of());
    List<Graph> frames = TestGraphs.random(3, 4, 2).stream().map(g -> g.as(lonely)).toList();
    assertThatThrownBy(() -> MessageProbe.of(frames, ForceLaws.of("spring", 0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot train the network: no particle has a neighbour (raise the radius of"
                + " graphs.neighbours)");
  }

  @Test
  void edgesThatTheLawDoesNotJoinCarryNoForce() {
    List<Graph> frames = TestGraphs.random(1, 3, 2);
    double[] x =
        MessageProbe.of(frames, ForceLaws.of("string", 0)).forces().as(MessageQuantity.FORCE)[0];
    // Edges 0-1, 0-2, 1-0, 1-2, 2-0, 2-1.
    assertThat(x[1]).isZero();
    assertThat(x[4]).isZero();
    assertThat(List.of(x[0], x[2], x[3], x[5])).doesNotContain(0.0);
  }
}
