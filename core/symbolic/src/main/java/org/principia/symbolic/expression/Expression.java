package org.principia.symbolic.expression;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.principia.common.InputException;

/**
 * A formula: an immutable tree of constants, variables and operators.
 *
 * <p>A non-finite value of an expression is data, never an exception. The text form is read back by
 * {@link ExpressionParser}: {@code parse(e.toString())} equals {@code e}. The search evaluates
 * whole columns through {@code Program}; this tree is for people and for composition.
 */
public sealed interface Expression extends Serializable {

  /** A number, finite. */
  record Constant(double value) implements Expression {
    /** Refuses what has no text form. */
    public Constant {
      if (!Double.isFinite(value)) {
        throw InputException.invalid("constant of an expression", value, "a finite number");
      }
    }

    @Override
    public String toString() {
      return toText();
    }
  }

  /** A named column, at a position in the array that {@link Expression#evaluate} reads. */
  record Variable(String name, int index) implements Expression {
    @Override
    public String toString() {
      return toText();
    }
  }

  /** An operator of arity 1 and its operand. */
  record Unary(Operator operator, Expression operand) implements Expression {
    /** Checks the arity. */
    public Unary {
      requireArity(operator, 1);
    }

    @Override
    public String toString() {
      return toText();
    }
  }

  /** An operator of arity 2 and its operands. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {
    /** Checks the arity. */
    public Binary {
      requireArity(operator, 2);
    }

    @Override
    public String toString() {
      return toText();
    }
  }

  /**
   * Reads an expression.
   *
   * @param text for example {@code 2 * (dx + 0.5*dy) / r^2}
   * @param names of the variables; a variable's index is its place here
   * @return the tree, as written
   * @throws InputException if the text is no expression over those names: it names the position,
   *     from 1, and what was expected there
   */
  static Expression parse(String text, List<String> names) {
    return ExpressionParser.parse(text, names);
  }

  /** The leaf of a finite number. */
  static Expression constant(double value) {
    return new Constant(value);
  }

  /** An operator applied to as many operands as its arity. */
  static Expression apply(Operator operator, Expression... operands) {
    requireArity(operator, operands.length);
    return operands.length == 1
        ? new Unary(operator, operands[0])
        : new Binary(operator, operands[0], operands[1]);
  }

  /** Count of operators, constants and variables, at least 1. */
  default int complexity() {
    if (this instanceof Unary u) {
      return 1 + u.operand().complexity();
    }
    if (this instanceof Binary b) {
      return 1 + b.left().complexity() + b.right().complexity();
    }
    return 1;
  }

  /**
   * The value at one point, a NaN or infinite where it is undefined.
   *
   * @param variables values by {@link Variable#index}
   */
  default double evaluate(double[] variables) {
    if (this instanceof Constant c) {
      return c.value();
    }
    if (this instanceof Variable v) {
      return variables[v.index()];
    }
    if (this instanceof Unary u) {
      return u.operator().value(u.operand().evaluate(variables));
    }
    Binary b = (Binary) this;
    return b.operator().value(b.left().evaluate(variables), b.right().evaluate(variables));
  }

  /** The constants, left to right, in a fresh array. */
  default double[] constants() {
    return Trees.leaves(this, Constant.class).stream().mapToDouble(Constant::value).toArray();
  }

  /** The same tree with other constants: as many as {@link #constants()} gives, in that order. */
  default Expression withConstants(double[] constants) {
    int expected = Trees.countConstants(this);
    if (expected != constants.length) {
      throw InputException.invalid(
          "number of constants", constants.length, expected + " expected by " + this);
    }
    int[] next = {0};
    return expected == 0
        ? this
        : Trees.mapLeaves(
            this, leaf -> leaf instanceof Constant ? new Constant(constants[next[0]++]) : leaf);
  }

  /**
   * The tree with expressions in the place of variables, by name, all at once; a variable that is
   * not named stays.
   */
  default Expression substitute(Map<String, Expression> replacements) {
    return Trees.mapLeaves(
        this, leaf -> leaf instanceof Variable v ? replacements.getOrDefault(v.name(), v) : leaf);
  }

  /**
   * The tree with its variables numbered anew, by their places in the names: after {@link
   * #substitute} or for another table.
   *
   * @throws InputException if a variable of this tree is not among the names
   */
  default Expression bind(List<String> names) {
    return Trees.mapLeaves(this, leaf -> leaf instanceof Variable v ? bound(v, names) : leaf);
  }

  /** The names that occur, in alphabetical order. */
  default SortedSet<String> variables() {
    return Trees.leaves(this, Variable.class).stream()
        .map(Variable::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * An equal expression, no larger, by sound rules only, operands of sums and products in canonical
   * order: see {@link Simplifier}.
   */
  default Expression simplified() {
    return Simplifier.simplify(this);
  }

  /**
   * An equal expression as a person would write it, no larger and with no more constants: for what
   * is shown, not for the search, which keeps to {@link #simplified}. See {@link ReadableForm}.
   */
  default Expression readable() {
    return ReadableForm.of(this);
  }

  /**
   * A hash of the structure with constants masked, blind to order and grouping in sums and
   * products: equal for expressions that differ in their constants alone.
   */
  default long structureHash() {
    return StructureHash.of(this);
  }

  /** The text with every digit, which {@link ExpressionParser} reads back to an equal tree. */
  default String toText() {
    return ExpressionPrinter.exact().print(this);
  }

  /** The text with constants rounded to 1 to 17 significant digits, for people. */
  default String toText(int digits) {
    return ExpressionPrinter.rounded(digits).print(ExpressionPrinter.tidy(this));
  }

  /** The formula in LaTeX, without delimiters, constants with 1 to 17 significant digits. */
  default String toLatex(int digits) {
    return new LatexPrinter(digits).print(ExpressionPrinter.tidy(this));
  }

  /** The formula as an expression of Spark SQL, as {@link #toSql(SqlDialect)} writes it. */
  default String toSql() {
    return toSql(SqlDialect.SPARK);
  }

  /**
   * The formula as an expression of SQL, with every digit; names of columns are quoted, as the
   * dialect does, where they are no plain words.
   */
  default String toSql(SqlDialect dialect) {
    return CodePrinter.sql(dialect).print(this);
  }

  /**
   * The formula as a Java class with one static method, which has a parameter for each variable in
   * the order of {@link Variable#index}; names that are no identifiers are changed.
   *
   * <p>It calls {@link Math}, whose last digit may differ from {@link #evaluate}'s.
   *
   * @param className a Java identifier
   * @param methodName a Java identifier
   * @return the source file, without a package
   * @throws InputException if a name is no identifier
   */
  default String toJava(String className, String methodName) {
    return CodePrinter.javaClass(this, className, methodName);
  }

  /**
   * The tree as JSON, constants with every digit: {@code {"operator": "+", "operands":
   * [{"variable": "x"}, {"constant": 2.5}]}}.
   */
  default String toJson() {
    return JsonPrinter.print(this);
  }

  private static Variable bound(Variable v, List<String> names) {
    int index = names.indexOf(v.name());
    if (index < 0) {
      throw InputException.invalid("variable", v.name(), "one of " + String.join(", ", names));
    }
    return new Variable(v.name(), index);
  }

  private static void requireArity(Operator operator, int operands) {
    if (operator.arity() != operands) {
      throw InputException.invalid(
          "operands of " + operator.symbol(), operands, operator.arity() + " expected");
    }
  }
}
