package org.principia.theory.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.law.ComposedLaw;

final class CentralLawTest {
  private static final Expression ONE = Expression.constant(1);

  private static Expression edge(String text) {
    return Expression.parse(text, EdgeVariables.names(2));
  }

  private static Expression node(String text) {
    return Expression.parse(text, NodeVariables.names(2));
  }

  private static CentralLaw law(String g, Expression h, Optional<Expression> w) {
    return new CentralLaw(2, edge(g), h, w);
  }

  /** Two particles of masses 2 and 3 at (0, 0) and (3, 4), velocities (1, 2) and 0. */
  private static double[] accelerations(ComposedLaw law) {
    double[] out = new double[4];
    law.accelerations(
        new double[] {2, 3},
        new double[] {1, -1},
        2,
        new double[] {0, 0, 3, 4},
        new double[] {1, 2, 0, 0},
        out);
    return out;
  }

  @Test
  void theLawIsWhatItsFormulaSays() {
    // a = (1/m) 7 m2 (x_j - x_i) - 0.5 v
    CentralLaw law = law("7*m2", node("1/m"), Optional.of(node("-0.5*m/m")));
    assertThat(accelerations(law.written()))
        .containsExactly(
            new double[] {7 * 3 * 3 / 2.0 - 0.5, 7 * 3 * 4 / 2.0 - 1, -7 * 2, -7 * 2 * 4 / 3.0},
            within(1e-12));
    assertThat(accelerations(law.composed()))
        .containsExactly(accelerations(law.written()), within(1e-12));
  }

  @Test
  void aFunctionThatIsOneIsNotWritten() {
    ComposedLaw bare = law("1", ONE, Optional.empty()).written();
    assertThat(bare.edges()).isEqualTo(List.of(edge("dx"), edge("dy")));
    assertThat(bare.nodes()).isEqualTo(List.of(node("s1"), node("s2")));
    assertThat(bare.constants()).isEmpty();
  }

  @Test
  void theScaleOfTheNodesFunctionIsRedundant() {
    // Constants: 7 of each message, 1 of each node.
    assertThat(law("7*m2", node("1/m"), Optional.empty()).redundant())
        .containsExactly(false, false, true, true);
    assertThat(law("7*m2", ONE, Optional.empty()).redundant()).containsExactly(false, false);
    assertThat(law("7*m2", node("m"), Optional.empty()).redundant()).containsExactly(false, false);
  }

  @Test
  void fittedConstantsComeBackIntoTheParts() {
    CentralLaw law = law("7*m2", node("1/(m + 0.5)"), Optional.of(node("-0.25*q")));
    ComposedLaw written = law.written();
    double[] constants = written.constants();
    for (int c = 0; c < constants.length; c++) {
      constants[c] *= 3;
    }
    CentralLaw fitted = law.fitted(written.withConstants(constants));
    assertThat(fitted.pair()).isEqualTo(edge("21*m2"));
    assertThat(fitted.node().constants()).containsExactly(3, 1.5);
    assertThat(fitted.drag().orElseThrow().constants()).containsExactly(-0.75);
  }

  @Test
  void partsAreExchanged() {
    CentralLaw law = law("7*m2", node("1/m"), Optional.of(node("-0.5*q")));
    assertThat(law.parts()).hasSize(3);
    assertThat(law.withParts(law.parts())).isEqualTo(law);
    CentralLaw other = law.withParts(List.of(edge("r"), ONE, Expression.constant(0)));
    assertThat(other.drag()).as("a drag of zero is none").isEmpty();
    assertThat(other.pair()).isEqualTo(edge("r"));
    assertThat(law.withParts(List.of(edge("r"), ONE)).drag()).isEmpty();
  }
}
