package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.theory.fit.LawFit.State;

final class StateColumnsTest {

  /** Two particles at (0, 0) and (3, 4), accelerations of size 5 and 10. */
  private static final State PAIR =
      LawStates.state(
          new double[] {1, 2},
          new double[] {-1, 1},
          new double[] {0, 0, 3, 4},
          new double[] {0.1, 0.2, 0.3, 0.4},
          new double[] {3, 4, -6, -8});

  /** Three particles on a line, accelerations of size 0, 1 and 20. */
  private static final State LINE =
      LawStates.state(
          new double[] {4, 5, 6},
          new double[] {1, 1, 1},
          new double[] {0, 0, 1, 0, 3, 0},
          new double[6],
          new double[] {0, 0, 1, 0, 0, 20});

  private static double[] edge(StateColumns columns, int e) {
    double[] edge = new double[columns.edges().length];
    for (int c = 0; c < edge.length; c++) {
      edge[c] = columns.edges()[c][e];
    }
    return edge;
  }

  @Test
  void everyOrderedPairIsAnEdgeOfItsReceiver() {
    StateColumns columns = StateColumns.of(List.of(PAIR, LINE), 2);
    assertThat(columns.receivers()).containsExactly(0, 1, 2, 2, 3, 3, 4, 4);
    // m1, m2, q1, q2, dx, dy, r
    assertThat(edge(columns, 0)).containsExactly(1, 2, -1, 1, 3, 4, 5);
    assertThat(edge(columns, 1)).containsExactly(2, 1, 1, -1, -3, -4, 5);
    assertThat(edge(columns, 3)).containsExactly(4, 6, 1, 1, 3, 0, 3);
    assertThat(edge(columns, 7)).containsExactly(6, 5, 1, 1, -2, 0, 2);
  }

  @Test
  void nodesHaveMassChargePositionAndVelocity() {
    StateColumns columns = StateColumns.of(List.of(LINE, PAIR), 2);
    assertThat(columns.nodeCount()).isEqualTo(5);
    assertThat(columns.nodes()).hasDimensions(6, 5);
    double[] last = new double[6];
    for (int c = 0; c < 6; c++) {
      last[c] = columns.nodes()[c][4];
    }
    assertThat(last).containsExactly(2, 1, 3, 4, 0.3, 0.4);
    assertThat(columns.accelerations()[1]).containsExactly(0, 0, 20, 4, -8);
  }

  @Test
  void aNodeWeighsTheInverseOfItsAccelerationAndTheMedian() {
    StateColumns columns = StateColumns.of(List.of(PAIR, LINE), 2);
    // Sizes 5, 10, 0, 1, 20: their median is 5.
    assertThat(columns.weights())
        .containsExactly(
            new double[] {1 / 10.0, 1 / 15.0, 1 / 5.0, 1 / 6.0, 1 / 25.0}, within(1e-15));
    assertThat(columns.size())
        .isCloseTo((3 + 4) / 10.0 + (6 + 8) / 15.0 + 1 / 6.0 + 20 / 25.0, within(1e-14));
  }

  @Test
  void particlesAtRestWeighOne() {
    State rest =
        LawStates.state(
            new double[2], new double[2], new double[] {0, 0, 1, 1}, new double[4], new double[4]);
    assertThat(StateColumns.of(List.of(rest), 2).weights()).containsExactly(1, 1);
  }

  @Test
  void withoutStatesThereAreNoRows() {
    StateColumns columns = StateColumns.of(List.of(), 3);
    assertThat(columns.nodeCount()).isZero();
    assertThat(columns.edges()).hasDimensions(8, 0);
    assertThat(columns.dimension()).isEqualTo(3);
  }
}
