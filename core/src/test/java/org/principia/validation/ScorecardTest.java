package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.ForceLaws;
import org.principia.messages.MessageQuantity;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;

final class ScorecardTest {

  private static Scorecard card(String law, String edge1, String edge2, String node) {
    return card(law, List.of(edge1, edge2), node, false, new boolean[2]);
  }

  private static Scorecard card(
      String law, List<String> edges, String node, boolean byChoice, boolean[] onFront) {
    Recovery recovery =
        Recovery.of(
            ComposedLaw.parse(2, edges, List.of("s1" + node, "s2" + node)),
            ForceLaws.of(law, 0.01),
            4,
            ValidationSettings.defaults(),
            1);
    ErrorStatistics small = ErrorStatistics.of(new float[] {0.25f});
    ErrorStatistics large = ErrorStatistics.of(new float[] {3});
    double[] two = {0.95, 0.96};
    double[] none = {0, 0};
    return new Scorecard(
        Scorecard.FORMAT,
        law,
        2,
        "bottleneck",
        large,
        large,
        small,
        small,
        10,
        new Linearity(
            MessageQuantity.FORCES.stream()
                .map(
                    quantity ->
                        quantity == MessageQuantity.FORCE
                            ? new Linearity.Figures(quantity, two, two, two)
                            : new Linearity.Figures(quantity, none, none, none))
                .toList()),
        new MessageSpread(2, List.of(), 1, 1),
        recovery,
        byChoice,
        onFront,
        List.of(
            new Extrapolation("within", small, large, 1),
            new Extrapolation("far", large, small, 1),
            new Extrapolation("heavy", large, large, 1)),
        new Rollout(0, 0, 0, List.of(), Double.NaN, Double.NaN, Double.NaN),
        new Diagnosis("search", "no member is the force"));
  }

  private static Scorecard.Line line(Scorecard card, String name) {
    return card.lines().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void theMapIsShownWithoutTermsThatAreRounding() {
    Scorecard card = card("spring", "0.5 - 2*(dx - dx/r)", "dy - dy/r", "/m");
    assertThat(card.maps().get(0)).startsWith("message_1 = -2.000 fx + 0.5000   (1 - R2 = ");
    assertThat(card.maps().get(1)).startsWith("message_2 = 1.000 fy   (");
  }

  @Test
  void aMapOfTheSpecificForceSaysSo() {
    Scorecard card =
        card("inverse-square", "m2*dx/(r*(r + 0.01)^2)", "3*m2*dy/(r*(r + 0.01)^2)", "");
    assertThat(card.maps().get(0)).startsWith("message_1 = 1.000 fx/m1   (1 - R2 = ");
    assertThat(card.maps().get(1)).startsWith("message_2 = 3.000 fy/m1   (");
  }

  @Test
  void linesSayWhyAndHowFarBothAreOff() {
    Scorecard card = card("spring", "dx", "dy", "/m");
    assertThat(card.lines().get(0).value()).isEqualTo("no");
    assertThat(line(card, "why not").value()).isEqualTo("search");
    assertThat(line(card, "network error, relative").value()).isEqualTo("0.30");
    assertThat(line(card, "messages carry").value()).isEqualTo("force");
    assertThat(line(card, "network / law, far").value()).isEqualTo("12.0");
  }

  @Test
  void aRightLawSaysWhetherTheNetworkSaidIt() {
    List<String> right = List.of("dx - dx/r", "dy - dy/r");
    boolean[] all = {true, true};
    assertThat(card("spring", right, "/m", true, all).foundBy()).contains("choice");
    assertThat(card("spring", right, "/m", false, all).foundBy()).contains("fronts");
    assertThat(card("spring", right, "/m", false, new boolean[] {true, false}).foundBy())
        .contains("accelerations");
    assertThat(card("spring", List.of("dx", "dy"), "/m", true, all).foundBy()).isEmpty();
  }

  @Test
  void theLeastAdvantageIsThatOutsideTheTrainingRange() {
    assertThat(card("spring", "dx", "dy", "/m").leastAdvantage()).isEqualTo(1);
  }
}
