package org.principia.symbolic.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.RandomTrees;

final class CrossoverTest {
  private static final int DRAWS = 15_000;

  private static Expression parse(String text) {
    return Expression.parse(text, RandomTrees.NAMES);
  }

  @Test
  void eachPartOfOneParentComesToEachPlaceOfTheOtherAsOften() {
    String x = RandomTrees.NAMES.get(0);
    String y = RandomTrees.NAMES.get(1);
    Expression receiver = parse("3 * " + x);
    Expression giver = parse("exp(" + y + " + 7)");
    List<String> parts = List.of("exp(" + y + " + 7)", y + " + 7", y, "7");
    Map<Expression, Integer> expected = new HashMap<>();
    for (String part : parts) {
      expected.put(parse(part), 0);
      expected.put(parse("(" + part + ") * " + x), 0);
      expected.put(parse("3 * (" + part + ")"), 0);
    }
    Map<Expression, Integer> seen = new HashMap<>(expected);
    RandomGenerator rng = RandomStream.of(7, "test.crossover");
    for (int i = 0; i < DRAWS; i++) {
      seen.merge(Island.crossover(receiver, giver, rng), 1, Integer::sum);
    }
    assertThat(seen.keySet()).isEqualTo(expected.keySet());
    // Twelve children; chi-square of 11 degrees of freedom is above 31.3 once in a thousand times.
    double each = DRAWS / 12.0;
    double square = seen.values().stream().mapToDouble(n -> (n - each) * (n - each) / each).sum();
    assertThat(square).isLessThan(31.3);
  }

  @Test
  void theParentsStayAsTheyAre() {
    RandomGenerator rng = RandomStream.of(8, "test.crossover");
    for (int i = 0; i < 200; i++) {
      Expression receiver = RandomTrees.draw(2L * i);
      Expression giver = RandomTrees.draw(2L * i + 1);
      String before = receiver.toText() + giver.toText();
      Expression child = Island.crossover(receiver, giver, rng);
      assertThat(child.complexity()).isLessThan(receiver.complexity() + giver.complexity());
      assertThat(receiver.toText() + giver.toText()).isEqualTo(before);
    }
  }
}
