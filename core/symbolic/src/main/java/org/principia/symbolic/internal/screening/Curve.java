package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.fit.ConstantFit;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Loss;

/**
 * A curve {@code y = d + T^-1(a + b phi(g; c))}.
 *
 * @param transform T
 * @param basis phi
 * @param argument g on the rows of the screen
 * @param at c, the offset d, the squares that it leaves, the sign of y - d
 * @param linear the coefficients of 1 and of the basis
 */
record Curve(
    TargetTransform transform, Basis basis, Argument argument, double[] at, double[] linear) {
  private static final int STEPS = 60;

  /** A function of the argument g and one constant c. */
  enum Basis {
    /** {@code exp(c g)}. */
    EXPONENTIAL,
    /** {@code g^c}: the exponential of c times the logarithm. */
    POWER,
    /** {@code 1 / (g + c)}. */
    POLE,
    /** {@code log(g + c)}. */
    LOGARITHM,
    /** {@code (g + c)^2}. */
    PEAK,
    /** {@code cos(c g)} and {@code sin(c g)}. */
    WAVE;

    boolean isPower() {
      return this == EXPONENTIAL || this == POWER;
    }
  }

  /** An argument on the rows of the screen, or its logarithm; its middle and its range. */
  record Argument(Feature feature, double[] values, double middle, double range) {
    static Argument of(Feature feature, Basis basis) {
      double[] u = basis == Basis.POWER ? Products.logs(feature.values()) : feature.values();
      double least = Arrays.stream(u).min().orElseThrow();
      double largest = Arrays.stream(u).max().orElseThrow();
      return new Argument(feature, u, 0.5 * least + 0.5 * largest, largest - least);
    }
  }

  double constant() {
    return at[0];
  }

  double offset() {
    return at[1];
  }

  double left() {
    return at[2];
  }

  /** Of the target less the offset. */
  private double sign() {
    return at[3];
  }

  List<Object> kind() {
    return List.of(transform, basis, offset() == 0);
  }

  /**
   * All constants by Levenberg and Marquardt, of a curve about the middle of its argument: about
   * zero the constants of a power depend on each other too much.
   */
  Curve fitted(FirstPass pass) {
    Sample sample = pass.rows();
    double[] g = pass.values(argument().feature().expression(), sample);
    double[] logs = basis() == Basis.POWER ? Products.logs(g) : g;
    double middle = basis().isPower() ? argument().middle() : 0;
    double[][] column = {Feature.map(logs, x -> x - middle)};
    Sample about =
        new Sample(column, sample.targets(), sample.basis(), sample.starts(), sample.weights());
    List<Double> constants = new ArrayList<>();
    if (offset() != 0) {
      constants.add(offset());
    }
    boolean wave = basis() == Basis.WAVE;
    constants.add(linear[0]);
    constants.add(wave ? Math.hypot(linear[1], linear[2]) : linear[1]);
    constants.add(constant());
    if (wave) {
      constants.add(StrictMath.atan2(linear[1], linear[2]));
    }
    Expression form =
        Expression.parse(form(), List.of("u"))
            .withConstants(constants.stream().mapToDouble(Double::doubleValue).toArray());
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    if (!Double.isFinite(fit.fit(form, about, false, STEPS))) {
      return this;
    }
    double[] k = fit.withFitted(form).constants();
    int first = offset() == 0 ? 0 : 1;
    double[] next =
        wave
            ? new double[] {
              k[first],
              k[first + 1] * ElementaryFunctions.sin(k[first + 3]),
              k[first + 1] * ElementaryFunctions.cos(k[first + 3])
            }
            : new double[] {k[first], k[first + 1]};
    double[] moved = {k[first + 2], first == 0 ? 0 : k[0], left(), sign()};
    return new Curve(transform(), basis(), argument(), moved, next);
  }

  /** The curve of u with ones in the place of its constants: offset, a, b, c, phase. */
  private String form() {
    String inner =
        switch (basis()) {
          case EXPONENTIAL, POWER -> "1 + 1 * exp(1 * u)";
          case POLE -> "1 + 1 / (u + 1)";
          case LOGARITHM -> "1 + 1 * log(u + 1)";
          case PEAK -> "1 + 1 * square(u + 1)";
          case WAVE -> "1 + 1 * sin(1 * u + 1)";
        };
    String curve =
        switch (transform()) {
          case RECIPROCAL -> "inv(" + inner + ")";
          case LOGARITHM -> (sign() < 0 ? "-exp(" : "exp(") + inner + ")";
          default -> inner;
        };
    return offset() == 0 ? curve : "1 + " + curve;
  }

  /** The formula, null if the operators cannot write it. */
  Expression written(Formulas formulas) {
    boolean negative = sign() < 0 && transform() != TargetTransform.IDENTITY;
    double factor = basis().isPower() ? linear()[1] * factor() : linear()[1];
    Expression inner = basis() == Basis.WAVE ? wave(formulas) : term(formulas, factor);
    Expression curve;
    if (transform() == TargetTransform.RECIPROCAL) {
      // a / (b + phi) has a node less than 1 / (a + b phi).
      Expression below = formulas.sum(formulas.constant(linear()[0] / factor), term(formulas, 1));
      return shifted(formulas, formulas.quotient(formulas.constant(1 / factor), below), false);
    }
    curve = formulas.sum(formulas.constant(linear()[0]), inner);
    boolean exponential = transform() == TargetTransform.LOGARITHM;
    if (exponential && basis() == Basis.LOGARITHM) {
      Expression a = formulas.constant(ElementaryFunctions.exp(linear()[0]));
      Expression from = plus(formulas, argument().feature().expression(), constant());
      Expression power = formulas.raised(from, formulas.constant(linear()[1]));
      return shifted(formulas, formulas.product(a, power), negative);
    }
    return shifted(formulas, exponential ? formulas.unary(Operator.EXP, curve) : curve, negative);
  }

  /** What the coefficient of a power about the middle is multiplied by for one about zero. */
  private double factor() {
    return isFar() ? 1 : ElementaryFunctions.exp(-constant() * argument().middle());
  }

  /** Whether a power about zero is beyond what numbers can hold. */
  private boolean isFar() {
    return Math.abs(constant() * argument().middle()) > 300;
  }

  private Expression shifted(Formulas formulas, Expression curve, boolean negative) {
    if (offset() == 0) {
      return negative ? formulas.product(formulas.constant(-1), curve) : curve;
    }
    Expression d = formulas.constant(offset());
    return negative ? formulas.difference(d, curve) : formulas.sum(d, curve);
  }

  private Expression term(Formulas formulas, double factor) {
    Expression g = argument().feature().expression();
    Expression inner = formulas.constant(constant());
    double middle = argument().middle();
    Expression scale = formulas.constant(factor);
    return switch (basis()) {
      case EXPONENTIAL -> {
        Expression from = isFar() ? formulas.sum(g, formulas.constant(-middle)) : g;
        yield formulas.product(scale, formulas.exponential(constant(), from));
      }
      case POWER -> {
        double unit = ElementaryFunctions.exp(-middle);
        Expression from = isFar() ? formulas.product(formulas.constant(unit), g) : g;
        yield formulas.product(scale, formulas.raised(from, inner));
      }
      case POLE -> formulas.quotient(scale, plus(formulas, g, constant()));
      case PEAK -> formulas.product(scale, formulas.power(plus(formulas, g, constant()), 4));
      default ->
          formulas.product(scale, formulas.unary(Operator.LOG, plus(formulas, g, constant())));
    };
  }

  private static Expression plus(Formulas formulas, Expression g, double c) {
    return c == 0 ? g : formulas.sum(g, formulas.constant(c));
  }

  /** {@code a cos + b sin} as one wave with a phase. */
  private Expression wave(Formulas formulas) {
    boolean sine = formulas.has(Operator.SIN);
    double a = linear()[1];
    double b = linear()[2];
    double phase = sine ? StrictMath.atan2(a, b) : StrictMath.atan2(-b, a);
    Expression turns =
        formulas.product(formulas.constant(constant()), argument().feature().expression());
    Expression wave =
        formulas.unary(
            sine ? Operator.SIN : Operator.COS, formulas.sum(formulas.constant(phase), turns));
    return formulas.product(formulas.constant(Math.hypot(a, b)), wave);
  }
}
