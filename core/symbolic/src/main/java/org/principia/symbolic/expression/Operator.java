package org.principia.symbolic.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.principia.common.InputException;
import org.principia.common.Spelling;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * The table of operators: name, arity, precedence, value, derivatives and the text in SQL, Java and
 * LaTeX, each in this one place; the loops over blocks are in {@code BlockKernels}.
 *
 * <p>Outside its domain an operator gives what IEEE 754 gives (a NaN or an infinity), never a
 * protected value: the search rejects such an expression, and its extrapolation stays honest.
 * Values have the same bits on every machine: they are exact by Java's specification, or those of
 * {@link ElementaryFunctions} and {@code StrictMath}.
 *
 * <p>In the texts {@code $a} and {@code $b} are the operands; a text that is a mere sign stands
 * between them.
 */
// The fields hold functions without state.
@SuppressWarnings("ImmutableEnumChecker")
public enum Operator {
  /** {@code a + b}. */
  ADD("+", 1, Double::sum, (a, b, f) -> 1, (a, b, f) -> 1, Forms.infix("+", "+")),
  /** {@code a - b}. */
  SUBTRACT("-", 1, (a, b) -> a - b, (a, b, f) -> 1, (a, b, f) -> -1, Forms.infix("-", "-")),
  /** {@code a * b}. */
  MULTIPLY("*", 2, (a, b) -> a * b, (a, b, f) -> b, (a, b, f) -> a, Forms.infix("*", "\\cdot")),
  /** {@code a / b}. */
  DIVIDE(
      "/",
      2,
      (a, b) -> a / b,
      (a, b, f) -> 1 / b,
      (a, b, f) -> -f / b,
      new Forms("/", "/", "\\frac{$a}{$b}")),
  /** {@code a ^ b}, real only: a NaN for a negative base and a broken exponent. */
  POW(
      "^",
      4,
      ElementaryFunctions::pow,
      (a, b, f) -> a == 0 ? b * ElementaryFunctions.pow(a, b - 1) : b * (f / a),
      // Undefined for a negative base: the exponent does not move then.
      (a, b, f) -> a == 0 ? 0 : f * ElementaryFunctions.log(a),
      new Forms("POWER($a, $b)", "Math.pow($a, $b)", "^")),
  /** {@code -a}. */
  NEG("neg", a -> -a, (a, b, f) -> -1, new Forms("-", "-", "-")),
  /** {@code a^2}. */
  SQUARE("square", a -> a * a, (a, b, f) -> 2 * a, Forms.power(2)),
  /** {@code a^3}. */
  CUBE("cube", a -> a * a * a, (a, b, f) -> 3 * a * a, Forms.power(3)),
  /** Square root. */
  SQRT(
      "sqrt",
      Math::sqrt,
      // Infinite at zero, where it would spoil the fit of every constant.
      (a, b, f) -> f == 0 ? 0 : 0.5 / f,
      Forms.call("sqrt", "\\sqrt{$a}")),
  /** Exponential. */
  EXP("exp", ElementaryFunctions::exp, (a, b, f) -> f, Forms.call("exp", "e^{$a}")),
  /** Natural logarithm. */
  LOG(
      "log",
      ElementaryFunctions::log,
      (a, b, f) -> 1 / a,
      new Forms("LN($a)", "Math.log($a)", "\\log" + Forms.ARGUMENT)),
  /** Sine of an angle in radians. */
  SIN("sin", ElementaryFunctions::sin, (a, b, f) -> ElementaryFunctions.cos(a), Forms.of("sin")),
  /** Cosine of an angle in radians. */
  COS("cos", ElementaryFunctions::cos, (a, b, f) -> -ElementaryFunctions.sin(a), Forms.of("cos")),
  /** Hyperbolic tangent. */
  TANH("tanh", ElementaryFunctions::tanh, (a, b, f) -> 1 - f * f, Forms.of("tanh")),
  /** Absolute value; its derivative at zero is taken as zero. */
  ABS("abs", Math::abs, (a, b, f) -> Math.signum(a), Forms.call("abs", "\\left|$a\\right|")),
  /** {@code 1 / a}. */
  INV("inv", a -> 1 / a, (a, b, f) -> -f * f, new Forms("1 /", "1 /", "\\frac{1}{$a}")),
  /** Cube root, of negative numbers too. */
  CBRT(
      "cbrt",
      StrictMath::cbrt,
      (a, b, f) -> f == 0 ? 0 : 1 / (3 * f * f),
      Forms.call("cbrt", "\\sqrt[3]{$a}")),
  /** Tangent of an angle in radians. */
  TAN("tan", ElementaryFunctions::tan, (a, b, f) -> 1 + f * f, Forms.of("tan")),
  /** The angle in [-pi/2, pi/2] of a sine. */
  ASIN("asin", StrictMath::asin, (a, b, f) -> arcSlope(a), Forms.inverse("sin")),
  /** The angle in [0, pi] of a cosine. */
  ACOS("acos", StrictMath::acos, (a, b, f) -> -arcSlope(a), Forms.inverse("cos")),
  /** The angle in [-pi/2, pi/2] of a tangent. */
  ATAN("atan", StrictMath::atan, (a, b, f) -> 1 / (1 + a * a), Forms.inverse("tan")),
  /** Hyperbolic sine. */
  SINH("sinh", StrictMath::sinh, (a, b, f) -> StrictMath.cosh(a), Forms.of("sinh")),
  /** Hyperbolic cosine. */
  COSH("cosh", StrictMath::cosh, (a, b, f) -> StrictMath.sinh(a), Forms.of("cosh")),
  /** The smaller one; where both are equal, the derivative is that by the left. */
  MIN(
      "min",
      Operator.ATOM_PRECEDENCE,
      Math::min,
      (a, b, f) -> a <= b ? 1 : 0,
      (a, b, f) -> a <= b ? 0 : 1,
      new Forms("LEAST($a, $b)", "Math.min($a, $b)", "\\min\\left($a, $b\\right)")),
  /** The larger one; where both are equal, the derivative is that by the left. */
  MAX(
      "max",
      Operator.ATOM_PRECEDENCE,
      Math::max,
      (a, b, f) -> a >= b ? 1 : 0,
      (a, b, f) -> a >= b ? 0 : 1,
      new Forms("GREATEST($a, $b)", "Math.max($a, $b)", "\\max\\left($a, $b\\right)"));

  /** A partial derivative. */
  @FunctionalInterface
  interface Slope {

    /** The derivative at the operands, from their value f too. */
    double at(double a, double b, double f);
  }

  /** How the operator is written in SQL (Spark's and DuckDB's), in Java and in LaTeX. */
  record Forms(String sql, String java, String latex) {
    private static final String ARGUMENT = "\\left($a\\right)";

    static Forms infix(String code, String latex) {
      return new Forms(code, code, latex);
    }

    static Forms power(int n) {
      return new Forms("POWER($a, " + n + ")", "Math.pow($a, " + n + ")", "^{" + n + "}");
    }

    static Forms call(String name, String latex) {
      return new Forms(name.toUpperCase(Locale.ROOT) + "($a)", "Math." + name + "($a)", latex);
    }

    static Forms of(String name) {
      return call(name, "\\" + name + ARGUMENT);
    }

    static Forms inverse(String name) {
      return call("a" + name, "\\arc" + name + ARGUMENT);
    }
  }

  /** Precedence of unary minus: below {@code ^}, above {@code *}. */
  static final int MINUS_PRECEDENCE = 3;

  /** Precedence of a name, a number and a call, which never need parentheses. */
  static final int ATOM_PRECEDENCE = 5;

  private static final Operator[] ALL = values();

  private final String symbol;
  private final int arity;
  private final int precedence;
  private final DoubleUnaryOperator unary;
  private final DoubleBinaryOperator binary;
  private final Slope slopeLeft;
  private final Slope slopeRight;
  private final Forms forms;

  Operator(String symbol, DoubleUnaryOperator value, Slope slope, Forms forms) {
    this.symbol = symbol;
    this.arity = 1;
    this.precedence = "neg".equals(symbol) ? MINUS_PRECEDENCE : ATOM_PRECEDENCE;
    this.unary = value;
    this.binary = (a, b) -> value.applyAsDouble(a);
    this.slopeLeft = slope;
    this.slopeRight = (a, b, f) -> 0;
    this.forms = forms;
  }

  Operator(
      String symbol,
      int precedence,
      DoubleBinaryOperator value,
      Slope slopeLeft,
      Slope slopeRight,
      Forms forms) {
    this.symbol = symbol;
    this.arity = 2;
    this.precedence = precedence;
    this.unary = a -> Double.NaN;
    this.binary = value;
    this.slopeLeft = slopeLeft;
    this.slopeRight = slopeRight;
    this.forms = forms;
  }

  /** How the operator is written: {@code +} or {@code sqrt}. */
  public String symbol() {
    return symbol;
  }

  /** Number of operands, 1 or 2. */
  public int arity() {
    return arity;
  }

  /** Value of a unary operator, a NaN or infinite outside the domain. */
  public double value(double a) {
    return unary.applyAsDouble(a);
  }

  /** Value of a binary operator, a NaN or infinite outside the domain. */
  public double value(double a, double b) {
    return binary.applyAsDouble(a, b);
  }

  /** The operator of a symbol, {@code +} or {@code sqrt}, if there is one. */
  public static Optional<Operator> of(String symbol) {
    return Arrays.stream(ALL).filter(o -> o.symbol.equals(symbol)).findFirst();
  }

  /**
   * The operator that a list of operators means by a name: its symbol, or another name that is used
   * for it, such as {@code ln}, {@code arcsin}, {@code **} or {@code log10}, which is a multiple of
   * {@code log}.
   */
  public static Optional<Operator> named(String name) {
    return Aliases.listed(name);
  }

  /**
   * The operators of a list of names, in that order, each once.
   *
   * @param key what to name in an error, a configuration key
   * @throws InputException if a name is unknown; it gives the nearest
   */
  public static List<Operator> listOf(String key, List<String> names) {
    return names.stream()
        .map(name -> named(name).orElseThrow(() -> unknown(key, name)))
        .distinct()
        .toList();
  }

  private static InputException unknown(String key, String name) {
    List<String> known = Arrays.stream(ALL).map(Operator::symbol).toList();
    return InputException.invalid(
        key, name, "one of " + symbols() + "; the nearest is " + Spelling.nearest(name, known));
  }

  /** All symbols, for messages. */
  static String symbols() {
    return String.join(" ", Arrays.stream(ALL).map(Operator::symbol).toList());
  }

  /** The derivative by the left or only operand, where the value is f. */
  public double slopeLeft(double a, double b, double f) {
    return slopeLeft.at(a, b, f);
  }

  /** The derivative by the right operand, where the value is f. */
  public double slopeRight(double a, double b, double f) {
    return slopeRight.at(a, b, f);
  }

  /** Of the arc sine; infinite at its ends, where it would spoil the fit of every constant. */
  private static double arcSlope(double a) {
    double root = Math.sqrt(1 - a * a);
    return root == 0 ? 0 : 1 / root;
  }

  int precedence() {
    return precedence;
  }

  Forms forms() {
    return forms;
  }

  public boolean isSum() {
    return this == ADD || this == SUBTRACT;
  }

  boolean commutes() {
    return this == ADD || this == MULTIPLY || this == MIN || this == MAX;
  }
}
