package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.LawDefinition;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.messages.EdgeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.SqlDialect;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.fit.LawStates;

final class PhysicalFormTest {
  private static final ComposedLaw GRAVITY =
      ComposedLaw.parse(
          2,
          List.of("dx*(m2/((r + 0.01)*(r*(r + 0.01))))", "dy*(m2/((r + 0.01)*(r*(r + 0.01))))"),
          List.of("s1", "s2"));

  /** A spring whose messages are mixed and shifted, undone by the node formulas. */
  private static final ComposedLaw MIXED =
      ComposedLaw.parse(
          2,
          List.of("(2*dx + dy)*(1 - 1/r) + 0.5", "(dx - dy)*(1 - 1/r)"),
          List.of("(s1 - 1.5 + s2)/(3*m)", "(s1 - 1.5 - 2*s2)/(3*m)"));

  private static List<double[]> edges() {
    List<double[]> edges = new ArrayList<>();
    for (State state : LawStates.of("spring", 2, 20)) {
      double[] edge = new double[7];
      EdgeVariables.fill(
          edge,
          state.mass()[0],
          state.mass()[1],
          state.charge()[0],
          state.charge()[1],
          new double[] {
            state.position()[2] - state.position()[0], state.position()[3] - state.position()[1]
          });
      edges.add(edge);
    }
    return edges;
  }

  @Test
  void theForceOfGravityIsMadeExplicitFromSpecificForces() {
    PhysicalForm form = PhysicalForm.of(GRAVITY).orElseThrow();
    Expression attraction = form.attraction().orElseThrow();
    for (double[] e : edges()) {
      double expected = e[0] * e[1] / Math.pow(e[6] + 0.01, 2);
      assertThat(attraction.evaluate(e)).isCloseTo(expected, within(1e-12 * expected));
    }
    assertThat(form.messagesAreSpecificForces()).isTrue();
    assertThat(form.messagesAreForces()).isFalse();
    assertThat(form.imbalance(edges())).isLessThan(1e-14);
  }

  @Test
  void mixedMessagesComeOutAsTheSpringsForceWithTheMapThatUndoesThem() {
    PhysicalForm form = PhysicalForm.of(MIXED).orElseThrow();
    assertThat(form.messagesAreForces()).isTrue();
    assertThat(form.attraction()).isEmpty();
    double[] edge = edges().get(3);
    double offset = edge[0] * 0.5 / (3 * edge[0]);
    for (int k = 0; k < 2; k++) {
      assertThat(form.force().get(k).evaluate(edge) - offset)
          .isCloseTo(edge[4 + k] * (1 - 1 / edge[6]), within(1e-12));
      assertThat(form.map().get(k).get(0).evaluate(edge))
          .isCloseTo(1 / (3 * edge[0]), within(1e-14));
    }
    assertThat(form.isPairwise()).isFalse();
  }

  @Test
  void nodesThatAreNotLinearInTheSumsHaveNoForces() {
    assertThat(
            PhysicalForm.of(
                ComposedLaw.parse(2, List.of("dx", "dy"), List.of("s1*s1", "s2/(m + x)"))))
        .isEmpty();
    assertThat(PhysicalForm.of(ComposedLaw.parse(2, List.of("dx", "dy"), List.of("s1*x", "s2/m"))))
        .isEmpty();
  }

  @Test
  void forcesThatDoNotCancelAreTold() {
    ComposedLaw uneven = ComposedLaw.parse(2, List.of("dx*m2", "dy*m2"), List.of("s1/m", "s2/m"));
    assertThat(PhysicalForm.of(uneven).orElseThrow().imbalance(edges())).isGreaterThan(0.1);
  }

  @Test
  void theFoundLawIsALawOfTheSimulator() {
    LawDefinition definition =
        PhysicalForm.of(GRAVITY).orElseThrow().definition("found", 0.001).orElseThrow();
    List<State> truth = LawStates.of("inverse-square", 2, 5);
    List<State> found = LawStates.of(ForceLaws.of("found", 0, List.of(definition)), 2, 5);
    for (int i = 0; i < truth.size(); i++) {
      for (int k = 0; k < 8; k++) {
        double expected = truth.get(i).acceleration()[k];
        assertThat(found.get(i).acceleration()[k])
            .isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-12));
      }
    }
  }

  @Test
  void aForceOnNeighboursAloneOrInABoxIsNoLawOfTheSimulator() {
    for (GraphSchema schema :
        List.of(
            GraphSchema.particles(2, new NeighbourRule.Chain(), List.of()),
            GraphSchema.particles(2, new NeighbourRule.AllPairs(), List.of(8.0, 8.0)))) {
      PhysicalForm form = PhysicalForm.of(GRAVITY.over(schema)).orElseThrow();
      assertThat(form.attraction()).isPresent();
      assertThat(form.definition("found", 0.001)).isEmpty();
    }
  }

  @Test
  void aForceThatIsNotFiniteIsNoLawOfTheSimulator() {
    ComposedLaw pole =
        ComposedLaw.parse(2, List.of("dx/(r - 1)", "dy/(r - 1)"), List.of("s1/m", "s2/m"));
    PhysicalForm form = PhysicalForm.of(pole).orElseThrow();
    assertThat(form.attraction()).isPresent();
    assertThat(form.definition("found", 0.001)).isEmpty();
  }

  @Test
  void aDragStandsBesideTheForces() {
    ComposedLaw damped =
        ComposedLaw.parse(
            2, List.of("dx - dx/r", "dy - dy/r"), List.of("(s1 - 0.75*vx)/m", "s2/m - 0.75*vy/m"));
    PhysicalForm form = PhysicalForm.of(damped).orElseThrow();
    assertThat(form.isPairwise()).isFalse();
    double[] node = {2, 1, 0, 0, 3, 4, 9, 9};
    assertThat(form.rest().get(0).evaluate(node)).isCloseTo(-0.75 * 3 / 2, within(1e-15));
    assertThat(form.rest().get(1).evaluate(node)).isCloseTo(-0.75 * 4 / 2, within(1e-15));
    assertThat(form.attraction()).isEmpty();
  }

  @Test
  void theNetworksMessagesAreAMapOfTheForce() {
    List<double[]> forces = edges().stream().map(e -> new double[] {e[4], e[5]}).toList();
    List<double[]> messages =
        forces.stream().map(f -> new double[] {2 * f[0] - f[1] + 0.3, 0.5 * f[1] - 1}).toList();
    MessageMap map = MessageMap.of("force", forces, messages);
    assertThat(map.matrix()[0]).containsExactly(new double[] {2, -1}, within(1e-9));
    assertThat(map.matrix()[1]).containsExactly(new double[] {0, 0.5}, within(1e-9));
    assertThat(map.offset()).containsExactly(new double[] {0.3, -1}, within(1e-9));
    assertThat(map.determination()).containsExactly(new double[] {1, 1}, within(1e-12));
  }

  @Test
  void aForceThatIsFiniteOnNoEdgeHasNoMap() {
    PhysicalForm pole =
        PhysicalForm.of(
                ComposedLaw.parse(2, List.of("dx/(r - 1)", "dy/(r - 1)"), List.of("s1/m", "s2/m")))
            .orElseThrow();
    double[] at = {1, 1, 1, 1, 1, 0, 1};
    double[] beside = {1, 1, 1, 1, 2, 0, 2};
    double[] message = {1, 2};
    assertThat(MessageMap.of(pole, List.of(at), List.of(message))).isEmpty();
    assertThat(MessageMap.of(pole, List.of(at, beside), List.of(message, message))).isPresent();
  }

  @Test
  void numbersWhoseProductIsNoDoubleAreLeftAsTheyAre() {
    Expression formula = Expression.parse("1e200*dx*(1e200*r)", EdgeVariables.names(2));
    assertThat(Factors.cancelled(formula).constants()).containsExactly(1e200, 1e200);
  }

  @Test
  void equalFactorsOfAForceAreCancelled() {
    ComposedLaw specific =
        ComposedLaw.parse(
            2, List.of("dx*((-1 + r)/(m1*r))", "dy*((-1 + r)/(m1*r))"), List.of("s1", "s2"));
    assertThat(PhysicalForm.of(specific).orElseThrow().attraction().orElseThrow().toText())
        .isIn("-1.0 + r", "r - 1.0");
    ComposedLaw force =
        ComposedLaw.parse(2, List.of("dx*(1 - 1/r)", "dy*(1 - 1/r)"), List.of("s1/m", "s2/m"));
    assertThat(PhysicalForm.of(force).orElseThrow().attraction().orElseThrow().toText())
        .isIn("-1.0 + r", "r - 1.0");
    assertThat(PhysicalForm.of(GRAVITY).orElseThrow().attraction().orElseThrow().complexity())
        .isLessThanOrEqualTo(11);
  }

  @Test
  void latexAndSqlNameWhatTheyCompute() {
    assertThat(LawText.latex(GRAVITY, 4))
        .startsWith("\\begin{align*}")
        .contains("\\mathbf{a}_1 &=");
    assertThat(LawText.sql(GRAVITY, SqlDialect.SPARK, "frames"))
        .startsWith("WITH ")
        .contains("posexplode")
        .contains(" AS ax")
        .doesNotContain(" az")
        .doesNotContain(";");
  }
}
