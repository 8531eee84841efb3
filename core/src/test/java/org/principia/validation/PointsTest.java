package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;

/** Fresh points on which edge and node formulas are judged. */
final class PointsTest {
  private static final ForceLaw SPRING = ForceLaws.of("spring", 0.01);
  private static final ForceLaw GRAVITY = ForceLaws.of("inverse-square", 0.01);

  /** Messages 2 fx + fy + 0.5 and fx - fy. */
  private static final AffineFit[] MAPS = {
    new AffineFit(new double[] {2, 1}, 0.5, 1), new AffineFit(new double[] {1, -1}, 0, 1)
  };

  private static Expression edge(String text) {
    return Expression.parse(text, EdgeVariables.names(2));
  }

  private static Expression node(String text) {
    return Expression.parse(text, NodeVariables.names(2));
  }

  @ParameterizedTest
  @CsvSource({
    "spring, dx - dx/r, FORCE",
    "spring, 3*(dx - dx/r) - dy*(1 - 1/r) + 4, FORCE",
    "inverse-square, dx*m1*m2/(r*(r + 0.01)^2), FORCE",
    "inverse-square, dy*m2/(r*(r + 0.01)^2), SPECIFIC_FORCE",
    "charge, q2*dx/(r*(r + 0.01)^2), FIELD"
  })
  void aTrueEdgeFormulaIsRecognised(String law, String formula, MessageQuantity quantity) {
    EdgeForces.Closest fit = ForcePoints.of(ForceLaws.of(law, 0.01), 2, 3).fit(edge(formula));
    assertThat(fit.quantity()).isEqualTo(quantity);
    assertThat(fit.nonlinearity()).isLessThan(1e-12);
  }

  @Test
  void aFormulaThatIsOffByAThousandthOfItsDeviationHasAMillionth() {
    // 1 - R2 is the square of the relative error; r is nearly independent of the force's direction.
    ForcePoints points = ForcePoints.of(SPRING, 2, 3);
    double tenth = points.fit(edge("dx - dx/r + 0.1*q1")).nonlinearity();
    double hundredth = points.fit(edge("dx - dx/r + 0.01*q1")).nonlinearity();
    assertThat(tenth / hundredth).isCloseTo(100, within(3.0));
    assertThat(hundredth).isBetween(1e-5, 1e-3);
  }

  @Test
  void theSameSeedGivesTheSamePointsAndAnotherOthers() {
    Expression wrong = edge("dx*r");
    double first = ForcePoints.of(SPRING, 2, 3).fit(wrong).nonlinearity();
    assertThat(ForcePoints.of(SPRING, 2, 3).fit(wrong).nonlinearity()).isEqualTo(first);
    assertThat(ForcePoints.of(SPRING, 2, 4).fit(wrong).nonlinearity()).isNotEqualTo(first);
  }

  @Test
  void distancesCoverTheDomain() {
    ForcePoints points = ForcePoints.of(GRAVITY, 2, 3);
    // No point is outside: logarithms of 6.0001 - r and r - 0.0999 are finite on all.
    assertThat(points.fit(edge("dx + 0*log(6.0001 - r)")).nonlinearity()).isFinite();
    assertThat(points.fit(edge("dx + 0*log(r - 0.0999)")).nonlinearity()).isFinite();
    assertThat(points.fit(edge("dx + 0*log(5.8 - r)")).nonlinearity()).isInfinite();
    assertThat(points.fit(edge("dx + 0*log(r - 0.105)")).nonlinearity()).isInfinite();
  }

  @Test
  void theTrueNodeFormulaUndoesTheMapOfTheMessages() {
    NodePoints points =
        NodePoints.of(MAPS, MessageQuantity.FORCE, SPRING, GraphSchema.particles(2), 4, 2);
    // s1 = 2 Fx + Fy + 3 * 0.5, s2 = Fx - Fy; so Fx = (s1 - 1.5 + s2) / 3.
    assertThat(points.nonlinearity(node("(s1 - 1.5 + s2)/(3*m)"))).isLessThan(1e-12);
    assertThat(points.nonlinearity(node("(s1 - 1.5 - 2*s2)/(3*m)"))).isLessThan(1e-12);
    // Any affine map of the acceleration counts, one of the force does not.
    assertThat(points.nonlinearity(node("5*(s1 - 1.5 + s2)/m + 8"))).isLessThan(1e-12);
    assertThat(points.nonlinearity(node("s1 + s2"))).isGreaterThan(0.1);
    // The offset of three neighbours matters: divided by m it is no constant.
    assertThat(points.nonlinearity(node("(s1 - 0.5 + s2)/(3*m)"))).isGreaterThan(1e-3);
  }

  /** Three senders send the offset; the one or two on the chain exert a force. */
  @Test
  void aLawOnAChainIsUndoneFromMessagesOfAllParticles() {
    ForceLaw string = ForceLaws.of("string", 0.01);
    NodePoints points =
        NodePoints.of(MAPS, MessageQuantity.FORCE, string, GraphSchema.particles(2), 4, 2);
    assertThat(points.nonlinearity(node("(s1 - 1.5 + s2)/(3*m)"))).isLessThan(1e-12);
    GraphSchema chain = GraphSchema.particles(2, new NeighbourRule.Chain(), List.of());
    NodePoints ends = NodePoints.of(MAPS, MessageQuantity.FORCE, string, chain, 2, 2);
    assertThat(ends.nonlinearity(node("(s1 - 0.5 + s2)/(3*m)"))).isLessThan(1e-12);
  }

  @Test
  void messagesOfTheSpecificForceNeedNoMassInTheNode() {
    NodePoints points =
        NodePoints.of(
            MAPS, MessageQuantity.SPECIFIC_FORCE, GRAVITY, GraphSchema.particles(2), 4, 2);
    assertThat(points.nonlinearity(node("s1 + s2"))).isLessThan(1e-12);
    assertThat(points.nonlinearity(node("(s1 + s2)/m"))).isGreaterThan(0.1);
  }

  @Test
  void aNodeFormulaThatIsConstantOrNotFiniteIsInfinitelyFar() {
    NodePoints points =
        NodePoints.of(MAPS, MessageQuantity.FORCE, SPRING, GraphSchema.particles(2), 4, 2);
    for (String text : List.of("0*s1", "s1/(m - m)")) {
      assertThat(points.nonlinearity(node(text))).isInfinite();
    }
  }
}
