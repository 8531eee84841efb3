package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.spline.KnownFactor;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Pairs;
import org.principia.observed.spline.Strengths;
import org.principia.observed.weak.Extra;
import org.principia.symbolic.expression.Expression;

final class LawConfigurationTest {
  private static final KnownFactor MASS = new KnownFactor("mass", "");
  private static final Map<String, double[]> ONES = Map.of("r", new double[] {1, 1});

  private static String text(String formula, Strengths strengths, int order, double... drag) {
    Expression g = Expression.parse(formula, List.of("r"));
    int[] extras = drag.length == 0 ? new int[0] : new int[] {Extra.DRAG.offset(2)};
    return LawConfiguration.of(
        new FormulaState(
            g,
            new boolean[g.constants().length],
            strengths,
            extras,
            drag,
            Map.of("r", new double[] {2, 2}),
            ONES,
            ONES,
            Pairs.ALIKE),
        new KnownRuns(
            Map.of("r", List.of("a", "b")),
            List.of(""),
            Map.of(),
            2,
            new double[] {0.5, 1, 4},
            false,
            Map.of("r", Map.of("mass", new double[] {1, 3})),
            0.01,
            true),
        order);
  }

  /** The acceleration that the simulator has of a receiver and a sender of some masses, charges. */
  private static double acceleration(String text, double r, double... of) {
    String line = text.lines().filter(l -> l.startsWith("laws.found")).findFirst().orElseThrow();
    String force = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
    ForceLaw law = new LawDefinition("found", force, 0.01).law();
    return law.attraction(r, of[0], of[1], of[2], of[3]) / of[0];
  }

  @Test
  void strengthsBecomeMassesAndCharges() {
    // Sources: rms 2 for a mass of 1.
    String sources = text("3 / r^2", Strengths.EQUAL.learning(true, false, true), 2);
    assertThat(acceleration(sources, 2, 5, 7, 1, 1)).isEqualTo(7 * 2 * 3 / 4.0);
    String responses = text("3 / r^2", Strengths.EQUAL.learning(false, true, true), 2);
    assertThat(acceleration(responses, 2, 5, 7, 1, 1)).isEqualTo(3 / 4.0 / 5);
    String both = text("3 / r^2", Strengths.EQUAL.learning(true, true, true), 2);
    assertThat(acceleration(both, 2, 5, 7, 1, -1)).isEqualTo(-2 * 3 / 4.0 / 5);
    assertThat(acceleration(text("3 / r^2", Strengths.EQUAL, 2), 2, 5, 7, 1, 1)).isEqualTo(0.75);
    Strengths masses = Strengths.given(MASS, KnownFactor.ONE);
    assertThat(acceleration(text("3 / r^2", masses, 2), 2, 5, 7, 1, 1)).isEqualTo(7 * 0.75);
    Strengths charges =
        Strengths.given(new KnownFactor("charge", ""), new KnownFactor("charge", "mass"));
    assertThat(acceleration(text("3 / r^2", charges, 2), 2, 5, 7, -1, 1)).isEqualTo(-0.75 / 5);
  }

  @Test
  void aLawThatIsNotFiniteEverywhereIsKeptToTheDistancesThatWereSeen() {
    String text = text("exp(r^r)", Strengths.EQUAL, 2);
    assertThat(text).contains("# Beyond the distances that were seen");
    assertThat(acceleration(text, 2, 1, 1, 1, 1)).isEqualTo(Math.exp(4));
    assertThat(acceleration(text, 100, 1, 1, 1, 1)).isEqualTo(Math.exp(256));
  }

  @Test
  void whatGraphsDoNotHoldStandsInComments() {
    assertThat(text("r", Strengths.EQUAL, 2, 0.5)).contains("  # drag = 0.5\n");
    assertThat(text("r", Strengths.EQUAL, 1)).contains("  # order = 1, drag = 1\n");
    assertThat(text("r", Strengths.EQUAL, 2, -0.5)).contains("# The simulator knows no drag of");
  }
}
