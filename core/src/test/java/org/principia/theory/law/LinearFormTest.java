package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;

final class LinearFormTest {
  private static final List<String> NAMES = List.of("a", "b", "x", "y");
  private static final List<String> LINEAR_IN = List.of("x", "y");

  /** a, b, x, y of some points, none of them zero. */
  private static final List<double[]> POINTS =
      List.of(
          new double[] {2, 3, 5, 7}, new double[] {-1, 0.5, 4, -2}, new double[] {0.1, -6, -3, 9});

  private static Expression parse(String text) {
    return Expression.parse(text, NAMES);
  }

  private static Optional<LinearForm> form(String text) {
    return LinearForm.of(parse(text), LINEAR_IN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "a",
        "a*x + b*y + a*b",
        "(x - 2*y)*(a + b)",
        "(a + b)*(x - 2*y)",
        "-(x + a) - (y - b)",
        "(x + a)/b - y/(a*b)",
        "3*(x*a)*b - (y + x)/2 + a/b"
      })
  void theFormIsTheFormulaTakenApart(String text) {
    LinearForm form = form(text).orElseThrow();
    Expression whole = parse(text);
    for (double[] point : POINTS) {
      double expected = whole.evaluate(point);
      double found =
          form.coefficients().get(0).evaluate(point) * point[2]
              + form.coefficients().get(1).evaluate(point) * point[3]
              + form.rest().evaluate(point);
      assertThat(found).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void coefficientsAndRestAreFreeOfTheVariables() {
    LinearForm form = form("(x - 2*y)*(a + b) + a/b").orElseThrow();
    assertThat(form.coefficients())
        .allSatisfy(c -> assertThat(c.variables()).doesNotContain("x", "y"));
    assertThat(form.rest().variables()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aVariableThatDoesNotOccurHasTheCoefficientZero() {
    LinearForm form = form("a*x").orElseThrow();
    assertThat(LinearForm.is(form.coefficients().get(1), 0)).isTrue();
    assertThat(LinearForm.is(form.rest(), 0)).isTrue();
    LinearForm without = form("a*b").orElseThrow();
    assertThat(without.coefficients()).allMatch(c -> LinearForm.is(c, 0));
    assertThat(without.rest()).isEqualTo(parse("a*b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x*y", "x*x", "a/x", "x/y", "(x + a)*(y + b)", "x^2", "a + b/(x - 1)"})
  void aFormulaThatIsNotWrittenAsLinearHasNoForm(String text) {
    assertThat(form(text)).isEmpty();
  }

  @Test
  void zerosAndOnesAreNotWritten() {
    Expression a = parse("a");
    Expression zero = Expression.constant(0);
    Expression one = Expression.constant(1);
    assertThat(LinearForm.product(one, a)).isEqualTo(a);
    assertThat(LinearForm.product(a, one)).isEqualTo(a);
    assertThat(LinearForm.is(LinearForm.product(a, zero), 0)).isTrue();
    assertThat(LinearForm.sum(Operator.ADD, a, zero)).isEqualTo(a);
    assertThat(LinearForm.sum(Operator.ADD, zero, a)).isEqualTo(a);
    assertThat(LinearForm.sum(Operator.SUBTRACT, zero, a).evaluate(POINTS.get(0))).isEqualTo(-2);
  }

  @Test
  void numbersAreMultipliedOutUnlessTheirProductIsNoDouble() {
    Expression six = LinearForm.product(Expression.constant(2), Expression.constant(3));
    assertThat(LinearForm.is(six, 6)).isTrue();
    Expression large = LinearForm.product(Expression.constant(1e200), Expression.constant(1e200));
    assertThat(large.constants()).containsExactly(1e200, 1e200);
  }
}
