package org.principia.theory.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.parallel.Cluster;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.JointMember;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.front.Snapping;
import org.principia.symbolic.settings.Loss;

/** What searches found as rows of the table of fronts. */
final class FrontWriter {
  /** Rows that say whether a simple number will do. */
  private static final int SNAPPING_ROWS = 1000;

  private FrontWriter() {}

  /** A member before its formula is written. */
  private record Draft(
      String component,
      ParetoMember member,
      double loss,
      Expression formula,
      boolean chosen,
      String structure)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The members of all fronts, those of free formulas first: where one must be taken, it is theirs.
   *
   * @param cluster a task a member
   * @param found the fronts of the searches, by their names
   * @param problems what they searched in, by their names
   * @param tables each component over all variables
   * @param loss of the searches
   * @return the rows
   */
  static List<FrontMember> of(
      Cluster cluster,
      Map<String, ParetoFront> found,
      Map<String, ? extends Problem> problems,
      Map<String, Table> tables,
      Loss loss) {
    List<Draft> drafts = new ArrayList<>();
    found.forEach(
        (name, f) -> {
          if (problems.get(name) instanceof JointTable joint) {
            drafts.addAll(drafts(JointFront.of(f, joint)));
          } else {
            ParetoMember chosen = f.chosen();
            f.members()
                .forEach(
                    m ->
                        drafts.add(
                            new Draft(
                                name,
                                m,
                                m.loss(),
                                m.expression(),
                                m.equals(chosen),
                                FrontMember.FREE)));
          }
        });
    drafts.sort(Comparator.comparing(m -> m.structure().equals(FrontMember.FREE) ? 0 : 1));
    return cluster.map(
        new LinkedHashMap<>(tables),
        drafts,
        (shared, draft) -> written(draft, shared.get(draft.component()), loss));
  }

  /** Every structure with the formula that it gives each target. */
  private static List<Draft> drafts(JointFront front) {
    List<Draft> drafts = new ArrayList<>();
    for (int t = 0; t < front.targets().size(); t++) {
      for (JointMember m : front.members()) {
        drafts.add(
            new Draft(
                front.targets().get(t),
                m.structure(),
                m.losses()[t],
                m.formula(t),
                m.structure().equals(front.chosen().structure()),
                FrontMember.CENTRAL));
      }
    }
    return drafts;
  }

  private static FrontMember written(Draft draft, Table table, Loss loss) {
    Expression formula = draft.formula().bind(table.names());
    double reached = draft.loss();
    if (draft.structure().equals(FrontMember.CENTRAL)) {
      // Its linear maps have a coefficient for every axis, needed or not.
      formula = Snapping.tidied(formula, table, loss);
      reached = Snapping.loss(formula, table, loss);
    }
    Expression snapped = Snapping.snapped(formula, first(table), loss);
    return new FrontMember(
        draft.component(),
        draft.member().complexity(),
        reached,
        draft.member().score(),
        formula.toText(),
        formula.toLatex(6),
        draft.chosen(),
        draft.structure(),
        formula.toSql(),
        snapped.toText(),
        Snapping.loss(snapped, table, loss));
  }

  /** The first rows: samples come in the order of their random keys. */
  private static Table first(Table table) {
    int rows = Math.min(SNAPPING_ROWS, table.rows());
    double[][] columns =
        Arrays.stream(table.columns())
            .map(column -> Arrays.copyOf(column, rows))
            .toArray(double[][]::new);
    double[] target = Arrays.copyOf(table.target(), rows);
    boolean varied = Arrays.stream(target).anyMatch(y -> y != target[0]);
    return varied ? Table.of(table.names(), columns, target) : table;
  }
}
