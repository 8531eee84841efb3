package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.messages.MessageQuantity;
import org.principia.theory.law.ComposedLaw;

final class RecoveryTest {
  private static final ForceLaw SPRING = ForceLaws.of("spring", 0.01);
  private static final ValidationSettings SETTINGS = ValidationSettings.defaults();

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
  void rightMessagesWithAWrongNodeAreNotRecovered() {
    Recovery recovery =
        Recovery.of(law("dx - dx/r", "dy - dy/r", "s1/m", "s2/m + 0.1"), SPRING, 4, SETTINGS, 1);
    assertThat(recovery.nonlinearity()[0]).isLessThan(1e-12);
    assertThat(recovery.recovered()).isFalse();
  }

  /** The bound is one per cent. */
  @Test
  void aLawWhoseAccelerationsAreOffByTwoPerCentIsNotRecovered() {
    Recovery recovery =
        Recovery.of(
            law("dx - dx/r", "dy - dy/r", "1.02*s1/m", "1.02*s2/m"), SPRING, 4, SETTINGS, 1);
    assertThat(recovery.accelerationError()).isCloseTo(0.02, within(1e-12));
    assertThat(recovery.recovered()).isFalse();
  }

  @Test
  void aLawWhoseAccelerationsAreOffByHalfAPerCentIsRecovered() {
    Recovery recovery =
        Recovery.of(
            law("dx - dx/r", "dy - dy/r", "1.005*s1/m", "1.005*s2/m"), SPRING, 4, SETTINGS, 1);
    assertThat(recovery.accelerationError()).isCloseTo(0.005, within(1e-12));
    assertThat(recovery.recovered()).isTrue();
  }

  /** A tenth of the mass beside one: of exp(N(0, 1)), some three per cent of the variance. */
  @Test
  void aMessageThatIsNotLinearInTheForceIsNotRecoveredThoughTheAccelerationsAreRight() {
    Recovery recovery =
        Recovery.of(
            law(
                "(1 + 0.1*m1)*(dx - dx/r)", "(1 + 0.1*m1)*(dy - dy/r)",
                "s1/(m*(1 + 0.1*m))", "s2/(m*(1 + 0.1*m))"),
            SPRING,
            4,
            SETTINGS,
            1);
    assertThat(recovery.accelerationError()).isLessThan(1e-12);
    assertThat(recovery.nonlinearity()[0]).isBetween(0.01, 0.1);
    assertThat(recovery.recovered()).isFalse();
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
    assertThat(recovery.carriers()).containsOnly(MessageQuantity.SPECIFIC_FORCE);
    assertThat(recovery.nonlinearity()[0]).isLessThan(1e-12);
    assertThat(recovery.recovered()).isTrue();
  }

  @Test
  void theForceDividedByTheReceiversChargeCounts() {
    ForceLaw charge = ForceLaws.of("charge", 0.01);
    String x = "q2*dx/(r*(r + 0.01)^2)";
    String y = "q2*dy/(r*(r + 0.01)^2)";
    Recovery recovery = Recovery.of(law(x, y, "-q*s1/m", "-q*s2/m"), charge, 4, SETTINGS, 1);
    assertThat(recovery.carriers()).containsOnly(MessageQuantity.FIELD);
    assertThat(recovery.recovered()).isTrue();
    // The edges are as good as before, but the node forgets the charge.
    assertThat(Recovery.of(law(x, y, "-s1/m", "-s2/m"), charge, 4, SETTINGS, 1).recovered())
        .isFalse();
  }

  @Test
  void aFormulaThatIsNotFiniteOnTheDomainIsNotRecovered() {
    assertThat(nonlinearity(law("sqrt(dx)", "dy", "s1/m", "s2/m"))).isInfinite();
  }

  private static double nonlinearity(ComposedLaw law) {
    return ForcePoints.of(SPRING, 2, 1).fit(law.edges().get(0)).nonlinearity();
  }
}
