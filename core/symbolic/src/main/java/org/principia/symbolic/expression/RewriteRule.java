package org.principia.symbolic.expression;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * One identity, as text: {@code $x / $x -> 1 when $x != 0}.
 *
 * <p>{@code $c}, {@code $c1}, … stand for constants, other {@code $} names for any expression; a
 * name that occurs twice stands for equal trees. Behind {@code when} stands the domain on which
 * both sides are equal, conditions joined by {@code and}; a test draws points of that domain.
 */
final class RewriteRule {
  private static final Pattern NAME = Pattern.compile("\\$[a-z]\\d?");

  private final String text;
  private final List<String> names;
  private final Expression pattern;
  private final Expression replacement;

  private RewriteRule(String text, List<String> names, Expression pattern, Expression replacement) {
    this.text = text;
    this.names = names;
    this.pattern = pattern;
    this.replacement = replacement;
  }

  static RewriteRule parse(String text) {
    String identity = text.split(" when ")[0];
    String[] sides = identity.split("->");
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = NAME.matcher(identity);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    List<String> names = List.copyOf(found);
    ExpressionParser parser = ExpressionParser.of(names);
    return new RewriteRule(text, names, parser.parse(sides[0]), parser.parse(sides[1]));
  }

  Operator root() {
    return pattern instanceof Unary u ? u.operator() : ((Binary) pattern).operator();
  }

  List<String> names() {
    return names;
  }

  Expression pattern() {
    return pattern;
  }

  Expression replacement() {
    return replacement;
  }

  /** The right side with what the left side matched, if it matches the whole tree. */
  Optional<Expression> apply(Expression e) {
    Expression[] bound = new Expression[names.size()];
    return matches(pattern, e, bound)
        ? Optional.of(
            Trees.mapLeaves(
                replacement, leaf -> leaf instanceof Variable v ? bound[v.index()] : leaf))
        : Optional.empty();
  }

  private boolean matches(Expression p, Expression e, Expression[] bound) {
    if (p instanceof Variable v) {
      if (v.name().charAt(1) == 'c' && !(e instanceof Constant)) {
        return false;
      }
      if (bound[v.index()] == null) {
        bound[v.index()] = e;
        return true;
      }
      return bound[v.index()].equals(e);
    }
    if (p instanceof Unary u) {
      return e instanceof Unary f
          && u.operator() == f.operator()
          && matches(u.operand(), f.operand(), bound);
    }
    if (p instanceof Binary b) {
      return e instanceof Binary f
          && b.operator() == f.operator()
          && matches(b.left(), f.left(), bound)
          && matches(b.right(), f.right(), bound);
    }
    return p instanceof Constant c && e instanceof Constant d && c.value() == d.value();
  }

  @Override
  public String toString() {
    return text;
  }
}
