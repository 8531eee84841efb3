package org.principia.jobs.artefact.cell;

import java.util.List;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.observed.kernel.KernelResult.Law;
import org.principia.observed.kernel.KernelResult.PairForce;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.SqlDialect;

/** The table of laws, a row for each formula. */
final class LawTable {
  static final RecordFile<LawRow> FILE = new RecordFile<>("laws", RecordTable.of(LawRow.class));

  private LawTable() {}

  /** A formula of a law, the best of which is number 0, and how the law fits. */
  record LawRow(
      int law,
      String receiver,
      String sender,
      String formula,
      String latex,
      String sql,
      int complexity,
      double[] constants,
      double[] constantErrors,
      String strengths,
      long trainRows,
      double trainSquares,
      long testRows,
      double testSquares,
      double length) {

    PairForce force() {
      Expression read = Expression.parse(formula, List.of("r"));
      return new PairForce(receiver, sender, read, constantErrors);
    }
  }

  static List<LawRow> rows(int number, Law law) {
    return law.forces().stream().map(force -> row(number, law, force)).toList();
  }

  private static LawRow row(int number, Law law, PairForce force) {
    Expression formula = force.formula();
    return new LawRow(
        number,
        force.receiver(),
        force.sender(),
        formula.toText(),
        formula.toLatex(6),
        formula.toSql(SqlDialect.SPARK),
        formula.complexity(),
        formula.constants(),
        force.constantErrors(),
        law.strengths(),
        law.train().rows(),
        law.train().squares(),
        law.test().rows(),
        law.test().squares(),
        law.length());
  }
}
