package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.PhysicalForm;

final class ConstantRoundingTest {
  private static ComposedLaw polished(ComposedLaw law, List<State> states, int few) {
    LawJudge judge = new LawJudge(states.subList(0, few), states.subList(few, 2 * few), 2);
    return new ConstantRounding(judge, new LawJudge(states, 2)).of(law);
  }

  /** The same states with all accelerations multiplied. */
  private static List<State> times(double factor, List<State> states) {
    return states.stream()
        .map(
            s ->
                LawStates.state(
                    s.mass(),
                    s.charge(),
                    s.position(),
                    s.velocity(),
                    Arrays.stream(s.acceleration()).map(a -> factor * a).toArray()))
        .toList();
  }

  private static ComposedLaw spring(double stiffness) {
    return ComposedLaw.parse(
        2,
        List.of(stiffness + "*(dx - dx/r)", stiffness + "*(dy - dy/r)"),
        List.of("s1/m", "s2/m"));
  }

  @Test
  void copiesOfAConstantAreRoundedTogether() {
    List<State> states = LawStates.of("spring", 2, 40);
    ComposedLaw law = polished(spring(1 + 1e-7), states, 20);
    assertThat(law.constants()).containsOnly(1);
  }

  /** For one axis alone the error would be half of it, which is below the rounding of frames. */
  @Test
  void aNumberThatIsRefusedForAllAxesIsNotTakenForOne() {
    double stiffness = 1 + 4.5e-7;
    List<State> states = times(stiffness, LawStates.of("spring", 2, 40));
    ComposedLaw law = polished(spring(stiffness), states, 20);
    assertThat(law.constants()).containsExactly(new double[] {stiffness, stiffness}, within(1e-9));
    assertThat(PhysicalForm.of(law).orElseThrow().attraction()).isPresent();
  }

  @Test
  void anApproximateLawStaysAsGoodOnAllStates() {
    List<State> states = LawStates.of("inverse-square", 2, 400);
    ComposedLaw start =
        ComposedLaw.parse(
            2,
            List.of("0.93*dx*m2/(r*r + 0.217)", "0.93*dy*m2/(r*r + 0.217)"),
            List.of("s1*(1 + 0.031*m)", "s2*(1 + 0.031*m)"));
    ComposedLaw fitted = LawFit.fit(start, states);
    ComposedLaw law = polished(fitted, states, 10);
    LawJudge all = new LawJudge(states, 2);
    double before = all.score(fitted).error();
    assertThat(before).isGreaterThan(0.01);
    assertThat(all.score(law).error()).isLessThanOrEqualTo(1.01 * before);
    assertThat(law).isNotEqualTo(fitted);
  }
}
