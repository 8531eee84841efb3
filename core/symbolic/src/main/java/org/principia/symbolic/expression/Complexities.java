package org.principia.symbolic.expression;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;

/**
 * Weights of operators, constants and variables in the complexity of a formula; 1 each by default.
 *
 * <p>Texts: {@code sin = 3}, {@code constant = 2}, {@code variable = 1}; whole numbers.
 */
public final class Complexities implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String KEY = "complexities";
  private static final Pattern FORM = Pattern.compile("\\s*(\\S+)\\s*=\\s*([1-9]\\d?)\\s*");

  private final Map<Operator, Integer> operators = new EnumMap<>(Operator.class);
  private int constant = 1;
  private int variable = 1;
  private final boolean plain;

  /**
   * Reads the texts.
   *
   * @throws InputException if one is no weight, or gives a second one for the same thing
   */
  public Complexities(List<String> texts) {
    plain = texts.isEmpty();
    for (Operator operator : Operator.values()) {
      operators.put(operator, 1);
    }
    Set<String> said = new HashSet<>();
    for (String text : texts) {
      Matcher parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw invalid(text);
      }
      String thing = Operator.named(parts.group(1)).map(Operator::symbol).orElse(parts.group(1));
      if (!said.add(thing)) {
        throw InputException.invalid(KEY, text, "one weight for " + parts.group(1));
      }
      set(text, thing, Integer.parseInt(parts.group(2)));
    }
  }

  /** Every operator, constant and variable counts 1. */
  public static Complexities ones() {
    return new Complexities(List.of());
  }

  private void set(String text, String thing, int weight) {
    switch (thing) {
      case "constant" -> constant = weight;
      case "variable" -> variable = weight;
      default -> operators.put(Operator.named(thing).orElseThrow(() -> invalid(text)), weight);
    }
  }

  private static InputException invalid(String text) {
    return InputException.invalid(
        KEY, text, "such as \"sin = 3\", \"constant = 2\" or \"variable = 1\", from 1 to 99");
  }

  /** The smallest complexity of a formula that has a variable. */
  public int least() {
    return variable;
  }

  /** The complexity of a formula. */
  public int of(Expression e) {
    return plain ? e.complexity() : sum(e);
  }

  private int sum(Expression e) {
    if (e instanceof Unary u) {
      return operators.get(u.operator()) + sum(u.operand());
    }
    if (e instanceof Binary b) {
      return operators.get(b.operator()) + sum(b.left()) + sum(b.right());
    }
    return e instanceof Constant ? constant : variable;
  }

  /** Simplified, unless that made it more complex: rules count nodes, not weights. */
  public Expression simplified(Expression e) {
    Expression simple = e.simplified();
    return plain || sum(simple) <= sum(e) ? simple : e;
  }
}
