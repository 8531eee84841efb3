package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.law.ComposedLaw;

final class LawJudgeTest {
  private static final List<State> STATES = LawStates.of("spring", 2, 60);
  private static final LawJudge JUDGE =
      new LawJudge(STATES.subList(0, 30), STATES.subList(30, 60), 2);

  private static ComposedLaw law(String x, String y, String ax, String ay) {
    return ComposedLaw.parse(2, List.of(x, y), List.of(ax, ay));
  }

  private static ComposedLaw spring(double stiffness, double length) {
    String g = "(" + stiffness + " - " + length + "/r)";
    return law("dx*" + g, "dy*" + g, "s1/m", "s2/m");
  }

  @Test
  void theErrorIsTheWeightedMeanRelativeToTheAccelerations() {
    // Twice the force is off by the size of the accelerations, half of it by a half.
    assertThat(JUDGE.score(spring(2, 2)).error()).isCloseTo(1, within(1e-12));
    assertThat(JUDGE.score(spring(0.5, 0.5)).error()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void theCostIsTheLogarithmOfTheErrorAndAPriceForEachNode() {
    ComposedLaw half = spring(0.5, 0.5);
    // dx (a - b / r): seven nodes; s1 / m: three; the other axis is a copy.
    assertThat(LawJudge.complexity(half)).isEqualTo(10);
    assertThat(JUDGE.score(half).cost()).isCloseTo(Math.log(0.5) + 0.05 * 10, within(1e-9));
  }

  @Test
  void errorsBelowTheFloorAreEqual() {
    LawJudge.Verdict exact = JUDGE.score(spring(1, 1));
    assertThat(exact.isExact()).isTrue();
    assertThat(exact.cost()).isCloseTo(Math.log(LawJudge.FLOOR) + 0.5, within(1e-12));
    LawJudge.Verdict nearly = JUDGE.score(spring(1 + 1e-7, 1 + 1e-7));
    assertThat(nearly.error()).isGreaterThan(exact.error());
    assertThat(nearly.cost()).isEqualTo(exact.cost());
  }

  @Test
  void aFormulaThatIsNoCopyOfTheFirstCountsByItself() {
    assertThat(LawJudge.complexity(law("dx", "dy", "s1", "s2"))).isEqualTo(2);
    assertThat(LawJudge.complexity(law("dx", "dx", "s1", "s2"))).isEqualTo(3);
    assertThat(LawJudge.complexity(law("dx", "2*dy", "s1", "s2"))).isEqualTo(5);
    assertThat(LawJudge.complexity(law("dx", "dy", "s1/m", "s1/m"))).isEqualTo(1 + 6);
  }

  @Test
  void constantsAreFittedBeforeTheComparison() {
    LawJudge.Verdict fitted = JUDGE.fitAndScore(spring(0.7, 1.6), 30);
    assertThat(fitted.isExact()).isTrue();
    assertThat(fitted.law().edges().get(0).constants())
        .containsExactly(new double[] {1, 1}, within(1e-6));
  }

  @Test
  void heldConstantsStayWhereTheyAre() {
    ComposedLaw start = spring(0.7, 1.6);
    // Constants of message 1, then of message 2, its copy.
    boolean[] held = {true, false, true, false};
    LawJudge.Verdict found = JUDGE.fitAndScore(start, held, 30);
    assertThat(found.law().constants()[0]).isEqualTo(0.7);
    assertThat(found.law().constants()[1]).isNotEqualTo(1.6);
    assertThat(found.error()).isLessThan(JUDGE.score(start).error());
    assertThat(found.isExact()).isFalse();
  }

  @Test
  void aLawThatIsNotFiniteCostsMoreThanAnyOther() {
    LawJudge.Verdict pole = JUDGE.score(law("dx/(r - r)", "dy/(r - r)", "s1/m", "s2/m"));
    assertThat(pole.cost()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(pole.isExact()).isFalse();
  }

  @Test
  void lawsAreComparedOnStatesToWhichTheyWereNotFitted() {
    // The mass of one state alone is in no other: a constant that fits it does not help elsewhere.
    List<State> one = STATES.subList(0, 1);
    LawJudge narrow = new LawJudge(one, STATES.subList(1, 60), 2);
    ComposedLaw overfitted =
        narrow.fitAndScore(law("0.9*dx", "0.9*dy", "0.1*s1", "0.1*s2"), 30).law();
    double onItself = new LawJudge(one, 2).score(overfitted).error();
    assertThat(narrow.score(overfitted).error()).isGreaterThan(1.1 * onItself);
  }
}
