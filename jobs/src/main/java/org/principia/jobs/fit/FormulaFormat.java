package org.principia.jobs.fit;

import java.util.function.Function;
import org.principia.symbolic.Expression;

/** Languages that a formula is written in: each a column of the front and a file. */
// The fields hold functions without state.
@SuppressWarnings("ImmutableEnumChecker")
enum FormulaFormat {
  /** Every digit; read back by the parser. */
  FORMULA("txt", Expression::toText),
  /** Six digits, without delimiters. */
  LATEX("tex", formula -> formula.toLatex(6));

  private final String extension;
  private final Function<Expression, String> printer;

  FormulaFormat(String extension, Function<Expression, String> printer) {
    this.extension = extension;
    this.printer = printer;
  }

  /** Name of the column. */
  String column() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Name of the file of the chosen formulas. */
  String file() {
    return "formula." + extension;
  }

  /** A formula in this language. */
  String print(Expression formula) {
    return printer.apply(formula);
  }
}
