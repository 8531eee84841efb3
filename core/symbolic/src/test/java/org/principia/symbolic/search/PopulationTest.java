package org.principia.symbolic.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.SymbolicSettings;

final class PopulationTest {
  private static final SymbolicSettings SETTINGS =
      SymbolicSettings.defaults()
          .with(Map.of("population", 50, "tournament", 50, "frequency-penalty", 0));

  private static Member member(String text, double loss, long birth) {
    return new Member(Expression.parse(text, List.of("x", "y")), loss, birth);
  }

  /** Forty equal members and the best of two other complexities, which a tournament never takes. */
  private static Population crowded() {
    Population population = new Population(SETTINGS, 20);
    IntStream.range(0, 40).forEach(i -> population.add(member("x * y", 1, i)));
    population.add(member("x", 2, 40));
    population.add(member("x * y + x", 3, 41));
    return population;
  }

  private static long parents(Population population, String text) {
    RandomGenerator rng = RandomStream.of(1, "test.population");
    return IntStream.range(0, 10_000)
        .filter(i -> population.parent(rng).toText().equals(text))
        .count();
  }

  @Test
  void theBestOfEachComplexityIsSometimesAParent() {
    // A share of 0.3 in three complexities: 1000 each; six standard deviations are 180.
    assertThat(parents(crowded(), "x")).isBetween(820L, 1180L);
    assertThat(parents(crowded(), "x * y + x")).isBetween(820L, 1180L);
  }

  @Test
  void aCrowdedComplexityLosesItsTournaments() {
    SymbolicSettings penalised = SETTINGS.with(Map.of("frequency-penalty", 20));
    Population population = new Population(penalised, 20);
    crowded().members().forEach(population::add);
    // exp(20 * 40/42) makes the least loss cost more than one twice or three times as large: x * y
    // is a parent as one of the three best, 1000, and where all of a tournament are x * y, 600.
    assertThat(parents(population, "x * y")).isBetween(1300L, 2000L);
  }

  @Test
  void oldMembersMakeRoomForNewOnes() {
    Population population = new Population(SETTINGS, 20);
    IntStream.range(0, 50).forEach(i -> population.add(member("x * y", 1, i)));
    RandomGenerator rng = RandomStream.of(2, "test.population");
    IntStream.range(50, 75).forEach(i -> population.insert(member("x * y", 1, i), rng));
    List<Long> births = population.members().stream().map(Member::birth).toList();
    assertThat(births).hasSize(50);
    // At random 15 of the 25 younger ones would be left.
    assertThat(births.stream().filter(b -> b >= 25 && b < 50)).hasSizeGreaterThan(18);
  }

  @Test
  void amongMembersOfOneAgeTheWorstMakesRoom() {
    Population population = new Population(SETTINGS, 20);
    IntStream.range(0, 50).forEach(i -> population.add(member("x * y", i < 5 ? 9 : 1, 0)));
    RandomGenerator rng = RandomStream.of(3, "test.population");
    IntStream.range(0, 25).forEach(i -> population.insert(member("x * y", 1, 1), rng));
    // A sample of six has one of the five nearly every second time.
    assertThat(population.members().stream().filter(m -> m.loss() == 9)).hasSizeLessThan(2);
  }
}
