package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;

final class ReadableFormTest {
  private static final List<String> NAMES = RandomTrees.NAMES;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // negative powers
        "68.5 / x^(-0.75) | 68.5 * x^0.75",
        "2 * x^(-0.75) * y | 2 * y / x^0.75",
        "x^(-0.75) | x^(-0.75)",
        "2 * inv(x) | 2 / x",
        "inv(x * y) | inv(x * y)",
        // numbers
        "2 * (x * (3 * (y / m1))) | 6 * x * y / m1",
        "4 * (x / (8 * y)) | 0.5 * x / y",
        "sqrt(4 * (x / y)) | 2 * sqrt(x / y)",
        "3 * (4 * x)^0.5 | 6 * x^0.5",
        "1 + (4 / x)^1.5 | 1 + (4 / x)^1.5",
        "3 * (4 / x)^0.5 | 6 / x^0.5",
        "(0.0625 / x^1.5)^(-0.5) | 4 * x^0.75",
        "0.5 * (x * square(y)) | 0.5 * x * square(y)",
        "1^x + y | 1 + y",
        "x^x | x^x",
        // equal factors
        "x * (y * x) * square(m1) | y * square(x) * square(m1)",
        "x * y * x | x * x * y",
        "x^2 * y * x | y * x^3",
        "x * x + y^0.7 | x * x + y^0.7",
        "x^0.5 * x^1.5 | x^2",
        "(x^0.5)^3 | x^1.5",
        "square(sqrt(x + y)) | x + y",
        "sqrt(square(x) * y) | sqrt(y * square(x))",
        "(x^2)^0.5 | (x^2)^0.5",
        "x * sqrt(x) | x * sqrt(x)",
        "-1 * cube(cube(inv(y))) | -inv(cube(cube(y)))",
        "2 / sqrt(x / y) | 2 * sqrt(y / x)",
        "2 * sqrt(sqrt(81 * x)) | 6 * sqrt(sqrt(x))",
        "2 * sqrt(9 * x * sqrt(x)) | 6 * sqrt(x * sqrt(x))",
        "x * y / x | y",
        "square(abs(x)) | square(x)",
        "x * x - 0.4 * square(x) | 0.6 * square(x)",
        "x * abs(-3 * y) | 3 * x * abs(y)",
        "abs(x) | abs(x)",
        "3 * abs(1 / x) | 3 / abs(x)",
        "y * cube(abs(-2 / x)) | 8 * y / cube(abs(x))",
        // signs
        "-(-(x * y)) | x * y",
        "3 - (y - x) | 3 - y + x",
        "-2 * x + y | y - 2 * x",
        "-3 + x | x - 3",
        "-1 * (x / y) | -x / y",
        "-2 * (x - y) | 2 * (y - x)",
        "x / (-3 - y) | -x / (3 + y)",
        "-2 * x / (-3 - y) | 2 * x / (3 + y)",
        "x + -3 * y / m1 | x - 3 * y / m1",
      })
  void isWhatAPersonWrites(String text, String expected) {
    Expression readable = Expression.parse(text, NAMES).readable();
    assertThat(readable.toText()).isEqualTo(Expression.parse(expected, NAMES).toText());
  }

  private static long unsigned(Expression e) {
    return Trees.nodes(e).stream()
        .filter(n -> !(n instanceof Expression.Unary u && u.operator() == Operator.NEG))
        .count();
  }

  /** Whether {@code ^} occurs, 0 or 1. */
  private static long powers(Expression e) {
    return Trees.nodes(e).stream()
        .filter(n -> n instanceof Expression.Binary b && b.operator() == Operator.POW)
        .limit(1)
        .count();
  }

  @Test
  void theValueStaysAndNeitherNodesNorConstantsAreMore() {
    RandomGenerator rng = RandomStream.of(3, "test.points");
    int compared = 0;
    int changed = 0;
    for (int i = 0; i < 4000; i++) {
      Expression e = RandomTrees.draw(i);
      Expression simple = e.simplified();
      Expression r = e.readable();
      assertThat(unsigned(r)).as("%s -> %s", e, r).isLessThanOrEqualTo(unsigned(simple));
      assertThat(r.constants().length).isLessThanOrEqualTo(simple.constants().length);
      changed += r.equals(simple) ? 0 : 1;
      assertThat(powers(r)).as("%s -> %s", e, r).isLessThanOrEqualTo(powers(simple));
      // Of both signs: a root of a square is no identity.
      double[] point = rng.doubles(NAMES.size(), -2.5, 2.5).toArray();
      double expected = simple.evaluate(point);
      if (Double.isFinite(expected) && Math.abs(expected) < 1e6) {
        compared++;
        assertThat(r.evaluate(point))
            .as("%s -> %s", e, r)
            .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
      }
    }
    assertThat(compared).isGreaterThan(1000);
    assertThat(changed).isGreaterThan(300);
  }

  @Test
  void aReadableFormIsReadableAlready() {
    for (int i = 0; i < 2000; i++) {
      Expression r = RandomTrees.draw(i).readable();
      assertThat(unsigned(r.readable())).isLessThanOrEqualTo(unsigned(r));
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-200 * (1e-200 * x)", "1e200 * (x * (1e200 * y))"})
  void numbersWhoseProductNoDoubleHoldsStayApart(String text) {
    assertThat(Expression.parse(text, NAMES).readable().constants()).hasSize(2);
  }
}
