package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.graphs.GraphSchema;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.FrontMember;
import org.principia.validation.Verification.MemberVerdict;

final class VerificationTest {
  private static final ValidationSettings SETTINGS = ValidationSettings.defaults();

  /** Messages 2 fx + fy + 0.5 and fx - fy. */
  private static final AffineFit[] MAPS = {
    new AffineFit(new double[] {2, 1}, 0.5, 1), new AffineFit(new double[] {1, -1}, 0, 1)
  };

  private static Verification of(String law, MessageQuantity quantity) {
    ForceLaw truth = ForceLaws.of(law, 0.01);
    return new Verification(
        ForcePoints.of(truth, 2, 1),
        NodePoints.of(MAPS, quantity, truth, GraphSchema.particles(2), 4, 1),
        SETTINGS.linearity());
  }

  private static MemberVerdict edge(Verification verification, String component, String formula) {
    Expression expression = Expression.parse(formula, EdgeVariables.names(2));
    return verification.of(member(component, formula, expression));
  }

  private static MemberVerdict node(Verification verification, String component, String formula) {
    Expression expression = Expression.parse(formula, NodeVariables.names(2));
    return verification.of(member(component, formula, expression));
  }

  private static FrontMember member(String component, String formula, Expression expression) {
    int complexity = expression.complexity();
    return new FrontMember(
        component, complexity, 0, 0, formula, "", false, FrontMember.FREE, "", formula, 0);
  }

  private static MemberVerdict edge(String law, String formula) {
    return edge(of(law, MessageQuantity.FORCE), "message_1", formula);
  }

  private static MemberVerdict node(String law, MessageQuantity quantity, String formula) {
    return node(of(law, quantity), "acceleration_1", formula);
  }

  @Test
  void everyAffineMapOfTheForceIsTheForce() {
    assertThat(edge("spring", "dx - dx/r").recovered()).isTrue();
    assertThat(edge("spring", "3 - 2*dx + 2*dx/r + 0.1*dy*(1 - 1/r)").recovered()).isTrue();
    assertThat(edge("spring", "dx - 0.7*dx/r").recovered()).isFalse();
    assertThat(edge("spring", "sqrt(dx)").nonlinearity()).isInfinite();
  }

  @Test
  void theForceDividedByTheReceiversMassIsTheForceToo() {
    MemberVerdict verdict = edge("inverse-square", "m2*dx/(r*(r + 0.01)^2)");
    assertThat(verdict.recovered()).isTrue();
    assertThat(verdict.carries()).contains(MessageQuantity.SPECIFIC_FORCE);
    assertThat(verdict.nonlinearity()).isLessThan(1e-12);
    assertThat(edge("inverse-square", "dx/(r*(r + 0.01)^2)").recovered()).isFalse();
  }

  @Test
  void theForceDividedByTheReceiversChargeIsTheForceToo() {
    MemberVerdict field = edge("charge", "q2*dx/(r*(r + 0.01)^2)");
    assertThat(field.recovered()).isTrue();
    assertThat(field.carries()).contains(MessageQuantity.FIELD);
    MemberVerdict specific = edge("charge", "q2*dx/(m1*r*(r + 0.01)^2)");
    assertThat(specific.recovered()).isTrue();
    assertThat(specific.carries()).contains(MessageQuantity.SPECIFIC_FIELD);
    assertThat(edge("charge", "dx/(r*(r + 0.01)^2)").recovered()).isFalse();
    assertThat(node("charge", MessageQuantity.FIELD, "q*(s1 - 1.5 + s2)/(3*m)").recovered())
        .isTrue();
    assertThat(node("charge", MessageQuantity.FIELD, "(s1 - 1.5 + s2)/(3*m)").recovered())
        .isFalse();
  }

  @Test
  void aNodeIsJudgedOnExactMessages() {
    // With n = 4 the sum of the first message has an offset of 1.5.
    String right = "(s1 - 1.5 + s2)/(3*m)";
    assertThat(node("spring", MessageQuantity.FORCE, right).recovered()).isTrue();
    assertThat(node("spring", MessageQuantity.FORCE, right + " + 0.2").recovered()).isTrue();
    assertThat(node("spring", MessageQuantity.FORCE, "(s1 - 1.5 + s2)/3").recovered()).isFalse();
    assertThat(node("spring", MessageQuantity.FORCE, "s1/m").recovered()).isFalse();
    assertThat(node("inverse-square", MessageQuantity.SPECIFIC_FORCE, "(s1 + s2)/3").recovered())
        .isTrue();
    assertThat(node("damped", MessageQuantity.FORCE, right + " - 0.75*vx/m").recovered()).isTrue();
    assertThat(node("damped", MessageQuantity.FORCE, right).recovered()).isFalse();
  }

  private static Diagnosis diagnosis(double r2, ComposedLaw law, String... formulas) {
    double[] figures = {r2, r2};
    Linearity linearity =
        new Linearity(
            MessageQuantity.FORCES.stream()
                .map(quantity -> new Linearity.Figures(quantity, figures, figures, figures))
                .toList());
    Verification verification = of("spring", MessageQuantity.FORCE);
    List<MemberVerdict> members =
        List.of(
            edge(verification, "message_1", formulas[0]),
            edge(verification, "message_2", formulas[1]),
            node(verification, "acceleration_1", formulas[2]),
            node(verification, "acceleration_2", formulas[2]));
    Recovery recovery = Recovery.of(law, ForceLaws.of("spring", 0.01), 4, SETTINGS, 1);
    return Diagnosis.of(linearity, members, recovery, 0.3, SETTINGS);
  }

  private static ComposedLaw law(String edge1, String node1) {
    return ComposedLaw.parse(2, List.of(edge1, "dy - dy/r"), List.of(node1, "s2/m"));
  }

  @Test
  void theReasonIsTheFirstStepThatFailed() {
    ComposedLaw right = law("dx - dx/r", "s1/m");
    ComposedLaw wrongEdge = law("dx", "s1/m");
    ComposedLaw wrongNode = law("dx - dx/r", "s1");
    String f1 = "dx - dx/r";
    String f2 = "dy - dy/r";
    assertThat(diagnosis(0.99, right, f1, f2, "s1").reason()).isEqualTo("none");
    Diagnosis network = diagnosis(0.8, wrongEdge, f1, f2, "s1");
    assertThat(network.reason()).isEqualTo("network");
    assertThat(network.sentence()).contains("R2 0.800, 0.800", "0.30 of the mean acceleration");
    Diagnosis search = diagnosis(0.99, wrongEdge, "dx", f2, "s1");
    assertThat(search.reason()).isEqualTo("search");
    assertThat(search.sentence()).contains("message_1 comes to 1 - R2 = ").doesNotContain("_2");
    Diagnosis choice = diagnosis(0.99, wrongEdge, f1, f2, "s1");
    assertThat(choice.reason()).isEqualTo("choice");
    assertThat(choice.sentence()).contains("at complexity 5, 5");
    Diagnosis node = diagnosis(0.99, wrongNode, f1, f2, "s1");
    assertThat(node.reason()).isEqualTo("node");
    assertThat(node.sentence()).contains("acceleration_1 comes to");
  }
}
