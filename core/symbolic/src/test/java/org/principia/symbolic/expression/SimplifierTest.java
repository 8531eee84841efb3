package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.common.RandomStream;

final class SimplifierTest {
  private static final List<String> NAMES = RandomTrees.NAMES;

  static Stream<RewriteRule> rules() {
    return Simplifier.RULES.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void bothSidesOfARuleAreEqualOnItsDomain(RewriteRule rule) {
    RandomGenerator rng = RandomStream.of(1, "test.rule");
    for (int i = 0; i < 200; i++) {
      double[] point = domainPoint(rule, rng);
      double left = rule.pattern().evaluate(point);
      assertThat(left).isFinite();
      assertThat(rule.replacement().evaluate(point))
          .isCloseTo(left, within(1e-9 * (1 + Math.abs(left))));
    }
  }

  /** Numbers of either sign, positive or of size below one where the rule's domain wants that. */
  private static double[] domainPoint(RewriteRule rule, RandomGenerator rng) {
    return rule.names().stream()
        .mapToDouble(
            name -> {
              boolean small = rule.toString().contains("abs(" + name + ") <= 1");
              double value = (0.1 + 3 * rng.nextDouble()) * (small ? 0.3 : 1);
              boolean positive = rule.toString().contains(name + " > 0");
              return positive || rng.nextBoolean() ? value : -value;
            })
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleIsReachedThroughItsLeftSide(RewriteRule rule) {
    Map<String, Expression> bound = new HashMap<>();
    double c = 3;
    int variable = 0;
    for (String name : rule.names()) {
      boolean constant = name.charAt(1) == 'c';
      bound.put(
          name,
          constant ? Expression.constant(c++) : Expression.parse(NAMES.get(variable++), NAMES));
    }
    Expression left = rule.pattern().substitute(bound);
    assertThat(rule.apply(left)).isPresent();
    assertThat(left.simplified()).isNotEqualTo(left);
  }

  @Test
  void simplifiedTreesHaveTheSameValuesAndAreNoLarger() {
    RandomGenerator rng = RandomStream.of(2, "test.points");
    int compared = 0;
    for (int i = 0; i < 3000; i++) {
      Expression e = RandomTrees.draw(i);
      Expression s = e.simplified();
      assertThat(s.complexity()).as("%s -> %s", e, s).isLessThanOrEqualTo(e.complexity());
      double[] point = RandomTrees.point(rng);
      double expected = e.evaluate(point);
      if (Double.isFinite(expected) && Math.abs(expected) < 1e6) {
        compared++;
        // Cancellation within a random tree costs digits, so a few trees may lose many of them.
        assertThat(s.evaluate(point))
            .as("%s -> %s", e, s)
            .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
      }
    }
    assertThat(compared).isGreaterThan(1500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 + (x + 3) | 5.0 + x",
        "x * 2 * 3 | 6.0 * x",
        "(x + 1) - (x + 1) | 0.0",
        "x * y - y * x | 0.0",
        "x + 0 * y | x",
        "3 * (2 - 4 / x) | 6.0 - 12.0 / x",
        "2 * ((1 - 1 / x) * y) | y * (2.0 - 2.0 / x)",
        "(x / 2) / 4 | 0.125 * x",
        "1 - (y - 3) - 4 | 0.0 - y",
        "sqrt(4) * x | 2.0 * x",
        "x / x + y / y | 2.0",
      })
  void constantsMergeAndIdentitiesVanish(String text, String expected) {
    assertThat(Expression.parse(text, NAMES).simplified())
        .isEqualTo(Expression.parse(expected, NAMES).simplified());
    assertThat(Expression.parse(text, NAMES).simplified().complexity())
        .isEqualTo(Expression.parse(expected, NAMES).complexity());
  }

  @Test
  void aConstantThatWouldOverflowStaysWhereItIs() {
    Expression e = Expression.parse("x / 1e-320", NAMES).simplified();
    assertThat(e.evaluate(new double[] {0, 1, 1})).isZero();
    assertThat(Expression.parse("1e300 * 1e300 * x", NAMES).simplified().constants()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-200 * (1e-200 * x)",
    "x * 1e-200 * 1e-200",
    "1e-200 / (1e200 / x)",
    "1e-200 * (1e-200 * x + 1e-190)",
    "1e-300 * ((1e-10 - 1e-20 / x) * x)",
    "square(1e-160) * x",
    "exp(-720) * x",
    "inv(1e308) * x * 1e-10",
    "1e-100 ^ 3.2 * x",
    "x / 1e160 / 1e160",
  })
  void aConstantThatWouldUnderflowStaysWhereItIs(String text) {
    Expression e = Expression.parse(text, NAMES);
    Expression s = e.simplified();
    assertThat(s.complexity()).isLessThanOrEqualTo(e.complexity());
    assertThat(s.constants()).as(s.toText()).isNotEmpty();
    for (double c : s.constants()) {
      assertThat(Math.abs(c)).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
    }
  }

  @Test
  void aSimplifiedFormulaOfTinyConstantsHasItsValue() {
    double[] far = new double[NAMES.size()];
    far[NAMES.indexOf("x")] = 1e300;
    Expression e = Expression.parse("1e-200 * (1e-200 * x)", NAMES);
    assertThat(e.simplified().evaluate(far)).isEqualTo(e.evaluate(far)).isGreaterThan(0);
    assertThat(Expression.parse("1e-200 * (3e-200 - 3e-200) + x", NAMES).simplified().toText())
        .isEqualTo("x");
  }
}
