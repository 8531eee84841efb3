package org.principia.symbolic.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.program.BlockKernels;
import org.principia.symbolic.internal.program.Program;

/** The references are series in decimal arithmetic, cut off far behind the digits compared. */
final class ElementaryFunctionsTest {
  private static final MathContext DIGITS = new MathContext(50);
  private static final int POINTS = 500;

  /** Abramowitz and Stegun, table 1.1; and 60 digits more for the reduction of large angles. */
  private static final BigDecimal PI =
      new BigDecimal(
          "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986");

  private static final BigDecimal LN_2 =
      new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068000949339");

  private static BigDecimal of(double x) {
    return new BigDecimal(x);
  }

  private static BigDecimal exp(BigDecimal x) {
    int n = x.divide(LN_2, DIGITS).setScale(0, RoundingMode.HALF_EVEN).intValue();
    BigDecimal r = x.subtract(LN_2.multiply(BigDecimal.valueOf(n)), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = term;
    for (int i = 1; i < 36; i++) {
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(n), DIGITS);
    return n >= 0 ? sum.multiply(power, DIGITS) : sum.divide(power, DIGITS);
  }

  /** Two steps of Halley's method from 16 digits, each of which triples them. */
  private static BigDecimal log(BigDecimal x) {
    BigDecimal y = of(StrictMath.log(x.doubleValue()));
    for (int i = 0; i < 2; i++) {
      BigDecimal e = exp(y);
      BigDecimal step = x.subtract(e, DIGITS).divide(x.add(e, DIGITS), DIGITS);
      y = y.add(step.multiply(BigDecimal.valueOf(2)), DIGITS);
    }
    return y;
  }

  private static BigDecimal sin(BigDecimal x) {
    BigDecimal turns = x.divide(PI, new MathContext(60)).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(PI.multiply(turns), DIGITS);
    BigDecimal minusSquare = r.multiply(r, DIGITS).negate();
    BigDecimal term = r;
    BigDecimal sum = r;
    for (int k = 2; k < 50; k += 2) {
      term = term.multiply(minusSquare, DIGITS).divide(BigDecimal.valueOf(k * (k + 1L)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return turns.toBigInteger().testBit(0) ? sum.negate() : sum;
  }

  private static BigDecimal cos(BigDecimal x) {
    return sin(x.add(PI.divide(BigDecimal.valueOf(2))));
  }

  private static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = exp(x.multiply(BigDecimal.valueOf(2)));
    return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
  }

  /** The largest error over random points, in units in the last place. */
  private static double worst(
      DoubleUnaryOperator found, DoubleFunction<BigDecimal> expected, double[] points) {
    double worst = 0;
    for (double x : points) {
      BigDecimal reference = expected.apply(x);
      BigDecimal error = of(found.applyAsDouble(x)).subtract(reference).abs();
      BigDecimal unit = of(Math.ulp(reference.doubleValue()));
      worst = Math.max(worst, error.divide(unit, MathContext.DECIMAL32).doubleValue());
    }
    return worst;
  }

  private static double[] between(double low, double high) {
    return RandomStream.of(1, "test.points").doubles(POINTS, low, high).toArray();
  }

  /** Of every magnitude: powers of two with random exponents. */
  private static double[] ofAllSizes(int low, int high) {
    RandomGenerator random = RandomStream.of(2, "test.points");
    double[] points = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      points[i] = Math.scalb(1 + random.nextDouble(), random.nextInt(low, high));
    }
    return points;
  }

  @Test
  void exponentialIsWithinOneUnit() {
    DoubleFunction<BigDecimal> reference = x -> exp(of(x));
    assertThat(worst(ElementaryFunctions::exp, reference, between(-1, 1))).isLessThan(1);
    assertThat(worst(ElementaryFunctions::exp, reference, between(-708, 709.78))).isLessThan(1);
    assertThat(worst(ElementaryFunctions::exp, reference, between(-745, -708))).isLessThan(1);
    assertThat(worst(ElementaryFunctions::exp, reference, ofAllSizes(-60, 0))).isLessThan(1);
  }

  @Test
  void logarithmIsWithinOneUnit() {
    DoubleFunction<BigDecimal> reference = x -> log(of(x));
    assertThat(worst(ElementaryFunctions::log, reference, between(0.5, 2))).isLessThan(1);
    assertThat(worst(ElementaryFunctions::log, reference, between(0.99, 1.01))).isLessThan(1);
    assertThat(worst(ElementaryFunctions::log, reference, ofAllSizes(-1074, 1024))).isLessThan(1);
  }

  @Test
  void sineAndCosineAreWithinTwoAndAHalfUnits() {
    for (double range : new double[] {1e-3, 4, 1e3, Trigonometry.MAX_ANGLE}) {
      double[] points = between(-range, range);
      assertThat(worst(ElementaryFunctions::sin, x -> sin(of(x)), points)).isLessThan(2.5);
      assertThat(worst(ElementaryFunctions::cos, x -> cos(of(x)), points)).isLessThan(2.5);
      assertThat(
              worst(ElementaryFunctions::tan, x -> sin(of(x)).divide(cos(of(x)), DIGITS), points))
          .isLessThan(4);
    }
  }

  @Test
  void sineKeepsItsDigitsNearItsZeros() {
    double[] points = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      points[i] = 199L * i * Math.PI;
    }
    assertThat(worst(ElementaryFunctions::sin, x -> sin(of(x)), points)).isLessThan(2.5);
  }

  @Test
  void hyperbolicTangentIsWithinTwoAndAHalfUnits() {
    DoubleFunction<BigDecimal> reference = x -> tanh(of(x));
    assertThat(worst(ElementaryFunctions::tanh, reference, between(-2, 2))).isLessThan(2.5);
    // Below 2^-60 the reference would need more digits than it has.
    assertThat(worst(ElementaryFunctions::tanh, reference, ofAllSizes(-60, 6))).isLessThan(2.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.7, -0.3, 4, 10, -7.25, 100.5, -690})
  void powersAreWithinAUnitAndAFewForExtremeResults(double largest) {
    RandomGenerator random = RandomStream.of(6, "test.points");
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
      double base = Math.scalb(1 + random.nextDouble(), random.nextInt(-30, 30));
      double exponent = largest * random.nextDouble() / Math.max(1, Math.abs(Math.log(base)));
      BigDecimal reference = exp(of(exponent).multiply(log(of(base)), DIGITS));
      BigDecimal error = of(ElementaryFunctions.pow(base, exponent)).subtract(reference).abs();
      BigDecimal unit = of(Math.ulp(reference.doubleValue()));
      worst = Math.max(worst, error.divide(unit, MathContext.DECIMAL32).doubleValue());
    }
    assertThat(worst).isLessThan(1 + Math.abs(largest) / 16);
  }

  @Test
  void wholePowersOfWholeNumbersAreExact() {
    for (int base = 2; base <= 10; base++) {
      double power = 1;
      for (int exponent = 1; exponent <= 5; exponent++) {
        power *= base;
        assertThat(ElementaryFunctions.pow(base, exponent)).isEqualTo(power);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e7, -3e9, 1e22, 1e300, -1.7e308})
  void hugeAnglesHaveTheSinesOfStrictMath(double x) {
    assertThat(ElementaryFunctions.sin(x)).isEqualTo(StrictMath.sin(x));
    assertThat(ElementaryFunctions.cos(x)).isEqualTo(StrictMath.cos(x));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        Double.MIN_VALUE,
        -1e-310,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e300,
        -1e300,
        800,
        -800
      })
  void specialValuesAreThoseOfStrictMath(double x) {
    assertThat((Double) ElementaryFunctions.exp(x)).isEqualTo((Double) StrictMath.exp(x));
    assertThat((Double) ElementaryFunctions.sin(x)).isEqualTo((Double) StrictMath.sin(x));
    assertThat((Double) ElementaryFunctions.tanh(x)).isEqualTo((Double) StrictMath.tanh(x));
    double log = StrictMath.log(x);
    assertThat(ElementaryFunctions.log(x)).isBetween(Math.nextDown(log), Math.nextUp(log));
    double cos = StrictMath.cos(x);
    assertThat(ElementaryFunctions.cos(x)).isBetween(Math.nextDown(cos), Math.nextUp(cos));
  }

  @Test
  void wholeNumbersHaveTheValuesOneExpects() {
    assertThat(ElementaryFunctions.exp(0)).isEqualTo(1);
    assertThat(ElementaryFunctions.log(1)).isEqualTo(0);
    assertThat(ElementaryFunctions.cos(0)).isEqualTo(1);
    assertThat(ElementaryFunctions.sin(Math.PI / 2)).isEqualTo(1);
    assertThat(ElementaryFunctions.tanh(30)).isEqualTo(1);
    assertThat(ElementaryFunctions.pow(-3, 2)).isEqualTo(9);
    assertThat(ElementaryFunctions.pow(-2, 3)).isEqualTo(-8);
    assertThat(ElementaryFunctions.pow(4, -1)).isEqualTo(0.25);
    assertThat(ElementaryFunctions.pow(9, 0.5)).isEqualTo(3);
    assertThat(ElementaryFunctions.pow(-0.0, 0.5)).isEqualTo(0.0);
    assertThat(ElementaryFunctions.pow(2, 10)).isEqualTo(1024);
    assertThat(ElementaryFunctions.pow(-8, 1.0 / 3)).isNaN();
  }

  /** The search evaluates blocks, people single points: a front must not depend on which. */
  @ParameterizedTest
  @EnumSource
  void aBlockHasTheBitsOfSinglePoints(Operator op) {
    BlockKernels kernels = new BlockKernels();
    RandomGenerator random = RandomStream.of(5, "test.points");
    double[] special = {
      0, -0.0, 1, -1, Double.MIN_VALUE, 1e-310, 709.9, -745.1, 1e7, 1e308, 0.5, 2, 3
    };
    double[] a = new double[Program.BLOCK];
    double[] b = new double[Program.BLOCK];
    double[] out = new double[Program.BLOCK];
    // Often enough for the compiler: interpreted and compiled code must agree too.
    for (int round = 0; round < 300; round++) {
      for (int i = 0; i < a.length; i++) {
        a[i] = Math.scalb(random.nextGaussian(), random.nextInt(-8, 12));
        b[i] = random.nextGaussian();
      }
      if (round % 3 == 0) {
        System.arraycopy(special, 0, a, 7, special.length);
        a[40] = Double.NaN;
        a[41] = Double.POSITIVE_INFINITY;
        a[42] = Double.NEGATIVE_INFINITY;
        System.arraycopy(special, 0, b, 1 + round % 50, special.length);
      }
      kernels.value(op, a, b, out, a.length - round % 9);
      for (int i = 0; i < a.length - round % 9; i++) {
        double expected = op.arity() == 1 ? op.value(a[i]) : op.value(a[i], b[i]);
        // A NaN may have any bits.
        boolean same = Double.compare(out[i], expected) == 0;
        if (!same) {
          assertThat(out[i]).as("%s of %s, %s", op, a[i], b[i]).isEqualTo(expected);
          Assertions.fail("%s of %s, %s: another zero", op, a[i], b[i]);
        }
      }
    }
  }
}
