package org.principia.theory.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;

final class CentralCandidatesTest {
  /** m1, m2, q1, q2, dx, dy, r, of which no two candidates of the tests make the same. */
  private static final double[] EDGE = {2, 3, 5, 7, 11, 13, 17};

  /** m, q, x, y, vx, vy, s1, s2. */
  private static final double[] NODE = {2, 5, 1, 1, 1, 1, 1, 1};

  private static CentralCandidates of(List<String> edges, List<String> nodes) {
    return new CentralCandidates(
        2,
        edges.stream().map(t -> Expression.parse(t, EdgeVariables.names(2))).toList(),
        nodes.stream().map(t -> Expression.parse(t, NodeVariables.names(2))).toList());
  }

  private static Set<Double> pairs(CentralCandidates candidates) {
    return candidates.laws().stream()
        .map(law -> law.pair().evaluate(EDGE))
        .collect(Collectors.toSet());
  }

  private static Set<Double> nodes(CentralCandidates candidates) {
    return candidates.laws().stream()
        .map(law -> law.node().evaluate(NODE))
        .collect(Collectors.toSet());
  }

  @Test
  void coefficientsOfTheSeparationAreFunctionsWithoutTheirNumbers() {
    assertThat(pairs(of(List.of("-2.5*m2*dx + 4*r*dy + 7"), List.of())))
        .containsExactlyInAnyOrder(3.0, 17.0);
  }

  @Test
  void theReceiversMassAndChargeMayBeLeftOut() {
    // m1 q1 r: with both, without the mass, without the charge, without both.
    assertThat(pairs(of(List.of("m1*q1*r*dx"), List.of())))
        .containsExactlyInAnyOrder(170.0, 85.0, 34.0, 17.0);
  }

  @Test
  void aMessageThatIsNotLinearInTheSeparationGivesNone() {
    assertThat(of(List.of("dx*dx", "m1*m2", "dx/dy"), List.of("s1/m")).laws()).isEmpty();
  }

  @Test
  void nodesAreOneAndTheInverseMassAndThoseOfTheFronts() {
    assertThat(nodes(of(List.of("dx"), List.of()))).containsExactlyInAnyOrder(1.0, 0.5);
    assertThat(nodes(of(List.of("dx"), List.of("3*q*s1 + x", "s2*m"))))
        .containsExactlyInAnyOrder(1.0, 0.5, 5.0, 2.0);
    // A coefficient of a sum that depends on more than the particle is none.
    assertThat(nodes(of(List.of("dx"), List.of("x*s1", "s1*s2"))))
        .containsExactlyInAnyOrder(1.0, 0.5);
  }

  @Test
  void equalStructuresAreTriedOnce() {
    assertThat(of(List.of("2*m2*dx", "3*m2*dy", "-m2*dx/5"), List.of("s1", "4*s2")).laws())
        .hasSize(2);
  }

  @Test
  void aDragIsTriedInBothDirections() {
    CentralCandidates candidates = of(List.of("dx"), List.of("s1/m - 0.75*q*vx"));
    CentralLaw law = candidates.laws().get(0);
    assertThat(law.drag()).isEmpty();
    assertThat(candidates.withDrag(law))
        .extracting(CentralLaw::drag)
        .extracting(Optional::orElseThrow)
        .extracting(w -> w.evaluate(NODE))
        .containsExactlyInAnyOrder(5.0, -5.0);
    assertThat(of(List.of("dx"), List.of("s1/m")).withDrag(law)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-3*m1, m1",
    "2*m1/(4*r), m1/r",
    "m1/7, m1",
    "-(-(5*r)), r",
    "6, 1",
    "0, 0",
    "2 + m1, 2 + m1",
    "3*(2 + m1), 2 + m1"
  })
  void signsFactorsAndDivisorsThatAreNumbersAreTakenOff(String text, String bare) {
    List<String> names = EdgeVariables.names(2);
    assertThat(CentralCandidates.bare(Expression.parse(text, names)).evaluate(EDGE))
        .isEqualTo(Expression.parse(bare, names).evaluate(EDGE));
  }
}
