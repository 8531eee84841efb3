package org.principia.dynamics.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.common.InputException;

final class ForceLawsTest {

  static Stream<ForceLaw> laws() {
    return ForceLaws.names().stream().map(name -> ForceLaws.of(name, 0.01));
  }

  /** By hand: masses 2 and 3, charges 1 and -1, softening 0.5. */
  @ParameterizedTest
  @CsvSource({
    "spring,           3.0,  2.0,     2.0",
    "spring,           0.25, -0.75,   0.28125",
    "inverse-distance, 1.5,  3.0,     4.1588830833596715",
    "inverse-square,   1.5,  1.5,     -3.0",
    "charge,           1.5,  0.25,    -0.5",
    "damped,           3.0,  2.0,     2.0",
    "superposition,    1.5,  1.75,    -3.5",
    "discontinuous,    1.75, 0.0,     0.0",
    "discontinuous,    2.0,  1.0,     0.0",
    "discontinuous,    3.0,  2.0,     1.5",
    "string,           0.25, -0.75,   0.28125",
  })
  void attractionAndPotentialAgreeWithHandWorkedValues(
      String name, double distance, double attraction, double potential) {
    ForceLaw law = ForceLaws.of(name, 0.5);
    assertThat(law.attraction(distance, 2, 3, 1, -1)).isEqualTo(attraction);
    assertThat(law.potential(distance, 2, 3, 1, -1)).isCloseTo(potential, within(1e-15));
  }

  @Test
  void equalChargesRepel() {
    assertThat(ForceLaws.of("charge", 0.01).attraction(1, 1, 1, -1, -1)).isNegative();
  }

  @Test
  void superpositionIsTheSumOfItsParts() {
    ForceLaw sum = ForceLaws.of("superposition", 0.01);
    double gravity = ForceLaws.of("inverse-square", 0.01).attraction(0.3, 1.7, 0.4, -1, 1);
    double charge = ForceLaws.of("charge", 0.01).attraction(0.3, 1.7, 0.4, -1, 1);
    assertThat(sum.attraction(0.3, 1.7, 0.4, -1, 1)).isCloseTo(gravity + charge, within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void attractionIsTheSlopeOfThePotential(ForceLaw law) {
    double h = 1e-5;
    for (double r = 0.05; r < 6; r *= 1.3) {
      double slope =
          (law.potential(r + h, 1.7, 0.4, -1, 1) - law.potential(r - h, 1.7, 0.4, -1, 1)) / (2 * h);
      double attraction = law.attraction(r, 1.7, 0.4, -1, 1);
      assertThat(slope).isCloseTo(attraction, within(1e-5 * (1 + Math.abs(attraction))));
    }
  }

  @Test
  void thePotentialOfTheDiscontinuousLawDoesNotJumpWhereItsForceDoes() {
    ForceLaw law = ForceLaws.of("discontinuous", 0);
    double below = Math.nextDown(2);
    assertThat(law.attraction(2, 1, 1, 1, 1) - law.attraction(below, 1, 1, 1, 1)).isEqualTo(1);
    assertThat(law.potential(2, 1, 1, 1, 1)).isEqualTo(law.potential(below, 1, 1, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void receiverAndSenderMayChangePlaces(ForceLaw law) {
    assertThat(law.reciprocal()).isTrue();
    assertThat(law.attraction(0.7, 1.7, 0.4, -1, 1))
        .isEqualTo(law.attraction(0.7, 0.4, 1.7, 1, -1));
    assertThat(law.potential(0.7, 1.7, 0.4, -1, 1)).isEqualTo(law.potential(0.7, 0.4, 1.7, 1, -1));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aLawHasTheNameItIsAskedFor(ForceLaw law) {
    assertThat(ForceLaws.of(law.name(), 0.01)).isEqualTo(law);
  }

  @Test
  void theTextOfALawSaysTheOwnForces() {
    assertThat(laws().map(law -> law.name() + ": " + law.formula()))
        .containsExactly(
            "spring: (r - 1) u",
            "inverse-distance: m1 m2 u / (r + 0.01)",
            "inverse-square: m1 m2 u / (r + 0.01)^2",
            "charge: -q1 q2 u / (r + 0.01)^2",
            "damped: (r - 1) u - v1 / n",
            "superposition: (m1 m2 - q1 q2) u / (r + 0.01)^2",
            "discontinuous: 0 for r < 2, (r - 1) u beyond",
            "string: (r - 1) u between neighbours on a chain; -m1 e2 on each particle");
  }

  @ParameterizedTest
  @CsvSource({
    "spring, 0.01, ENERGY MOMENTUM ANGULAR_MOMENTUM",
    "inverse-distance, 0.005, ENERGY MOMENTUM ANGULAR_MOMENTUM",
    "inverse-square, 0.001, ENERGY MOMENTUM ANGULAR_MOMENTUM",
    "charge, 0.001, ENERGY MOMENTUM ANGULAR_MOMENTUM",
    "damped, 0.02, ",
    "superposition, 0.001, ENERGY MOMENTUM ANGULAR_MOMENTUM",
    "discontinuous, 0.01, ENERGY MOMENTUM ANGULAR_MOMENTUM",
    "string, 0.01, ENERGY",
  })
  void timeStepAndConservedQuantitiesAreThoseOfTheTable(
      String name, double timeStep, String conserved) {
    ForceLaw law = ForceLaws.of(name, 0.01);
    assertThat(law.timeStep()).isEqualTo(timeStep);
    List<String> expected = conserved == null ? List.of() : List.of(conserved.split(" "));
    assertThat(law.conserved().stream().map(ForceLaw.Invariant::name))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void anUnknownLawIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(() -> ForceLaws.of("inverse-sqare", 0.01))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid dynamics.law: inverse-sqare (one of spring, inverse-distance,"
                + " inverse-square, charge, damped, superposition, discontinuous, string;"
                + " nearest: inverse-square)");
  }

  @Test
  void definedLawsAreAmongTheKnownOnes() {
    List<LawDefinition> definitions = List.of(new LawDefinition("yukawa", "exp(-r)", 0.01));
    assertThatThrownBy(() -> ForceLaws.of("yukava", 0.01, definitions))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("string, yukawa; nearest: yukawa)");
    assertThat(ForceLaws.of("yukawa", 0.01, definitions).attraction(2, 1, 1, 1, 1))
        .isEqualTo(Math.exp(-2));
    assertThat(ForceLaws.of("spring", 0.01, definitions)).isEqualTo(ForceLaws.of("spring", 0));
  }

  @Test
  void aNameIsDefinedOnce() {
    LawDefinition definition = new LawDefinition("yukawa", "exp(-r)", 0.01);
    assertThatThrownBy(() -> ForceLaws.of("spring", 0.01, List.of(definition, definition)))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid name of a law in the section laws: yukawa (each name once)");
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "NaN", "Infinity"})
  void softeningMustBeFiniteAndNotNegative(double softening) {
    assertThatThrownBy(() -> ForceLaws.of("charge", softening))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid dynamics.softening: " + softening + " (a number of at least 0)");
  }
}
