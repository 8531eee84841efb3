package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScorecardTest {

  private static Scorecard.Line line(Scorecard card, String name) {
    return card.lines().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void theMapIsShownWithoutTermsThatAreRounding() {
    Scorecard card = ExampleScorecard.of("spring", "0.5 - 2*(dx - dx/r)", "dy - dy/r", "/m");
    assertThat(card.maps().get(0)).startsWith("message_1 = -2.000 fx + 0.5000   (1 - R2 = ");
    assertThat(card.maps().get(1)).startsWith("message_2 = 1.000 fy   (");
  }

  @Test
  void aMapOfTheSpecificForceSaysSo() {
    Scorecard card =
        ExampleScorecard.of(
            "inverse-square", "m2*dx/(r*(r + 0.01)^2)", "3*m2*dy/(r*(r + 0.01)^2)", "");
    assertThat(card.maps().get(0)).startsWith("message_1 = 1.000 fx/m1   (1 - R2 = ");
    assertThat(card.maps().get(1)).startsWith("message_2 = 3.000 fy/m1   (");
  }

  @Test
  void linesSayWhyAndHowFarBothAreOff() {
    Scorecard card = ExampleScorecard.of("spring", "dx", "dy", "/m");
    assertThat(card.lines().get(0).value()).isEqualTo("no");
    assertThat(line(card, "why not").value()).isEqualTo("search");
    assertThat(line(card, "network error, relative").value()).isEqualTo("0.30");
    assertThat(line(card, "messages carry").value()).isEqualTo("force");
    assertThat(line(card, "advantage, far").value()).isEqualTo("12.0");
  }

  @Test
  void aRightLawSaysWhetherTheNetworkSaidIt() {
    List<String> right = List.of("dx - dx/r", "dy - dy/r");
    boolean[] all = {true, true};
    assertThat(ExampleScorecard.of("spring", right, "/m", true, all).foundBy()).contains("choice");
    assertThat(ExampleScorecard.of("spring", right, "/m", false, all).foundBy()).contains("fronts");
    assertThat(
            ExampleScorecard.of("spring", right, "/m", false, new boolean[] {true, false})
                .foundBy())
        .contains("accelerations");
    assertThat(ExampleScorecard.of("spring", List.of("dx", "dy"), "/m", true, all).foundBy())
        .isEmpty();
  }

  @Test
  void theLeastAdvantageIsThatOutsideTheTrainingRange() {
    assertThat(ExampleScorecard.of("spring", "dx", "dy", "/m").leastAdvantage()).isEqualTo(1);
  }

  @Test
  void theAdvantageIsSaidInWords() {
    Scorecard card = ExampleScorecard.of("spring", "dx", "dy", "/m");
    assertThat(line(card, "advantage, far").note())
        .isEqualTo(
            "the law is 12 times more accurate than the network on states twice as far apart (0.250"
                + " against 3.00, mean over 1 states)");
    assertThat(line(card, "advantage, within").note())
        .startsWith("the network is 12 times more accurate than the law on states as runs begin");
    assertThat(line(card, "advantage outside").note())
        .isEqualTo(
            "law and network are equally accurate outside the training range, at least"
                + " (mean over 1 states of each kind)");
    assertThat(line(card, "messages carry").note())
        .isEqualTo("the force; R2 of at least 0.9 required");
    assertThat(card.table()).anyMatch(l -> l.startsWith("  recovered                no    "));
  }
}
