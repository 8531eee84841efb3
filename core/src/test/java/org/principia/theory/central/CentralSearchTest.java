package org.principia.theory.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.fit.LawJudge;
import org.principia.theory.fit.LawStates;

final class CentralSearchTest {
  private static final String[] UNTAUGHT_EDGES = {
    "0.1753 * dx",
    "0.008303 * (dx * (20.05 + m2))",
    "0.006019 * (dx * (30.74 + (m2 - r)))",
    "0.1258 + -0.01106 * (dx * (-5.993 + m2 * (-16.52 + m2)))",
    "0.1258 + -0.01106 * (dx * (-5.991 + (m2 + m2 * (-17.52 + m2))))",
    "0.1284 + -0.01102 * (dx * (-5.165 + (-0.3352 * r + m2 * (-16.48 + m2))))",
    "-0.2833 * dy",
    "-0.271 * (dy - dx)",
    "-0.2975 * (dy - 0.8459 * dx)",
    "-0.2332 * (m2 * (0.5824 + dy) - dx)",
    "-0.2982 * dy + 0.2523 * dx",
    "(1.32 + m2) * (-0.1332 * dy + 0.09567 * dx)",
    "(4.832 + (m2 - r)) * (-0.08196 * dy + 0.07044 * dx)",
    "(-34.53 + m2 * (-44.49 + m2)) * (-0.003087 * dx + 0.003857 * dy)",
    "(-34.53 + (m2 + m2 * (-45.49 + m2))) * (-0.003087 * dx + 0.003857 * dy)",
    "(-72.14 + (14.57 * r + m2 * (-45.15 + m2))) * (-0.003044 * dx + 0.003766 * dy)"
  };

  private static final String[] UNTAUGHT_NODES = {
    "-0.523 * (x + y + -0.6188 * (s1 + s2))",
    "-0.4413 * (s2 + (x + y))",
    "-0.5008 * (x - s1)",
    "0.2848 * (s1 - 2.602 * x)",
    "-0.5604 * (x + y + -0.7449 * s2)",
    "0.2039 * s2 + 0.5027 * s1",
    "0.1263 * (s1 * (5.146 + q))",
    "0.02538 * (s1 * (24.85 + m / q))",
    "0.1263 * (s1 * (5.146 + q))",
    "-0.0007464 * (s1 * (-846 + (-28.36 - m) * (m * q)))",
    "0.5212 + (-0.6473 + 0.6966 * s1) * (q * (0.2238 + q))",
    "-0.5957 * (x + s2)",
    "-0.4164 * (x + (s2 + 1.211 * y))",
    "-0.441 * (s2 + (x + y) + -0.4082 * vy)",
    "-0.4925 * s2",
    "-0.001763 * (s2 * (275.3 + q))",
    "-0.008554 * (s2 * (57.2 + m / q))",
    "-0.003782 * (s2 * (138.8 + (q + -6.945 / m)))",
    "0.01128 * (s2 * (-43.51 + (3.939 - m) * (m * q)))",
    "61.67 + (-61.78 + -0.4908 * s2) * (q * q)"
  };

  private static List<Expression> edges(String... formulas) {
    return List.of(formulas).stream()
        .map(text -> Expression.parse(text, EdgeVariables.names(2)))
        .toList();
  }

  private static List<Expression> nodes(String... formulas) {
    return List.of(formulas).stream()
        .map(text -> Expression.parse(text, NodeVariables.names(2)))
        .toList();
  }

  private static Optional<CentralSearch.Judged> best(
      String law, List<Expression> edges, List<Expression> nodes) {
    List<State> states = LawStates.of(law, 2, 80);
    LawJudge judge = new LawJudge(states.subList(0, 40), states.subList(40, 80), 2);
    return new CentralSearch(judge).best(new CentralCandidates(2, edges, nodes));
  }

  /** Error of the law found, relative to nothing: mean over fresh states of the law. */
  private static double error(String law, List<Expression> edges, List<Expression> nodes) {
    List<State> fresh = LawStates.of(law, 2, 120).subList(80, 120);
    return LawFit.meanError(best(law, edges, nodes).orElseThrow().law().composed(), fresh);
  }

  @ParameterizedTest
  @CsvSource({
    "spring, 0.9*dx*(1.2 - 0.8/r), s1/m",
    "inverse-distance, 0.7*dx*m2/(r*r), 1.1*s1",
    "inverse-square, -0.8*dx*m2/(r*r*r), 0.9*s1",
    "charge, -1.3*dx*q1*q2/(r*r*r), 1.2*s1/m"
  })
  void theTrueLawIsFoundFromFormulasWithWrongConstants(String law, String edge, String node) {
    assertThat(error(law, edges(edge), nodes(node))).isLessThan(2e-5);
  }

  @Test
  void ofEqualLawsTheOneWithTheShorterMessageIsTaken() {
    CentralLaw found =
        best("spring", edges("dx*(1.1*r - 0.9)/(m1*r)"), nodes("0.9*s1")).orElseThrow().law();
    assertThat(found.pair().variables()).doesNotContain("m1");
    assertThat(found.node().variables()).containsExactly("m");
  }

  @Test
  void aFactorThatNoFormulaHasIsFound() {
    assertThat(error("inverse-distance", edges("dx/(r*r)"), nodes("s1"))).isLessThan(2e-5);
  }

  @Test
  void aDragIsFoundWhereANodeFormulaHasOne() {
    assertThat(error("damped", edges("dx*(1 - 1/r)"), nodes("(s1 - 0.6*vx)/m"))).isLessThan(2e-5);
    assertThat(error("damped", edges("dx*(1 - 1/r)"), nodes("s1/m"))).isGreaterThan(0.01);
  }

  @Test
  void aBeamOfSeveralStartsReachesALawThatTheBestStartAloneMisses() {
    // Fronts of a network that learnt next to nothing of another law: no message has the right
    // function, and the one with the smallest error is not the one that leads on.
    List<State> states = LawStates.of("spring", 2, 20);
    LawJudge judge = new LawJudge(states.subList(0, 10), states.subList(10, 20), 2);
    CentralCandidates candidates =
        new CentralCandidates(2, edges(UNTAUGHT_EDGES), nodes(UNTAUGHT_NODES));
    double alone = new CentralSearch(judge, 1).best(candidates).orElseThrow().verdict().error();
    double beam = new CentralSearch(judge).best(candidates).orElseThrow().verdict().error();
    assertThat(alone).isGreaterThan(0.05);
    assertThat(beam).isLessThan(0.005);
  }

  @Test
  void withoutAFormulaAlongTheSeparationThereIsNoLaw() {
    assertThat(best("spring", edges("dx*dx", "m2", "dx*dy"), nodes("s1/m"))).isEmpty();
  }
}
