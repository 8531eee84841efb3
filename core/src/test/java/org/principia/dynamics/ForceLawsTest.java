package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
    "spring,           3.0,  2.0",
    "spring,           0.25, -0.75",
    "inverse-distance, 1.5,  3.0",
    "inverse-square,   1.5,  1.5",
    "charge,           1.5,  0.25",
  })
  void attractionAgreesWithHandWorkedValues(String name, double distance, double expected) {
    ForceLaw law = ForceLaws.of(name, 0.5);
    assertThat(law.attraction(distance, 2, 3, 1, -1)).isEqualTo(expected);
  }

  @Test
  void equalChargesRepel() {
    assertThat(ForceLaws.of("charge", 0.01).attraction(1, 1, 1, -1, -1)).isNegative();
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

  @ParameterizedTest
  @MethodSource("laws")
  void receiverAndSenderMayChangePlaces(ForceLaw law) {
    assertThat(law.attraction(0.7, 1.7, 0.4, -1, 1))
        .isEqualTo(law.attraction(0.7, 0.4, 1.7, 1, -1));
    assertThat(law.potential(0.7, 1.7, 0.4, -1, 1)).isEqualTo(law.potential(0.7, 0.4, 1.7, 1, -1));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aLawHasTheNameItIsAskedFor(ForceLaw law) {
    assertThat(ForceLaws.of(law.name(), 0.01)).isEqualTo(law);
  }

  @ParameterizedTest
  @CsvSource({"spring, 0.01", "inverse-distance, 0.005", "inverse-square, 0.001", "charge, 0.001"})
  void timeStepIsTheReports(String name, double expected) {
    assertThat(ForceLaws.of(name, 0.01).timeStep()).isEqualTo(expected);
  }

  @Test
  void anUnknownLawIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(() -> ForceLaws.of("inverse-sqare", 0.01))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid dynamics.law: inverse-sqare (one of spring, inverse-distance,"
                + " inverse-square, charge; nearest: inverse-square)");
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "NaN", "Infinity"})
  void softeningMustBeFiniteAndNotNegative(double softening) {
    assertThatThrownBy(() -> ForceLaws.of("charge", softening))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid dynamics.softening: " + softening + " (a number of at least 0)");
  }
}
