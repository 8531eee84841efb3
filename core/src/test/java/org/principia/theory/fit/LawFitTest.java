package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.law.ComposedLaw;

final class LawFitTest {
  private static final List<State> STATES = LawStates.of("inverse-square", 2, 60);

  private static ComposedLaw gravity(String scale, String softening) {
    String g = scale + "*m2/(r*(r + " + softening + ")^2)";
    return ComposedLaw.parse(2, List.of("dx*" + g, "dy*" + g), List.of("s1", "s2"));
  }

  @Test
  void copiesForAnotherAxisKeepTheConstantsOfTheFirst() {
    ComposedLaw fitted = LawFit.fit(gravity("0.8", "0.02"), STATES);
    double[] first = fitted.edges().get(0).constants();
    assertThat(fitted.edges().get(1).constants()).isEqualTo(first);
    assertThat(first[0]).isCloseTo(1, within(1e-5));
    assertThat(first[1]).isCloseTo(0.01, within(1e-5));
  }

  @Test
  void aLawThatIsRightAlreadyIsNotMadeWorse() {
    ComposedLaw right = gravity("1.0", "0.01");
    double before = LawFit.meanError(right, STATES);
    assertThat(LawFit.meanError(LawFit.fit(right, STATES), STATES))
        .isLessThanOrEqualTo(before + 1e-15);
  }

  @Test
  void withoutIterationsTheLawIsTheOneGiven() {
    ComposedLaw start = gravity("0.8", "0.02");
    assertThat(LawFit.fit(start, StateColumns.of(STATES, 2), new boolean[2], 0)).isEqualTo(start);
  }

  @Test
  void aStartThatIsNotFiniteIsGivenBack() {
    ComposedLaw pole =
        ComposedLaw.parse(2, List.of("0.8*dx/(r - r)", "0.8*dy/(r - r)"), List.of("s1", "s2"));
    assertThat(LawFit.fit(pole, STATES)).isEqualTo(pole);
  }

  @Test
  void theMeanErrorIsOverAllComponents() {
    State state =
        LawStates.state(
            new double[] {1, 1},
            new double[] {1, 1},
            new double[] {0, 0, 1, 0},
            new double[4],
            new double[] {1, 2, -3, 4});
    ComposedLaw nothing = ComposedLaw.parse(2, List.of("0*dx", "0*dy"), List.of("s1", "s2"));
    assertThat(LawFit.meanError(nothing, List.of(state))).isEqualTo((1 + 2 + 3 + 4) / 4.0);
  }

  @Test
  void largeErrorsOfNearEncountersDoNotDecide() {
    // One state of two particles so close that its acceleration is 1e6 times the others'.
    State near =
        LawStates.state(
            new double[] {1, 1},
            new double[] {1, 1},
            new double[] {0, 0, 1e-3, 0},
            new double[4],
            new double[] {2e6, 0, -2e6, 0});
    List<State> states = new ArrayList<>(STATES);
    states.add(near);
    ComposedLaw fitted = LawFit.fit(gravity("0.8", "0.01"), states);
    assertThat(fitted.edges().get(0).constants()[0]).isCloseTo(1, within(0.05));
  }
}
