package org.principia.jobs.fit;

import java.util.List;
import java.util.function.BiFunction;
import org.principia.symbolic.expression.Expression;

/** Languages that a formula is written in: each a column of the front and a file. */
// The fields hold functions without state.
@SuppressWarnings("ImmutableEnumChecker")
enum FormulaFormat {
  /** Every digit; read back by the parser. */
  FORMULA("formula.txt", (formula, columns) -> formula.toText()),
  /** Six digits, without delimiters. */
  LATEX("formula.tex", (formula, columns) -> formula.toLatex(6)),
  /** An expression of Spark SQL over the columns as the file names them. */
  SQL("formula.sql", (formula, columns) -> renamed(formula, columns).toSql()),
  /** The tree. */
  JSON("formula.json", (formula, columns) -> formula.toJson()),
  /** A class with one method. */
  JAVA("Formula.java", (formula, columns) -> formula.toJava("Formula", "value"));

  private final String file;
  private final BiFunction<Expression, List<String>, String> printer;

  FormulaFormat(String file, BiFunction<Expression, List<String>, String> printer) {
    this.file = file;
    this.printer = printer;
  }

  /** Name of the file of the chosen formula. */
  String file() {
    return file;
  }

  /** A formula in this language; the columns are the file's names, by the index of the variable. */
  String print(Expression formula, List<String> columns) {
    return printer.apply(formula, columns);
  }

  /** The formula with the file's names, which may be any texts. */
  private static Expression renamed(Expression e, List<String> columns) {
    if (e instanceof Expression.Variable v) {
      return new Expression.Variable(columns.get(v.index()), v.index());
    }
    if (e instanceof Expression.Unary u) {
      return new Expression.Unary(u.operator(), renamed(u.operand(), columns));
    }
    if (e instanceof Expression.Binary b) {
      return new Expression.Binary(
          b.operator(), renamed(b.left(), columns), renamed(b.right(), columns));
    }
    return e;
  }
}
