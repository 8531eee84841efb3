package org.principia.validation.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.principia.dynamics.InitialState;

final class StateSetTest {
  private static final int STATES = 400;

  /** Mean absolute value of a quantity over many states. */
  private static double mean(StateSet set, Function<InitialState, double[]> quantity) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < STATES; i++) {
      double[] values = quantity.apply(set.draw(3, 4, 2, i));
      sum += Arrays.stream(values).map(Math::abs).sum();
      count += values.length;
    }
    return sum / count;
  }

  private static double ratio(StateSet set, Function<InitialState, double[]> quantity) {
    return mean(set, quantity) / mean(StateSet.WITHIN, quantity);
  }

  @Test
  void eachKindDiffersFromTheTrainingRangeInOneThing() {
    // 3200 independent values: the ratios have a standard error of two to five per cent.
    assertThat(ratio(StateSet.FAR, InitialState::position)).isBetween(1.8, 2.2);
    assertThat(ratio(StateSet.FAR, InitialState::velocity)).isBetween(0.9, 1.1);
    assertThat(ratio(StateSet.FAST, InitialState::velocity)).isBetween(1.8, 2.2);
    assertThat(ratio(StateSet.FAST, InitialState::position)).isBetween(0.9, 1.1);
    assertThat(ratio(StateSet.HEAVY, InitialState::mass)).isBetween(3.2, 4.8);
    assertThat(ratio(StateSet.HEAVY, InitialState::position)).isBetween(0.9, 1.1);
    assertThat(ratio(StateSet.CROWDED, InitialState::position)).isBetween(0.9, 1.1);
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheCrowdedHaveTwoParticlesMore(StateSet set) {
    InitialState state = set.draw(3, 4, 3, 0);
    assertThat(state.particles()).isEqualTo(set == StateSet.CROWDED ? 6 : 4);
    assertThat(state.dimension()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void statesFollowFromSeedAndNumber(StateSet set) {
    double[] first = set.draw(3, 4, 2, 7).position();
    assertThat(set.draw(3, 4, 2, 7).position()).isEqualTo(first);
    assertThat(set.draw(3, 4, 2, 8).position()).isNotEqualTo(first);
    assertThat(set.draw(4, 4, 2, 7).position()).isNotEqualTo(first);
  }

  @Test
  void kindsHaveStreamsOfTheirOwn() {
    assertThat(StateSet.FAST.draw(3, 4, 2, 0).position())
        .isNotEqualTo(StateSet.WITHIN.draw(3, 4, 2, 0).position());
  }

  @Test
  void labelsAreThoseOfTheTables() {
    assertThat(Arrays.stream(StateSet.values()).map(StateSet::label))
        .containsExactly("within", "far", "heavy", "fast", "crowded");
  }
}
