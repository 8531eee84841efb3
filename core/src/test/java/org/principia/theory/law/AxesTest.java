package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;

final class AxesTest {
  private static Expression edge(String text) {
    return Expression.parse(text, EdgeVariables.names(3));
  }

  private static Expression node(String text) {
    return Expression.parse(text, NodeVariables.names(3));
  }

  @ParameterizedTest
  @CsvSource({"0, dx*m2/r", "1, dy*m2/r", "2, dz*m2/r"})
  void aFormulaOfTheFirstAxisBecomesThatOfAnother(int axis, String expected) {
    assertThat(Axes.edges(3).exchanged(edge("dx*m2/r"), axis)).isEqualTo(edge(expected));
    assertThat(Axes.edges(3).exchanged(edge(expected), axis)).isEqualTo(edge("dx*m2/r"));
  }

  @Test
  void theTwoAxesChangePlacesAndTheThirdStays() {
    assertThat(Axes.edges(3).exchanged(edge("dx - 2*dy + 3*dz"), 1))
        .isEqualTo(edge("dy - 2*dx + 3*dz"));
  }

  @Test
  void positionVelocityAndSumsOfANodeTurnTogether() {
    assertThat(Axes.nodes(3).exchanged(node("s1/m + vx*x - q*s3"), 2))
        .isEqualTo(node("s3/m + vz*z - q*s1"));
  }

  @Test
  void variablesOfNoAxisAreNotTouched() {
    Expression formula = edge("m1*m2 + q1/q2 - r");
    assertThat(Axes.edges(3).exchanged(formula, 2)).isEqualTo(formula);
  }

  @Test
  void theTurnedFormulaIsEvaluatedAtTheTurnedPlace() {
    // m1, m2, q1, q2, dx, dy, r: the variables keep their numbers.
    double[] at = {1, 2, 3, 4, 5, 6, 7};
    Expression formula = Expression.parse("10*dx + m2", EdgeVariables.names(2));
    assertThat(Axes.edges(2).exchanged(formula, 1).evaluate(at)).isEqualTo(62);
  }

  @Test
  void familiesAreThoseOfTheLayouts() {
    assertThat(Axes.edges(2).families()).isEqualTo(List.of(List.of("dx", "dy")));
    assertThat(Axes.nodes(2).families())
        .isEqualTo(List.of(List.of("x", "y"), List.of("vx", "vy"), List.of("s1", "s2")));
  }
}
