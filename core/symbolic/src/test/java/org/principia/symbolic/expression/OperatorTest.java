package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.principia.symbolic.internal.program.BlockKernels;
import org.principia.symbolic.settings.SymbolicSettings;

/** Every operator in every column of the table. */
final class OperatorTest {
  private static final double H = 1e-6;

  /** Inside every operator's domain. */
  private static final double[] POINTS = {0.17, 0.4, 0.93};

  private static final double OTHER = 0.7;
  private static final List<String> NAMES = List.of("x", "y");

  private static Expression applied(Operator op) {
    Expression x = Expression.parse("x", NAMES);
    return op.arity() == 1
        ? Expression.apply(op, x)
        : Expression.apply(op, x, Expression.parse("y", NAMES));
  }

  private static double value(Operator op, double a, double b) {
    return op.arity() == 1 ? op.value(a) : op.value(a, b);
  }

  @ParameterizedTest
  @EnumSource
  void derivativesAreThoseOfCentralDifferences(Operator op) {
    double b = OTHER;
    for (double a : POINTS) {
      double f = value(op, a, b);
      double left = (value(op, a + H, b) - value(op, a - H, b)) / (2 * H);
      assertThat(op.slopeLeft(a, b, f)).isCloseTo(left, within(1e-6 * (1 + Math.abs(left))));
      if (op.arity() == 2) {
        double right = (value(op, a, b + H) - value(op, a, b - H)) / (2 * H);
        assertThat(op.slopeRight(a, b, f)).isCloseTo(right, within(1e-6 * (1 + Math.abs(right))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivativesOfABlockAreThoseOfTheTable(Operator op) {
    BlockKernels kernels = new BlockKernels();
    double[] b = new double[POINTS.length];
    Arrays.fill(b, OTHER);
    double[] f = new double[POINTS.length];
    double[] adjoint = {2, -3, 5};
    double[] left = new double[POINTS.length];
    double[] right = new double[POINTS.length];
    kernels.value(op, POINTS, b, f, POINTS.length);
    kernels.slopeLeft(op, POINTS, b, f, adjoint, left, POINTS.length);
    BlockKernels.slopeRight(op, POINTS, b, f, adjoint, right, POINTS.length);
    for (int i = 0; i < POINTS.length; i++) {
      double byLeft = adjoint[i] * op.slopeLeft(POINTS[i], OTHER, f[i]);
      assertThat(left[i]).isCloseTo(byLeft, within(1e-14 * Math.abs(byLeft)));
      if (op.arity() == 2) {
        double byRight = adjoint[i] * op.slopeRight(POINTS[i], OTHER, f[i]);
        assertThat(right[i]).isCloseTo(byRight, within(1e-14 * Math.abs(byRight)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void symbolsLeadBackToTheirOperator(Operator op) {
    assertThat(Operator.of(op.symbol())).contains(op);
  }

  @ParameterizedTest
  @EnumSource
  void textIsReadBack(Operator op) {
    Expression e = applied(op);
    assertThat(Expression.parse(e.toText(), NAMES)).isEqualTo(e);
    assertThat(Expression.parse(e.toText() + " - x", NAMES).complexity())
        .isEqualTo(e.complexity() + 2);
  }

  @ParameterizedTest
  @EnumSource
  void sqlHasTheSameValue(Operator op) {
    Expression e = applied(op);
    Expression read = SqlText.read(e.toSql(), NAMES);
    for (double a : POINTS) {
      double[] point = {a, OTHER};
      assertThat(read.evaluate(point)).isCloseTo(e.evaluate(point), within(1e-15));
    }
  }

  @Test
  void javaHasTheSameValues() throws ReflectiveOperationException {
    Map<String, String> texts = new HashMap<>();
    for (Operator op : Operator.values()) {
      texts.put("Law" + op, applied(op).toJava("Law" + op, "value"));
    }
    JavaSource source = JavaSource.compile(texts);
    for (Operator op : Operator.values()) {
      for (double a : POINTS) {
        double[] point = op.arity() == 1 ? new double[] {a} : new double[] {a, OTHER};
        assertThat(source.call("Law" + op, "value", point))
            .as("%s", op)
            .isCloseTo(value(op, a, OTHER), within(1e-14));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void latexNamesTheOperandsAndClosesItsBraces(Operator op) {
    String latex = applied(op).toLatex(3);
    assertThat(latex).contains("x").doesNotContain("$");
    if (op.arity() == 2) {
      assertThat(latex).contains("y");
    }
    assertThat(latex.chars().filter(c -> c == '{').count())
        .isEqualTo(latex.chars().filter(c -> c == '}').count());
    assertThat(latex).as("one way to write each operator").isNotEqualTo("x");
  }

  @Test
  void noTwoOperatorsLookAlike() {
    List<Operator> all = List.of(Operator.values());
    assertThat(all.stream().map(o -> applied(o).toLatex(3))).doesNotHaveDuplicates();
    assertThat(all.stream().map(o -> applied(o).toSql())).doesNotHaveDuplicates();
    assertThat(all.stream().map(o -> applied(o).toJava("A", "b"))).doesNotHaveDuplicates();
    assertThat(all.stream().map(o -> applied(o).toJson())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorCountsOne(Operator op) {
    assertThat(applied(op).complexity()).isEqualTo(1 + op.arity());
  }

  @ParameterizedTest
  @EnumSource
  void operandsMayChangePlacesWhereTheTableSaysSo(Operator op) {
    boolean same = op.arity() == 2 && op.value(0.3, 0.9) == op.value(0.9, 0.3);
    assertThat(op.commutes()).isEqualTo(same);
  }

  @Test
  void outsideTheDomainThereIsNoProtectedValue() {
    assertThat(Operator.LOG.value(-1)).isNaN();
    assertThat(Operator.SQRT.value(-1)).isNaN();
    assertThat(Operator.ASIN.value(1.1)).isNaN();
    assertThat(Operator.DIVIDE.value(1, 0)).isInfinite();
    assertThat(Operator.POW.value(-1, 0.5)).isNaN();
    assertThat(Operator.MAX.value(1, Double.NaN)).isNaN();
  }

  @ParameterizedTest
  @EnumSource(names = {"SQRT", "CBRT", "ASIN", "ACOS"})
  void anInfiniteSlopeCountsAsNone(Operator op) {
    double end = op == Operator.ASIN || op == Operator.ACOS ? 1 : 0;
    assertThat(op.slopeLeft(end, 0, op.value(end))).isZero();
  }

  @Test
  void cubeRootsOfNegativeNumbersAreReal() {
    assertThat(Operator.CBRT.value(-27)).isCloseTo(-3, within(1e-15));
  }

  @Test
  void anUnknownSymbolIsNamed() {
    assertThatThrownBy(() -> Operator.listOf("operators", List.of("+", "sinus")))
        .hasMessageStartingWith("Invalid operators: sinus (one of + - * /");
  }

  @Test
  void theSettingsNameEveryOperator() throws NoSuchFieldException {
    String doc =
        Arrays.stream(SymbolicSettings.class.getRecordComponents())
            .filter(c -> c.getName().equals("operators"))
            .map(c -> c.getAnnotation(org.principia.common.Setting.class).value())
            .findFirst()
            .orElseThrow();
    String expected = " of " + Operator.symbols() + ".";
    assertThat(doc.toLowerCase(Locale.ROOT)).endsWith(expected);
  }
}
