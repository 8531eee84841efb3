package org.principia.symbolic.constraint;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Operator;

/**
 * Limits on formulas: the depth of the tree, operators within operators, the size of operands.
 *
 * <p>Texts: {@code sin: sin cos} forbids sines and cosines anywhere inside a sine; {@code exp <= 7}
 * forbids operands of exp of a complexity above 7; {@code ^ <= 9 1} has a limit for each operand.
 */
public final class Constraints {
  /** A depth that no formula of the largest complexity exceeds. */
  public static final int ANY_DEPTH = 100;

  private final int maxDepth;
  private final Map<Operator, Set<Operator>> forbidden = new EnumMap<>(Operator.class);
  private final Map<Operator, int[]> limits = new EnumMap<>(Operator.class);
  private final Complexities complexities;
  private final Optional<Units> units;
  private final boolean none;

  Constraints(int maxDepth, List<String> texts) {
    this(maxDepth, texts, Complexities.ones(), Optional.empty());
  }

  /**
   * The constraints of a search.
   *
   * @param maxDepth largest depth of a tree
   * @param units of the columns, the target and constants; none: units are not checked
   * @throws InputException if a text is no constraint
   */
  public Constraints(
      int maxDepth, List<String> texts, Complexities complexities, Optional<Units> units) {
    this.maxDepth = maxDepth;
    this.complexities = complexities;
    this.units = units;
    for (String text : texts) {
      if (text.contains("<=")) {
        readLimit(text);
      } else {
        readNesting(text);
      }
    }
    none = maxDepth >= ANY_DEPTH && texts.isEmpty();
  }

  /** Reads the texts: throws what {@link InputException} says if one is no constraint. */
  public static void check(List<String> texts) {
    new Constraints(ANY_DEPTH, texts).allow(Expression.constant(1));
  }

  private void readNesting(String text) {
    String[] sides = text.split(":", -1);
    if (sides.length != 2 || sides[1].isBlank()) {
      throw invalid(text);
    }
    Set<Operator> inside = EnumSet.noneOf(Operator.class);
    for (String symbol : sides[1].trim().split("\\s+", -1)) {
      inside.add(operator(symbol, text));
    }
    Operator around = operator(sides[0].trim(), text);
    forbidden.computeIfAbsent(around, o -> EnumSet.noneOf(Operator.class)).addAll(inside);
  }

  private void readLimit(String text) {
    String[] sides = text.split("<=", -1);
    Operator op = operator(sides[0].trim(), text);
    List<Integer> numbers = new ArrayList<>();
    for (String number : sides[1].trim().split("\\s+", -1)) {
      if (!number.matches("[1-9]\\d{0,3}")) {
        throw invalid(text);
      }
      numbers.add(Integer.parseInt(number));
    }
    if (sides.length != 2 || numbers.size() > op.arity()) {
      throw invalid(text);
    }
    int last = numbers.get(numbers.size() - 1);
    limits.put(op, new int[] {numbers.get(0), last});
  }

  private static Operator operator(String symbol, String text) {
    return Operator.named(symbol).orElseThrow(() -> invalid(text));
  }

  private static InputException invalid(String text) {
    return InputException.invalid(
        "constraints", text, "such as \"sin: sin cos\" or \"exp <= 7\" or \"^ <= 9 1\"");
  }

  /** Whether a formula keeps to all of them. */
  public boolean allow(Expression e) {
    return allowPart(e) && (units.isEmpty() || units.get().explain(e));
  }

  /** Whether it does, but that its unit may be another than the target's: it may be a part yet. */
  public boolean allowPart(Expression e) {
    boolean formal = none || (depth(e) <= maxDepth && allow(e, EnumSet.noneOf(Operator.class)));
    return formal && (units.isEmpty() || units.get().agree(e));
  }

  private static int depth(Expression e) {
    if (e instanceof Unary u) {
      return 1 + depth(u.operand());
    }
    return e instanceof Binary b ? 1 + Math.max(depth(b.left()), depth(b.right())) : 1;
  }

  private boolean allow(Expression e, EnumSet<Operator> not) {
    if (e instanceof Unary u) {
      return !not.contains(u.operator())
          && isWithin(u.operator(), 0, u.operand())
          && allow(u.operand(), inside(u.operator(), not));
    }
    if (e instanceof Binary b) {
      EnumSet<Operator> inner = inside(b.operator(), not);
      return !not.contains(b.operator())
          && isWithin(b.operator(), 0, b.left())
          && isWithin(b.operator(), 1, b.right())
          && allow(b.left(), inner)
          && allow(b.right(), inner);
    }
    return true;
  }

  private boolean isWithin(Operator op, int operand, Expression e) {
    int[] limit = limits.get(op);
    return limit == null || complexities.of(e) <= limit[operand];
  }

  private EnumSet<Operator> inside(Operator op, EnumSet<Operator> not) {
    Set<Operator> more = forbidden.get(op);
    if (more == null) {
      return not;
    }
    EnumSet<Operator> both = EnumSet.copyOf(not);
    both.addAll(more);
    return both;
  }
}
