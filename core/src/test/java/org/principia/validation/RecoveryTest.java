package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.ForceLaw;
import org.principia.dynamics.ForceLaws;
import org.principia.messages.Basis;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.KeptMessages;
import org.principia.messages.Selection;
import org.principia.theory.ComposedLaw;

final class RecoveryTest {
  private static final ForceLaw SPRING = ForceLaws.of("spring", 0.01);
  private static final ValidationSettings SETTINGS = ValidationSettings.defaults();

  /** Components 0 and 2 of three. */
  private static final KeptMessages SELECTED =
      new KeptMessages(
          Selection.DEVIATION,
          Basis.OWN,
          new double[][] {{1, 0, 0}, {0, 0, 1}},
          new double[2],
          new double[3],
          new double[3]);

  private static ComposedLaw law(String edge1, String edge2, String node1, String node2) {
    return ComposedLaw.parse(2, List.of(edge1, edge2), List.of(node1, node2));
  }

  @Test
  void theTrueLawIsRecoveredAndItsMapIsShown() {
    Recovery recovery =
        Recovery.of(
            law(
                "(2*dx + dy)*(1 - 1/r) + 0.5", "(dx - dy)*(1 - 1/r)",
                "(s1 - 1.5 + s2)/(3*m)", "(s1 - 1.5 - 2*s2)/(3*m)"),
            SPRING,
            4,
            SETTINGS,
            1);
    assertThat(recovery.recovered()).isTrue();
    assertThat(recovery.accelerationError()).isLessThan(1e-12);
    assertThat(recovery.maps().get(0).slopes()).containsExactly(new double[] {2, 1}, within(1e-9));
    assertThat(recovery.maps().get(0).offset()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void theScorecardShowsTheMapWithoutTermsThatAreRounding() {
    Recovery recovery =
        Recovery.of(
            law("0.5 - 2*(dx - dx/r)", "dy - dy/r", "s1/m", "s2/m"), SPRING, 4, SETTINGS, 1);
    ErrorStatistics errors = ErrorStatistics.of(new double[] {0.25});
    Linearity linearity =
        new Linearity(new double[2], new double[2], new double[2], new double[2], new double[2]);
    Scorecard card =
        new Scorecard(
            "spring",
            2,
            "bottleneck",
            errors,
            errors,
            errors,
            errors,
            linearity,
            new double[2],
            1,
            recovery,
            false,
            new boolean[2]);
    assertThat(card.maps().get(0)).startsWith("message_1 = -2.000 fx + 0.5000   (1 - R2 = ");
    assertThat(card.maps().get(1)).startsWith("message_2 = 1.000 fy   (");
    assertThat(card.lines().get(0).value()).isEqualTo("no");
  }

  @Test
  void rightMessagesWithAWrongNodeAreNotRecovered() {
    Recovery recovery =
        Recovery.of(law("dx - dx/r", "dy - dy/r", "s1/m", "s2/m + 0.1"), SPRING, 4, SETTINGS, 1);
    assertThat(recovery.force()[0]).isLessThan(1e-12);
    assertThat(recovery.recovered()).isFalse();
  }

  @Test
  void aMessageThatIsNotLinearInTheForceIsNotRecovered() {
    assertThat(Recovery.nonlinearity(law("dx", "dy", "s1/m", "s2/m").edges().get(0), SPRING, 2, 1))
        .isGreaterThan(SETTINGS.linearity());
  }

  @Test
  void theForceDividedByTheReceiversMassCounts() {
    ForceLaw gravity = ForceLaws.of("inverse-square", 0.01);
    Recovery recovery =
        Recovery.of(
            law("m2*dx/(r*(r + 0.01)^2)", "m2*dy/(r*(r + 0.01)^2)", "s1", "s2"),
            gravity,
            4,
            SETTINGS,
            1);
    assertThat(recovery.force()[0]).isGreaterThan(0.01);
    assertThat(recovery.specific()[0]).isLessThan(1e-12);
    assertThat(recovery.recovered()).isTrue();
  }

  @Test
  void aFormulaThatIsNotFiniteOnTheDomainIsNotRecovered() {
    assertThat(
            Recovery.nonlinearity(
                law("sqrt(dx)", "dy", "s1/m", "s2/m").edges().get(0), SPRING, 2, 1))
        .isInfinite();
  }

  @Test
  void linearityTellsForceFromSpecificForce() {
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double[] inputs = new double[7];
      EdgeVariables.fill(
          inputs, 1 + i % 7, 1, 1, -1, new double[] {Math.sin(i) * 2, Math.cos(2.7 * i)});
      double[] f = TrueForce.of(SPRING, inputs, 2);
      float[] message = {(float) (f[0] - 2 * f[1] + 1), 0, (float) ((f[0] + f[1]) / inputs[0])};
      samples.add(new EdgeSample(i, 0, 0, 1, inputs, message));
    }
    Linearity linearity = Linearity.of(samples, SELECTED, SPRING, 2);
    assertThat(linearity.force()[0]).isCloseTo(1, within(1e-9));
    assertThat(linearity.specific()[0]).isLessThan(0.9);
    assertThat(linearity.specific()[1]).isCloseTo(1, within(1e-9));
    assertThat(linearity.best()[1]).isCloseTo(1, within(1e-9));
  }
}
