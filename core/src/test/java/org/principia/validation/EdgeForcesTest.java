package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageQuantity;

final class EdgeForcesTest {
  private static final ForceLaw SPRING = ForceLaws.of("spring", 0.01);
  private static final ForceLaw GRAVITY = ForceLaws.of("inverse-square", 0);

  /** m1 = 2, m2 = 3, q1 = -1, q2 = 1, the sender at (3, 4). */
  private static final double[] EDGE = {2, 3, -1, 1, 3, 4, 5};

  @Test
  void theTrueForceIsTheAttractionAlongTheSeparation() {
    // Spring: r - 1 = 4 along (3, 4) / 5.
    assertThat(EdgeForces.force(SPRING, EDGE, 2))
        .containsExactly(new double[] {2.4, 3.2}, within(1e-14));
    // Gravity: 2 * 3 / 25.
    assertThat(EdgeForces.force(GRAVITY, EDGE, 2))
        .containsExactly(new double[] {0.24 * 0.6, 0.24 * 0.8}, within(1e-14));
  }

  @Test
  void anAttractionAcrossSpaceHasThreeComponents() {
    double[] edge = {1, 1, 1, 1, 2, 3, 6, 7};
    assertThat(EdgeForces.force(SPRING, edge, 3))
        .containsExactly(new double[] {6 * 2 / 7.0, 6 * 3 / 7.0, 6 * 6 / 7.0}, within(1e-14));
  }

  @Test
  void forcesAreDividedByFactorsOfTheReceiver() {
    EdgeForces forces = EdgeForces.of(new double[][] {EDGE}, GRAVITY, 2);
    assertThat(forces.dimension()).isEqualTo(2);
    double x = 0.24 * 0.6;
    assertThat(forces.as(MessageQuantity.FORCE)[0][0]).isCloseTo(x, within(1e-14));
    assertThat(forces.as(MessageQuantity.SPECIFIC_FORCE)[0][0]).isCloseTo(x / 2, within(1e-14));
    assertThat(forces.as(MessageQuantity.FIELD)[0][0]).isCloseTo(-x, within(1e-14));
    assertThat(forces.as(MessageQuantity.SPECIFIC_FIELD)[0][0]).isCloseTo(-x / 2, within(1e-14));
  }

  /** Edges on which mass, charge and distance vary independently. */
  private static double[][] edges() {
    double[][] edges = new double[64][];
    for (int i = 0; i < edges.length; i++) {
      double m1 = 0.5 + (i & 3);
      double q1 = (i & 4) == 0 ? 1 : -1;
      double dx = (i & 8) == 0 ? 3 : -1.5;
      double dy = (i & 16) == 0 ? 4 : -2;
      edges[i] = new double[] {m1, (i & 32) == 0 ? 1 : 2, q1, 1, dx, dy, Math.hypot(dx, dy)};
    }
    return edges;
  }

  @ParameterizedTest
  @EnumSource(names = {"FORCE", "SPECIFIC_FORCE", "FIELD", "SPECIFIC_FIELD"})
  void anAffineMapOfAQuantityIsClosestToIt(MessageQuantity quantity) {
    EdgeForces forces = EdgeForces.of(edges(), SPRING, 2);
    double[][] carried = forces.as(quantity);
    double[] values = new double[carried[0].length];
    for (int row = 0; row < values.length; row++) {
      values[row] = 2 * carried[0][row] - 3 * carried[1][row] + 7;
    }
    EdgeForces.Closest closest = forces.closest(values);
    assertThat(closest.quantity()).isEqualTo(quantity);
    assertThat(closest.nonlinearity()).isCloseTo(0, within(1e-12));
    assertThat(closest.map().slopes()).containsExactly(new double[] {2, -3}, within(1e-9));
    assertThat(closest.map().offset()).isCloseTo(7, within(1e-9));
  }

  @Test
  void valuesThatDoNotVaryOrAreNotFiniteAreInfinitelyFar() {
    EdgeForces forces = EdgeForces.of(edges(), SPRING, 2);
    double[] values = new double[64];
    assertThat(forces.closest(values).nonlinearity()).isEqualTo(Double.POSITIVE_INFINITY);
    values[5] = Double.NaN;
    assertThat(forces.closest(values).nonlinearity()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void particlesThatTheLawDoesNotJoinExertNoForce() {
    ForceLaw string = ForceLaws.of("string", 0.01);
    List<EdgeSample> samples =
        List.of(
            new EdgeSample(0, 0, 2, 1, EDGE, new float[2]),
            new EdgeSample(0, 0, 0, 2, EDGE, new float[2]));
    double[] x = EdgeForces.of(samples, string, 2).as(MessageQuantity.FORCE)[0];
    assertThat(x[0]).isNotZero();
    assertThat(x[1]).isZero();
  }

  @Test
  void samplesGiveTheForcesOfTheirEdges() {
    EdgeSample sample = new EdgeSample(0, 0, 0, 1, EDGE, new float[2]);
    assertThat(EdgeForces.of(List.of(sample), SPRING, 2).as(MessageQuantity.FORCE))
        .isDeepEqualTo(EdgeForces.of(new double[][] {EDGE}, SPRING, 2).as(MessageQuantity.FORCE));
  }
}
