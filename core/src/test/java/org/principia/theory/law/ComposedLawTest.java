package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.PairwiseField;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.LawSelection;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawJudge;
import org.principia.theory.fit.LawStates;

final class ComposedLawTest {
  /** The spring's force through an invertible map with an offset, undone by the node formulas. */
  private static final ComposedLaw SPRING =
      ComposedLaw.parse(
          2,
          List.of("(2*dx + dy)*(1 - 1/r) + 0.5", "(dx - dy)*(1 - 1/r)"),
          List.of("(s1 - 1.5 + s2)/(3*m)", "(s1 - 1.5 - 2*s2)/(3*m)"));

  private static List<LawFit.State> states(int count) {
    PairwiseField truth = new PairwiseField(ForceLaws.of("spring", 0.01));
    List<LawFit.State> states = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InitialState start = InitialState.draw(5, "test.system", 4, 2, i);
      double[] acceleration = new double[8];
      truth.accelerations(
          start.mass(), start.charge(), 2, start.position(), start.velocity(), acceleration);
      states.add(
          LawStates.state(
              start.mass(), start.charge(), start.position(), start.velocity(), acceleration));
    }
    return states;
  }

  @Test
  void theTrueFormulasGiveTheTrueAccelerations() {
    assertThat(LawFit.meanError(SPRING, states(50))).isLessThan(1e-13);
  }

  @Test
  void constantsGoInAndOutInOrder() {
    double[] constants = SPRING.constants();
    assertThat(SPRING.withConstants(constants)).isEqualTo(SPRING);
    constants[0] += 1;
    assertThat(SPRING.withConstants(constants).edges().get(0)).isNotEqualTo(SPRING.edges().get(0));
    assertThat(SPRING.withConstants(constants).edges().get(1)).isEqualTo(SPRING.edges().get(1));
  }

  @Test
  void theFitFindsTheTrueAccelerationsFromNoisyConstants() {
    double[] noisy = SPRING.constants();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] *= 1 + 0.05 * Math.sin(3 * i + 1);
    }
    ComposedLaw start = SPRING.withConstants(noisy);
    List<LawFit.State> states = states(200);
    double before = LawFit.meanError(start, states);
    ComposedLaw fitted = LawFit.fit(start, states);
    assertThat(before).isGreaterThan(0.02);
    assertThat(LawFit.meanError(fitted, states(300))).isLessThan(1e-6);
  }

  @Test
  void aLawWithoutConstantsIsLeftAlone() {
    ComposedLaw bare =
        ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of("s1/m", "s2/m"));
    assertThat(LawFit.fit(bare, states(3))).isEqualTo(bare);
  }

  @Test
  void aWrongMemberOfAFrontGivesWayToTheTrueOne() {
    List<String> edge = List.of("m1", "m2", "q1", "q2", "dx", "dy", "r");
    List<String> node = List.of("m", "q", "x", "y", "vx", "vy", "s1", "s2");
    List<List<Expression>> fronts =
        List.of(
            List.of(
                Expression.parse("2.1*dx", edge),
                Expression.parse("(2*dx + dy)*(1.1 - 1/r) + 0.5", edge),
                Expression.parse("(2*dx + dy)*(1.1 - 1/r) + 0.5 + 0.01*m1*q1", edge)),
            List.of(
                Expression.parse("(dx - dy)*(1 - 0.3*r)", edge),
                Expression.parse("(dx - dy)*(1 - 0.9/r)", edge)),
            List.of(
                Expression.parse("s1/m", node), Expression.parse("(s1 - 1.4 + s2)/(3*m)", node)),
            List.of(Expression.parse("(s1 - 1.4 - 2*s2)/(3*m)", node)));
    ComposedLaw start =
        new ComposedLaw(
            2,
            List.of(fronts.get(0).get(0), fronts.get(1).get(0)),
            List.of(fronts.get(2).get(1), fronts.get(3).get(0)));
    List<LawFit.State> states = states(100);
    ComposedLaw selected =
        new LawSelection(
                fronts,
                List.of(),
                List.of(),
                new LawJudge(states.subList(0, 50), states.subList(50, 100), 2))
            .select(start);
    assertThat(LawFit.meanError(LawFit.fit(start, states), states)).isGreaterThan(0.05);
    assertThat(selected.edges().get(0).complexity())
        .isLessThanOrEqualTo(fronts.get(0).get(1).complexity());
    assertThat(LawFit.meanError(LawFit.fit(selected, states), states)).isLessThan(1e-6);
  }

  @Test
  void aConstantThatServesNothingIsTakenOut() {
    List<String> node = List.of("m", "q", "x", "y", "vx", "vy", "s1", "s2");
    ComposedLaw start =
        ComposedLaw.parse(
            2,
            List.of("dx - dx/r", "dy - dy/r"),
            List.of("s1/m", "(1e-3 + 1/(m - 2e-3))*(s2 + 1e-3*(y + vx))"));
    List<List<Expression>> fronts =
        List.of(
            List.of(start.edges().get(0)),
            List.of(start.edges().get(1)),
            List.of(start.nodes().get(0)),
            List.of(start.nodes().get(1), Expression.parse("s2", node)));
    List<LawFit.State> states = states(100);
    ComposedLaw selected =
        new LawSelection(
                fronts,
                List.of(),
                List.of(),
                new LawJudge(states.subList(0, 50), states.subList(50, 100), 2))
            .select(start);
    ComposedLaw fitted = LawFit.fit(selected, states);
    assertThat(selected.nodes().get(1).complexity()).isLessThanOrEqualTo(7);
    assertThat(LawFit.meanError(fitted, states)).isLessThan(1e-6);
  }

  @Test
  void anUnknownVariableIsRefusedByName() {
    assertThatThrownBy(() -> ComposedLaw.parse(2, List.of("dz", "dx"), List.of("s1", "s2")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("dz");
  }

  @Test
  void linesNameMessagesAndAxes() {
    assertThat(SPRING.lines(4))
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).startsWith("message_1 = "))
        .anySatisfy(line -> assertThat(line).startsWith("a_y = "));
  }
}
