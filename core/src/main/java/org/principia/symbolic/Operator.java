package org.principia.symbolic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.principia.common.InputException;

/**
 * The table of operators: name, arity, value, derivatives and precedence, each in this one place.
 *
 * <p>Outside its domain an operator gives what IEEE 754 gives (a NaN or an infinity), never a
 * protected value: the search rejects such an expression, and its extrapolation stays honest.
 */
// The fields hold functions without state.
@SuppressWarnings("ImmutableEnumChecker")
public enum Operator {
  /** {@code a + b}. */
  ADD("+", 1, Double::sum, (a, b) -> 1, (a, b) -> 1),
  /** {@code a - b}. */
  SUBTRACT("-", 1, (a, b) -> a - b, (a, b) -> 1, (a, b) -> -1),
  /** {@code a * b}. */
  MULTIPLY("*", 2, (a, b) -> a * b, (a, b) -> b, (a, b) -> a),
  /** {@code a / b}. */
  DIVIDE("/", 2, (a, b) -> a / b, (a, b) -> 1 / b, (a, b) -> -a / (b * b)),
  /** {@code a ^ b}, real only: a NaN for a negative base and a broken exponent. */
  POW(
      "^",
      4,
      Math::pow,
      (a, b) -> b * Math.pow(a, b - 1),
      (a, b) -> a == 0 ? 0 : Math.pow(a, b) * Math.log(a)),
  /** {@code -a}. */
  NEG("neg", a -> -a, a -> -1),
  /** {@code a^2}. */
  SQUARE("square", a -> a * a, a -> 2 * a),
  /** {@code a^3}. */
  CUBE("cube", a -> a * a * a, a -> 3 * a * a),
  /** Square root. */
  SQRT("sqrt", Math::sqrt, a -> 0.5 / Math.sqrt(a)),
  /** Exponential. */
  EXP("exp", Math::exp, Math::exp),
  /** Natural logarithm. */
  LOG("log", Math::log, a -> 1 / a),
  /** Sine of an angle in radians. */
  SIN("sin", Math::sin, Math::cos),
  /** Cosine of an angle in radians. */
  COS("cos", Math::cos, a -> -Math.sin(a)),
  /** Hyperbolic tangent. */
  TANH("tanh", Math::tanh, a -> 1 - Math.tanh(a) * Math.tanh(a)),
  /** Absolute value; its derivative at zero is taken as zero. */
  ABS("abs", Math::abs, Math::signum),
  /** {@code 1 / a}. */
  INV("inv", a -> 1 / a, a -> -1 / (a * a));

  /** Precedence of unary minus: below {@code ^}, above {@code *}. */
  static final int MINUS_PRECEDENCE = 3;

  /** Precedence of a name, a number and a call, which never need parentheses. */
  static final int ATOM_PRECEDENCE = 5;

  private static final Operator[] ALL = values();

  private final String symbol;
  private final int arity;
  private final int precedence;
  private final DoubleUnaryOperator unary;
  private final DoubleUnaryOperator slope;
  private final DoubleBinaryOperator binary;
  private final DoubleBinaryOperator slopeLeft;
  private final DoubleBinaryOperator slopeRight;

  Operator(String symbol, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    this.symbol = symbol;
    this.arity = 1;
    this.precedence = "neg".equals(symbol) ? MINUS_PRECEDENCE : ATOM_PRECEDENCE;
    this.unary = value;
    this.slope = slope;
    this.binary = (a, b) -> value.applyAsDouble(a);
    this.slopeLeft = (a, b) -> slope.applyAsDouble(a);
    this.slopeRight = (a, b) -> 0;
  }

  Operator(
      String symbol,
      int precedence,
      DoubleBinaryOperator value,
      DoubleBinaryOperator slopeLeft,
      DoubleBinaryOperator slopeRight) {
    this.symbol = symbol;
    this.arity = 2;
    this.precedence = precedence;
    this.unary = a -> Double.NaN;
    this.slope = a -> Double.NaN;
    this.binary = value;
    this.slopeLeft = slopeLeft;
    this.slopeRight = slopeRight;
  }

  /**
   * How the operator is written: {@code +} or {@code sqrt}.
   *
   * @return the symbol
   */
  public String symbol() {
    return symbol;
  }

  /**
   * Number of operands.
   *
   * @return 1 or 2
   */
  public int arity() {
    return arity;
  }

  /**
   * Value of a unary operator.
   *
   * @param a the operand
   * @return the value, a NaN or infinite outside the domain
   */
  public double value(double a) {
    return unary.applyAsDouble(a);
  }

  /**
   * Value of a binary operator.
   *
   * @param a the left operand
   * @param b the right operand
   * @return the value, a NaN or infinite outside the domain
   */
  public double value(double a, double b) {
    return binary.applyAsDouble(a, b);
  }

  /**
   * The operator of a symbol.
   *
   * @param symbol {@code +} or {@code sqrt}
   * @return the operator, if there is one
   */
  public static Optional<Operator> of(String symbol) {
    return Arrays.stream(ALL).filter(o -> o.symbol.equals(symbol)).findFirst();
  }

  /**
   * The operators of a list of symbols.
   *
   * @param key what to name in an error, a configuration key
   * @param symbols the symbols
   * @return the operators, in that order
   * @throws InputException if a symbol is unknown
   */
  static List<Operator> listOf(String key, List<String> symbols) {
    return symbols.stream()
        .map(s -> of(s).orElseThrow(() -> InputException.invalid(key, s, "one of " + symbols())))
        .toList();
  }

  static String symbols() {
    return String.join(" ", Arrays.stream(ALL).map(Operator::symbol).toList());
  }

  double slope(double a) {
    return slope.applyAsDouble(a);
  }

  double slopeLeft(double a, double b) {
    return slopeLeft.applyAsDouble(a, b);
  }

  double slopeRight(double a, double b) {
    return slopeRight.applyAsDouble(a, b);
  }

  int precedence() {
    return precedence;
  }

  boolean commutes() {
    return this == ADD || this == MULTIPLY;
  }
}
