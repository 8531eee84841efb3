package org.principia.jobs.fit;

import java.util.Locale;
import java.util.function.Function;

/** Languages that a formula is written in: each a column of the front and a file. */
// The fields hold functions without state.
@SuppressWarnings("ImmutableEnumChecker")
enum FormulaFormat {
  /** Every digit; read back by the parser. */
  FORMULA("formula.txt", f -> f.expression().toText()),
  /** Six digits, without delimiters. */
  LATEX("formula.tex", f -> f.expression().toLatex(6)),
  /** An expression of Spark SQL over the columns as the file names them. */
  SQL("formula.sql", f -> f.overColumns().toSql()),
  /** The tree. */
  JSON("formula.json", f -> f.expression().toJson()),
  /** A class with one method. */
  JAVA("Formula.java", f -> f.expression().toJava("Formula", "value"));

  private final String file;
  private final Function<Formula, String> printer;

  FormulaFormat(String file, Function<Formula, String> printer) {
    this.file = file;
    this.printer = printer;
  }

  /** Name of the column. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the file of the chosen formula. */
  String file() {
    return file;
  }

  /** A formula in this language. */
  String print(Formula formula) {
    return printer.apply(formula);
  }
}
