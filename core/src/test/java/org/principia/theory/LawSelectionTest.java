package org.principia.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.fit.LawJudge;
import org.principia.theory.fit.LawStates;
import org.principia.theory.law.ComposedLaw;

final class LawSelectionTest {
  private static List<Expression> edges(String... texts) {
    return Stream.of(texts).map(t -> Expression.parse(t, EdgeVariables.names(2))).toList();
  }

  private static List<Expression> nodes(String... texts) {
    return Stream.of(texts).map(t -> Expression.parse(t, NodeVariables.names(2))).toList();
  }

  private static ComposedLaw select(List<List<Expression>> fronts, List<State> states) {
    ComposedLaw start =
        new ComposedLaw(
            2,
            List.of(fronts.get(0).get(0), fronts.get(1).get(0)),
            List.of(fronts.get(2).get(0), fronts.get(3).get(0)));
    int half = states.size() / 2;
    LawSelection selection =
        new LawSelection(
            fronts,
            List.of(),
            List.of(),
            new LawJudge(states.subList(0, half), states.subList(half, states.size()), 2));
    return selection.polished(selection.select(start), states);
  }

  /** The network mixes axes, divides by a function of the mass, and did not see the softening. */
  @Test
  void gravityIsFoundFromMessagesThatMixAxesAndHideTheReceiversMass() {
    List<State> states = LawStates.of("inverse-square", 2, 200);
    List<List<Expression>> fronts =
        List.of(
            edges(
                "(1.1*dx - 0.4*dy)*m2*(0.8 + 0.1*m1)/(r*r*(1.3*r + 0.2)) + 0.05",
                "m2*dx/r",
                "dx*m2*0.8/(r*r)"),
            edges(
                "(0.6*dx + 0.9*dy)*m2*(0.8 + 0.11*m1)/(r*r*(1.2*r + 0.17)) - 0.02", "m2*dy/(r*r)"),
            nodes("(s1*0.75 + s2*0.3)/(0.8 + 0.1*m) + 0.04", "0.8*s1"),
            nodes("(s2*0.9 - s1*0.5)/(0.82 + 0.1*m)", "s2"));
    ComposedLaw law = select(fronts, states);
    assertThat(LawFit.meanError(law, LawStates.of("inverse-square", 2, 300))).isLessThan(1e-6);
    assertThat(law.nodes().get(0).toText()).isEqualTo("s1");
  }

  /** Off by 1e-4 of the accelerations on most states, by much more where particles come close. */
  @Test
  void aSofteningOfAnotherFormIsNotTakenForTheTrueOne() {
    List<State> states =
        LawStates.of("inverse-square", 2, 600).stream()
            .filter(s -> Arrays.stream(s.acceleration()).allMatch(a -> Math.abs(a) < 20))
            .toList();
    List<List<Expression>> fronts =
        List.of(
            edges("dx*m2/((0.00008 + r*r)*(0.02004 + r))"),
            edges("dy*m2/((0.00008 + r*r)*(0.02004 + r))"),
            nodes("s1"),
            nodes("s2"));
    ComposedLaw law = select(fronts, states);
    assertThat(LawFit.meanError(law, LawStates.of("inverse-square", 2, 300))).isLessThan(1e-6);
  }

  @Test
  void chargesAreFoundFromFormulasOfTheirFronts() {
    List<State> states = LawStates.of("charge", 2, 200);
    List<List<Expression>> fronts =
        List.of(
            edges("(dx - 0.3*dy)*q2/(r*r*r + 0.02)", "(dx - 0.3*dy)*q2/(r*(r + 0.1))"),
            edges("(0.2*dx + dy)*q2/(r*r*r + 0.03) + 0.1"),
            nodes("-0.9*q*(s1 + 0.3*s2)/(m + 0.02)", "q*s1"),
            nodes("-q*(s2 - 0.2*s1)/m"));
    ComposedLaw law = select(fronts, states);
    assertThat(LawFit.meanError(law, LawStates.of("charge", 2, 300))).isLessThan(1e-5);
  }

  /** Message and node function may share the mass in many ways; the message is the shortest. */
  @Test
  void theReceiversMassGoesFromTheMessageToTheNode() {
    List<State> states = LawStates.of("spring", 2, 100);
    List<List<Expression>> fronts =
        List.of(
            edges("(dx + 0.3*dy)*(1.1*r - 0.9)/(m1*r) + 0.1"),
            edges("(dy - 0.2*dx)*(1.2*r - 1.1)/(m1*r)"),
            nodes("0.9*s1 - 0.3*s2"),
            nodes("0.9*s2 + 0.2*s1"));
    ComposedLaw law = select(fronts, states);
    assertThat(LawFit.meanError(law, LawStates.of("spring", 2, 100))).isLessThan(1e-6);
    assertThat(law.edges().get(0).variables()).doesNotContain("m1");
    assertThat(law.nodes().get(1).toText()).isEqualTo("s2 / m");
  }

  @Test
  void aDragIsFoundBesideThePairs() {
    List<State> states = LawStates.of("damped", 2, 100);
    List<List<Expression>> fronts =
        List.of(
            edges("dx*(1.1 - 0.9/r)"),
            edges("dy*(1.1 - 0.9/r)"),
            nodes("(s1 - 0.8*vx)/(m + 0.1)"),
            nodes("s2/m - vy/(m + 0.2)"));
    ComposedLaw law = select(fronts, states);
    assertThat(LawFit.meanError(law, LawStates.of("damped", 2, 100))).isLessThan(1e-6);
  }
}
