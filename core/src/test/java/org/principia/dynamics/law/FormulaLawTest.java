package org.principia.dynamics.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.common.RandomStream;

final class FormulaLawTest {

  private static ForceLaw law(String force) {
    return new FormulaLaw(new LawDefinition("mine", force, 0.001));
  }

  @ParameterizedTest
  @CsvSource({
    "spring,           r - 1",
    "inverse-distance, m1*m2/(r + 0.01)",
    "inverse-square,   m1*m2/(r + 0.01)^2",
    "inverse-square,   m1*m2*(r + 0.01)^-2",
    "charge,           -q1*q2/(r + 0.01)^2",
    "superposition,    (m1*m2 - q1*q2)/(r + 0.01)^2",
  })
  void aFormulaIsTheLawThatItWrites(String name, String force) {
    ForceLaw builtIn = ForceLaws.of(name, 0.01);
    ForceLaw formula = law(force);
    RandomGenerator random = RandomStream.of(1, "test.formula");
    for (int k = 0; k < 1000; k++) {
      double[] p = random.doubles(5, -1, 4).toArray();
      double expected = builtIn.attraction(p[0], p[1], p[2], p[3], p[4]);
      assertThat(formula.attraction(p[0], p[1], p[2], p[3], p[4]))
          .isCloseTo(expected, within(1e-14 * Math.abs(expected)));
    }
  }

  @Test
  void powersMeanWhatTheyDoInMathematics() {
    assertThat(law("r^3").attraction(1.5, 1, 1, 1, 1)).isEqualTo(3.375);
    assertThat(law("r^-3").attraction(2, 1, 1, 1, 1)).isEqualTo(0.125);
    assertThat(law("r^-2").attraction(2, 1, 1, 1, 1)).isEqualTo(0.25);
    assertThat(law("r^0.5").attraction(2.25, 1, 1, 1, 1)).isEqualTo(1.5);
    assertThat(law("(r^2)^2").attraction(2, 1, 1, 1, 1)).isEqualTo(16);
    assertThat(law("2^-(r^2)").attraction(2, 1, 1, 1, 1)).isEqualTo(0.0625);
  }

  /** Receiver and sender: m1 m2 in any order and grouping is the same, up to rounding. */
  @ParameterizedTest
  @CsvSource({
    "r - 1, true",
    "r*m1*m2, true",
    "m1/r^2*m2, true",
    "(q1 - q2)^2/(r + 1), true",
    "m1 - r + m2, true",
    "m1*m2*exp(-r) - q1*q2, true",
    "m2*r, false",
    "q1/(r + 1), false",
    "m1*m2/r^2 + 1e-4*m1/r^2, false",
    "m1*m2/r^8 + m2*r, false",
    "(m1*m2)^6 + m1, false",
    "exp(2*(m1 + m2)) + q1*m2, false",
  })
  void reciprocityIsSeenFromValues(String force, boolean reciprocal) {
    ForceLaw law = law(force);
    assertThat(law.reciprocal()).isEqualTo(reciprocal);
    assertThat(law.conserved()).hasSize(reciprocal ? 3 : 0);
  }

  @Test
  void thereIsNoPotentialInClosedForm() {
    assertThat(law("r - 1").potential(1, 1, 1, 1, 1)).isNaN();
  }

  @Test
  void theTextShowsTheFormulaAndTheStepIsTheDefinitions() {
    assertThat(law("r - 1").formula()).isEqualTo("(r - 1) u");
    assertThat(law("r - 1").timeStep()).isEqualTo(0.001);
    assertThat(law("r - 1").name()).isEqualTo("mine");
  }

  @Test
  void aSyntaxErrorSaysKeyAndPosition() {
    assertThatThrownBy(() -> law("m1*m2/(r + 0.01"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read laws.mine.force: cannot parse expression 'm1*m2/(r + 0.01' at position"
                + " 16: ')' expected, but the text ends");
  }

  @Test
  void anUnknownNameSaysWhichNamesThereAre() {
    assertThatThrownBy(() -> law("m1*m3"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "Cannot read laws.mine.force: cannot parse expression 'm1*m3' at position 4: unknown"
                + " name 'm3', the nearest is m1; variables are r, m1, m2, q1, q2, operators ");
  }

  @Test
  void aValueThatIsNotFiniteSaysWhere() {
    assertThatThrownBy(() -> law("log(r - 1)"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid laws.mine.force: log(r - 1) (a finite number for r from 0.01 to 100; it is NaN"
                + " at r = 0.01, m1 = 0.1, m2 = 0.1, q1 = -1.0, q2 = -1.0)");
    assertThatThrownBy(() -> law("1/(r - 1)"))
        .hasMessageContaining("it is Infinity at r = 1.0, m1 = 0.1");
    assertThatThrownBy(() -> law("1/(q1 + q2)")).hasMessageEndingWith("q1 = -1.0, q2 = 1.0)");
    assertThatThrownBy(() -> law("exp(8*r)")).hasMessageContaining("Infinity at r = 90.0");
  }

  @Test
  void aFormulaThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> law("r" + "+r".repeat(2_000)))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid laws.mine.force: 4001 characters (at most 4000 characters)");
    assertThatThrownBy(() -> law("r" + "+r".repeat(1_000)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read laws.mine.force: cannot compile an expression of 2001 operators, constants"
                + " and variables: at most 1500");
  }

  @ParameterizedTest
  @CsvSource({
    "Yukawa, 1, 'Invalid name of a law in the section laws: Yukawa (lower-case letters, digits and"
        + " hyphens, a letter first)'",
    "spring, 1, 'Invalid name of a law in the section laws: spring (another one: this law is built"
        + " in)'",
    "yukawa, 0, 'Invalid laws.yukawa.time-step: 0.0 (a positive number)'",
    "yukawa, NaN, 'Invalid laws.yukawa.time-step: NaN (a positive number)'",
  })
  void nameAndTimeStepAreChecked(String name, double timeStep, String message) {
    assertThatThrownBy(() -> new LawDefinition(name, "r", timeStep))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void aLawIsCompiledAgainWhereItIsSent() throws IOException, ClassNotFoundException {
    ForceLaw sent = law("m1*m2*exp(-r)");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent.field());
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(sent.field());
      ForceLaw received = (ForceLaw) in.readObject();
      assertThat(received).isEqualTo(sent).isNotSameAs(sent);
      assertThat(received.attraction(2, 3, 5, 1, 1)).isEqualTo(15 * Math.exp(-2));
      assertThat(received.reciprocal()).isTrue();
    }
  }
}
