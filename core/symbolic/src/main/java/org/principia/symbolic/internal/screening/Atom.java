package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * A shape of one argument g with one or two constants inside, of which sums are made.
 *
 * @param shape which one
 * @param c its constants
 */
record Atom(Shape shape, double[] c) {
  /** A function of g and of constants c and d. */
  enum Shape {
    /** {@code exp(c g)}. */
    EXPONENTIAL,
    /** {@code g^c}. */
    POWER,
    /** {@code 1 / (g + c)}. */
    POLE,
    /** {@code log(g + c)}. */
    LOGARITHM,
    /** {@code exp(c (g + d)^2)}, a bell. */
    BELL,
    /** {@code 1 / (c + (g + d)^2)}, Lorentz' line. */
    LINE,
    /** {@code cos(c g)} and {@code sin(c g)}. */
    WAVE,
    /** {@code exp(d g)} times a wave of c. */
    DAMPED_WAVE;

    boolean isWave() {
      return this == WAVE || this == DAMPED_WAVE;
    }

    /** Whether neighbours on its grid are much alike. */
    boolean isSmooth() {
      return this == EXPONENTIAL || this == POWER || this == POLE || this == LOGARITHM;
    }
  }

  /** The atoms of a shape, scaled to an argument from low to high; waves up to a number. */
  static List<Atom> of(Shape shape, double low, double high, int waves) {
    double range = high - low;
    double[] rates =
        geometric(0.2, 1.5, 14).flatMap(s -> DoubleStream.of(-s, s)).map(s -> s / range).toArray();
    return switch (shape) {
      case EXPONENTIAL -> single(shape, DoubleStream.of(rates));
      case POWER ->
          low > 0
              ? single(
                  shape,
                  geometric(0.2, 1.5, 14)
                      .flatMap(s -> DoubleStream.of(-s, s))
                      .map(s -> s / ElementaryFunctions.log(high / low)))
              : List.of();
      case POLE ->
          single(
              shape,
              geometric(1e-3, 2, 14)
                  .flatMap(s -> DoubleStream.of(s * range - low, -s * range - high)));
      case LOGARITHM -> single(shape, geometric(1e-3, 2, 14).map(s -> s * range - low));
      case BELL, LINE -> peaks(shape, low, range);
      case WAVE ->
          single(shape, IntStream.rangeClosed(2, waves).mapToDouble(k -> 0.35 * k / range));
      case DAMPED_WAVE -> {
        List<Atom> out = new ArrayList<>();
        for (int k = 2; k <= waves / 2; k++) {
          double c = 0.7 * k / range;
          geometric(1, 2.5, 4).forEach(s -> out.add(new Atom(shape, new double[] {c, -s / range})));
        }
        yield out;
      }
    };
  }

  private static List<Atom> single(Shape shape, DoubleStream constants) {
    return constants.mapToObj(c -> new Atom(shape, new double[] {c})).toList();
  }

  /** Of widths from a hundredth of the range to the whole, as many places as tell them apart. */
  private static List<Atom> peaks(Shape shape, double low, double range) {
    List<Atom> out = new ArrayList<>();
    for (double width : geometric(0.01, 2, 7).toArray()) {
      for (double at = 0; at <= 1; at += 0.8 * width) {
        double w = width * range;
        double c = shape == Shape.BELL ? -0.5 / (w * w) : w * w;
        out.add(new Atom(shape, new double[] {c, -(low + at * range)}));
      }
    }
    return out;
  }

  private static DoubleStream geometric(double first, double ratio, int count) {
    return IntStream.range(0, count).mapToDouble(k -> first * Math.pow(ratio, k));
  }

  /** Values on some rows, one column or, of a wave, two; exponentials about a middle. */
  List<double[]> values(double[] g, double middle) {
    double a = c[0];
    double b = c.length > 1 ? c[1] : 0;
    DoubleUnaryOperator damping = x -> ElementaryFunctions.exp(b * (x - middle));
    return switch (shape) {
      case EXPONENTIAL -> List.of(Feature.map(g, x -> ElementaryFunctions.exp(a * (x - middle))));
      case POWER -> List.of(Feature.map(g, x -> ElementaryFunctions.pow(x / middle, a)));
      case POLE -> List.of(Feature.map(g, x -> 1 / (x + a)));
      case LOGARITHM -> List.of(Feature.map(g, x -> ElementaryFunctions.log(x + a)));
      case BELL -> List.of(Feature.map(g, x -> ElementaryFunctions.exp(a * (x + b) * (x + b))));
      case LINE -> List.of(Feature.map(g, x -> 1 / (a + (x + b) * (x + b))));
      default ->
          List.of(
              Feature.map(g, x -> damping.applyAsDouble(x) * ElementaryFunctions.cos(a * x)),
              Feature.map(g, x -> damping.applyAsDouble(x) * ElementaryFunctions.sin(a * x)));
    };
  }

  /** The atom times its coefficients, null if the operators cannot write it. */
  Expression written(Expression g, double middle, double[] k, Formulas f) {
    double at =
        switch (shape) {
          case EXPONENTIAL -> ElementaryFunctions.exp(-c[0] * middle);
          case POWER -> ElementaryFunctions.pow(middle, -c[0]);
          case DAMPED_WAVE -> ElementaryFunctions.exp(-c[1] * middle);
          default -> 1;
        };
    Expression scale = f.constant(at * (k.length > 1 ? Math.hypot(k[0], k[1]) : k[0]));
    return switch (shape) {
      case EXPONENTIAL -> f.product(scale, f.exponential(c[0], g));
      case POWER -> f.product(scale, f.raised(g, f.constant(c[0])));
      case POLE -> f.quotient(scale, f.sum(g, f.constant(c[0])));
      case LOGARITHM -> f.product(scale, f.unary(Operator.LOG, f.sum(g, f.constant(c[0]))));
      case BELL -> f.product(scale, f.exponential(c[0], f.power(f.sum(g, f.constant(c[1])), 4)));
      case LINE ->
          f.quotient(scale, f.sum(f.constant(c[0]), f.power(f.sum(g, f.constant(c[1])), 4)));
      case WAVE -> f.product(scale, wave(g, k, f));
      case DAMPED_WAVE -> f.product(scale, f.product(wave(g, k, f), f.exponential(c[1], g)));
    };
  }

  /** {@code k0 cos + k1 sin} as one wave with a phase. */
  private Expression wave(Expression g, double[] k, Formulas f) {
    boolean sine = f.has(Operator.SIN);
    double phase = sine ? StrictMath.atan2(k[0], k[1]) : StrictMath.atan2(-k[1], k[0]);
    Expression turns = f.product(f.constant(c[0]), g);
    return f.unary(sine ? Operator.SIN : Operator.COS, f.sum(f.constant(phase), turns));
  }
}
