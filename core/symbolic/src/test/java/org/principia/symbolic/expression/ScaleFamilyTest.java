package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.settings.SymbolicSettings;

final class ScaleFamilyTest {
  private static final List<String> NAMES = List.of("x", "y", "z");

  private static Expression of(String text, boolean shifted) {
    return ScaleFamily.representative(Expression.parse(text, NAMES).simplified(), shifted);
  }

  @ParameterizedTest
  @CsvSource({
    "2 * x / y, x / y",
    "-x, x",
    "4*x + 2*y, 2*x + y",
    "4*x + 2, 0.5 + x",
    "3 / (4*x + 2), 1 / (0.5 + x)",
    "5 / (x + y), 1 / (x + y)",
    "2 + 6 / x, 1 + 3 / x",
    "x + 2*y, x + 2*y",
    "square(2*x + 4), square(2 + x)",
    "sqrt(4*x), sqrt(4*x)",
    "(2*x - 6*y) * z, (x - 3*y) * z"
  })
  void theScaleIsLeftOut(String text, String expected) {
    assertThat(of(text, false)).isEqualTo(Expression.parse(expected, NAMES).simplified());
  }

  @ParameterizedTest
  @CsvSource({"2 + x, x", "2 + 3*x, x", "x / y - 1, x / y", "5 - 2*(x*y), x * y"})
  void theShiftIsLeftOutWhereItIsSupplied(String text, String expected) {
    assertThat(of(text, true)).isEqualTo(Expression.parse(expected, NAMES).simplified());
    assertThat(of(text, false).complexity()).isGreaterThan(of(text, true).complexity());
  }

  @Test
  void theFunctionStaysInItsFamilyAndGrowsNowhere() {
    RandomGenerator rng = RandomStream.of(8, "test.family");
    Primitives primitives = new Primitives(SymbolicSettings.defaults().operatorList(), NAMES);
    int changed = 0;
    for (int i = 0; i < 3000; i++) {
      Expression e = primitives.tree(1 + rng.nextInt(7), rng).simplified();
      Expression f = ScaleFamily.representative(e, false);
      assertThat(f.complexity()).as("%s -> %s", e, f).isLessThanOrEqualTo(e.complexity());
      assertThat(ScaleFamily.representative(f, false).complexity()).isEqualTo(f.complexity());
      changed += f.equals(e) ? 0 : 1;
      double[] p = rng.doubles(3, 0.5, 2).toArray();
      double[] q = rng.doubles(3, 0.5, 2).toArray();
      double atP = e.evaluate(p);
      double atQ = e.evaluate(q);
      double left = atP * f.evaluate(q);
      double right = atQ * f.evaluate(p);
      if (Double.isFinite(left) && Double.isFinite(right) && Math.abs(left) > 1e-6) {
        assertThat(left).as("%s -> %s", e, f).isCloseTo(right, within(1e-6 * Math.abs(right)));
      }
    }
    assertThat(changed).isGreaterThan(500);
  }

  @Test
  void oneConstantOfAFactorThatOnlyScalesIsHeld() {
    assertThat(held("1 / (x + 2)")).containsExactly(true, false);
    assertThat(held("1 + 3 / x")).containsExactly(true, false);
    assertThat(held("x + 3 * y")).containsExactly(false);
    assertThat(held("(0 + 2 / x) * (1 + 3 / y)")).containsExactly(false, true, true, false);
    assertThat(held("exp(2 * x)")).containsExactly(false);
  }

  private static boolean[] held(String text) {
    Expression e = Expression.parse(text, NAMES);
    boolean[] held = new boolean[e.constants().length];
    ScaleFamily.markScales(e, held);
    return held;
  }
}
