package org.principia.symbolic.internal.screening;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.function.DoubleUnaryOperator;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.math.ElementaryFunctions;

/** What is done to the target before a sum of terms is fitted to it, and how that is undone. */
// The fields hold functions without state.
@SuppressWarnings("ImmutableEnumChecker")
enum TargetTransform {
  IDENTITY(y -> y, y -> 1),
  RECIPROCAL(y -> 1 / y, y -> -1 / (y * y)),
  SQUARE(y -> y * y, y -> 2 * y),
  RECIPROCAL_SQUARE(y -> 1 / (y * y), y -> -2 / (y * y * y)),
  ROOT(y -> Math.sqrt(Math.abs(y)), y -> 0.5 / Math.sqrt(Math.abs(y))),
  EXPONENTIAL(ElementaryFunctions::exp, ElementaryFunctions::exp),
  SINE(ElementaryFunctions::sin, ElementaryFunctions::cos),
  ARC_SINE(StrictMath::asin, y -> 1 / Math.sqrt(1 - y * y)),
  ARC_COSINE(StrictMath::acos, y -> -1 / Math.sqrt(1 - y * y)),
  LOGARITHM(y -> ElementaryFunctions.log(Math.abs(y)), y -> 1 / y),
  COSINE(ElementaryFunctions::cos, y -> -ElementaryFunctions.sin(y)),
  TANGENT(ElementaryFunctions::tan, y -> 1 + StrictMath.pow(ElementaryFunctions.tan(y), 2));

  /** Share of the rows whose sign may be another. */
  private static final double STRAY = 0.05;

  private final DoubleUnaryOperator value;
  private final DoubleUnaryOperator slope;

  TargetTransform(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    this.value = value;
    this.slope = slope;
  }

  double of(double y) {
    return value.applyAsDouble(y);
  }

  /**
   * Whether targets have one sign but for a few, which noise may have carried across zero: they
   * have little weight after a transform for which the sign matters.
   */
  static boolean isOfOneSign(double[] target) {
    long negative = Arrays.stream(target).filter(y -> y < 0).count();
    long positive = Arrays.stream(target).filter(y -> y > 0).count();
    return target.length - Math.max(negative, positive) <= STRAY * target.length;
  }

  /** Whether most targets are below zero. */
  static boolean isNegative(double[] target) {
    return 2 * Arrays.stream(target).filter(y -> y < 0).count() > target.length;
  }

  /** Whether the transform is one to one on these targets, but for a few rows. */
  boolean isInvertibleOn(double[] target) {
    double least = Arrays.stream(target).min().orElseThrow();
    double largest = Arrays.stream(target).max().orElseThrow();
    boolean oneSign = isOfOneSign(target);
    return switch (this) {
      case IDENTITY -> true;
      case RECIPROCAL, SQUARE, RECIPROCAL_SQUARE, ROOT, LOGARITHM -> oneSign;
      case EXPONENTIAL -> Math.max(Math.abs(least), Math.abs(largest)) < 40;
      case SINE, TANGENT -> least >= -Math.PI / 2 && largest <= Math.PI / 2;
      case COSINE -> least >= 0 && largest <= Math.PI;
      case ARC_SINE, ARC_COSINE -> least >= -1 && largest <= 1;
    };
  }

  /**
   * The formula of the target from that of the transformed one, null if it cannot be written;
   * negative where the targets are below zero.
   */
  Expression inverse(Expression e, boolean negative, Formulas f) {
    Expression size =
        switch (this) {
          case IDENTITY -> e;
          case RECIPROCAL -> f.power(e, -2);
          case SQUARE -> f.power(e, 1);
          case RECIPROCAL_SQUARE -> f.hasRoot() ? f.power(e, -1) : null;
          case ROOT -> f.power(e, 4);
          case EXPONENTIAL -> f.unary(Operator.LOG, e);
          case SINE -> f.unary(Operator.ASIN, e);
          case COSINE -> f.unary(Operator.ACOS, e);
          case TANGENT -> f.unary(Operator.ATAN, e);
          case ARC_SINE -> f.unary(Operator.SIN, e);
          case ARC_COSINE -> f.unary(Operator.COS, e);
          case LOGARITHM -> f.unary(Operator.EXP, e);
        };
    boolean lost = EnumSet.of(SQUARE, RECIPROCAL_SQUARE, ROOT, LOGARITHM).contains(this);
    return lost && negative ? f.product(new Constant(-1), size) : size;
  }

  /**
   * Weights under which errors of the transformed target count as those of the target do, times
   * those of the rows; clipped at their median where there is a transform, so that a few rows do
   * not rule.
   */
  double[] weights(double[] target, double[] rowWeights) {
    double[] w = unclipped(target, rowWeights);
    if (this == IDENTITY) {
      return w;
    }
    double[] counted = Arrays.stream(w).filter(x -> x > 0 && Double.isFinite(x)).sorted().toArray();
    double median = counted.length == 0 ? 1 : counted[counted.length / 2];
    double mean = 1.0 / rowWeights.length;
    return Feature.map(
        w, rowWeights, (x, r) -> x > 0 || r == 0 ? Math.min(1, x / median) : 1e-6 * (r / mean));
  }

  /** The same unclipped, for a model that is right but for small errors. */
  double[] unclipped(double[] target, double[] rowWeights) {
    double mean = 1.0 / rowWeights.length;
    double[] rows = Feature.map(rowWeights, r -> r / mean);
    if (this == IDENTITY) {
      return rows;
    }
    double[] slopes = Feature.map(target, y -> Math.abs(slope.applyAsDouble(y)));
    double unit = Feature.unit(slopes);
    return Feature.map(slopes, rows, (s, r) -> r * ElementaryFunctions.pow(s / unit, -2));
  }
}
