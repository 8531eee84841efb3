package org.principia.jobs.cluster.analysis;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.FrontMember;
import org.principia.jobs.cluster.search.Found;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.JointMember;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.front.Snapping;
import org.principia.symbolic.settings.Loss;

/** What searches found as rows of the table of fronts. */
public final class FrontMembers {
  /** Structure of formulas that are searched component by component. */
  public static final String FREE = "free";

  /** Structure of formulas that share one factor. */
  public static final String CENTRAL = "central";

  /** Rows that say whether a simple number will do. */
  private static final int SNAPPING_ROWS = 1000;

  private FrontMembers() {}

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
   * @param directory whose session does the work, a task a member
   * @param found what the searches found, by their names
   * @param problems what they searched in, by their names
   * @param tables each component over all variables
   * @param loss of the searches
   * @return the rows
   */
  public static List<FrontMember> of(
      Directory directory,
      Map<String, Found> found,
      Map<String, ? extends Problem> problems,
      Map<String, Table> tables,
      Loss loss) {
    JavaSparkContext spark = directory.context();
    List<Draft> drafts = new ArrayList<>();
    found.forEach(
        (name, f) -> {
          if (problems.get(name) instanceof JointTable joint) {
            drafts.addAll(drafts(JointFront.of(f.front(), joint)));
          } else {
            ParetoMember chosen = f.front().chosen();
            f.front()
                .members()
                .forEach(
                    m ->
                        drafts.add(
                            new Draft(name, m, m.loss(), m.expression(), m.equals(chosen), FREE)));
          }
        });
    drafts.sort(Comparator.comparing(m -> m.structure().equals(FREE) ? 0 : 1));
    Broadcast<Map<String, Table>> shared = spark.broadcast(tables);
    try {
      return spark
          .parallelize(drafts, Math.max(1, drafts.size()))
          .map(draft -> written(draft, shared.value().get(draft.component()), loss))
          .collect();
    } finally {
      shared.destroy();
    }
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
                CENTRAL));
      }
    }
    return drafts;
  }

  private static FrontMember written(Draft draft, Table table, Loss loss) {
    Expression formula = draft.formula().bind(table.names());
    double reached = draft.loss();
    if (draft.structure().equals(CENTRAL)) {
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
