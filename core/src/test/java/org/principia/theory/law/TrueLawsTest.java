package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.fit.LawJudge;
import org.principia.theory.fit.LawStates;

/** The formulas of each law in the simulator, composed as the network composes its functions. */
final class TrueLawsTest {

  /**
   * The law with one function g of all axes: message {@code g dx}. D is the drag (n - 1) / n of the
   * simulator's 4 and 8 particles.
   */
  private static ComposedLaw law(int dimension, String g, String node) {
    List<String> axes = List.of("x", "y", "z").subList(0, dimension);
    return ComposedLaw.parse(
        dimension,
        axes.stream().map(axis -> "(" + g + ")*d" + axis).toList(),
        axes.stream()
            .map(
                axis ->
                    node.replace("S", "s" + (axes.indexOf(axis) + 1))
                        .replace("V", "v" + axis)
                        .replace("D", dimension == 2 ? "0.75" : "0.875"))
            .toList());
  }

  private static double relativeError(ComposedLaw law, List<State> states) {
    double size =
        states.stream()
            .flatMapToDouble(s -> java.util.Arrays.stream(s.acceleration()))
            .map(Math::abs)
            .average()
            .orElseThrow();
    return LawFit.meanError(law, states) / size;
  }

  @ParameterizedTest
  @CsvSource({
    "spring, 1 - 1/r, S/m",
    "inverse-distance, m1*m2/(r*(r + 0.01)), S/m",
    "inverse-distance, m2/(r*(r + 0.01)), S",
    "inverse-square, m1*m2/(r*(r + 0.01)^2), S/m",
    "inverse-square, m2/(r*(r + 0.01)^2), S",
    "charge, -q1*q2/(r*(r + 0.01)^2), S/m",
    "charge, q2/(r*(r + 0.01)^2), -q*S/m",
    "damped, 1 - 1/r, (S - D*V)/m"
  })
  void composingTheTrueFormulasGivesTheTrueLaw(String name, String g, String node) {
    for (int dimension : new int[] {2, 3}) {
      assertThat(relativeError(law(dimension, g, node), LawStates.of(name, dimension, 30)))
          .as("%s in %d dimensions", name, dimension)
          .isLessThan(1e-12);
    }
  }

  /** The bound on the law's error: a thousandth of the accelerations must not pass as exact. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-4, 1e-5})
  void aLawSpoiltByAThousandthOrLessIsNotExact(double spoilt) {
    List<State> states = LawStates.of("spring", 2, 40);
    LawJudge judge = new LawJudge(states, 2);
    ComposedLaw right = law(2, "1 - 1/r", "S/m");
    ComposedLaw wrong = law(2, (1 + spoilt) + " - " + (1 + spoilt) + "/r", "S/m");
    assertThat(judge.score(right).isExact()).isTrue();
    assertThat(judge.score(wrong).isExact()).isFalse();
    assertThat(relativeError(wrong, states)).isCloseTo(spoilt, within(1e-9));
    assertThat(judge.score(wrong).cost())
        .as("the right law costs less")
        .isGreaterThan(judge.score(right).cost());
  }

  @Test
  void aWrongSofteningIsNotExact() {
    List<State> states = LawStates.of("inverse-square", 2, 100);
    LawJudge judge = new LawJudge(states, 2);
    assertThat(judge.score(law(2, "m2/(r*(r + 0.01)^2)", "S")).isExact()).isTrue();
    assertThat(judge.score(law(2, "m2/(r*(r + 0.0101)^2)", "S")).isExact()).isFalse();
  }

  @Test
  void theBoundOnTheErrorIsThatOfStoredAccelerations() {
    // Single precision: half a unit in the last place is 2^-25 = 3e-8 of a number; laws that are
    // right have 2e-7 to 7e-7 on stored states. A bound 100 times as large would be 2e-4.
    assertThat(LawJudge.FLOOR).isBetween(7e-7, 1e-5);
  }

  @Test
  void theForceIsReadOffTheComposedLaw() {
    Expression attraction =
        PhysicalForm.of(law(3, "m2/(r*(r + 0.01)^2)", "S"))
            .orElseThrow()
            .attraction()
            .orElseThrow();
    // m1, m2, q1, q2, dx, dy, dz, r
    double[] edge = {2, 3, 1, 1, 0, 3, 4, 5};
    assertThat(attraction.evaluate(edge)).isCloseTo(2 * 3 / (5.01 * 5.01), within(1e-12));
  }
}
