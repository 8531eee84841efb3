package org.principia.jobs.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.search.Found;
import org.principia.jobs.search.SearchJob;
import org.principia.jobs.search.SearchStopped;
import org.principia.jobs.search.SearchStore;
import org.principia.jobs.search.SearchTable;
import org.principia.jobs.workspace.Manifest;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.KeptMessages;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.Columns;
import org.principia.symbolic.Expression;
import org.principia.symbolic.JointFront;
import org.principia.symbolic.JointMember;
import org.principia.symbolic.JointTable;
import org.principia.symbolic.ParetoMember;
import org.principia.symbolic.Problem;
import org.principia.symbolic.Structure;
import org.principia.symbolic.SymbolicSettings;
import org.principia.symbolic.Table;

/**
 * Searches a formula for every kept message component and every acceleration component.
 *
 * <p>All components share the cluster by turns, see {@link SearchJob}; from the state that it saves
 * a killed search goes on.
 */
final class RegressStage implements Stage {
  private static final String FRONTS = "fronts";
  private static final String STATE = "_search";
  private static final String FREE = "free";
  private static final String CENTRAL = "central";

  @Override
  public String verb() {
    return "regress";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().stage("fronts");
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new RecordStage());
  }

  @Override
  public List<String> sections() {
    return List.of("symbolic");
  }

  @Override
  public String settings(Cell cell) {
    return SearchStore.outcome(cell.settings().symbolic());
  }

  /** The fronts of a cell. */
  static List<FrontTable.Member> fronts(Cell cell) {
    return FrontTable.read(cell.spark(), new Path(cell.workspace().stage("fronts"), FRONTS));
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    Map<String, Problem> problems = problems(cell);
    Map<String, Found> found = search(cell, problems);
    List<FrontTable.Member> members = members(found, problems);
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, String> ends = new LinkedHashMap<>();
    found.forEach((name, f) -> ends.put(name, f.end().label() + " after round " + f.rounds()));
    members.stream().filter(FrontTable.Member::chosen).forEach(m -> tell(cell, m, result));
    result.put("ends", ends);
    FrontTable.write(cell.spark(), members, new Path(temporary, FRONTS));
    return result;
  }

  @Override
  public void committed(Cell cell) {
    cell.workspace().delete(cell.workspace().stage(STATE));
  }

  private static void tell(Cell cell, FrontTable.Member chosen, Map<String, Object> result) {
    boolean message = Components.messages(cell.dimension()).contains(chosen.component());
    List<String> names =
        message ? EdgeVariables.names(cell.dimension()) : NodeVariables.names(cell.dimension());
    Expression formula = Expression.parse(chosen.formula(), names);
    String name = chosen.component() + (chosen.structure().equals(FREE) ? "" : " (central)");
    result.put(name, formula.toText(6));
    cell.console()
        .say(
            String.format(
                Locale.ROOT, "  %s = %s   (loss %.3g)", name, formula.toText(4), chosen.loss()));
  }

  /** The losses of a saved search belong to its very rows. */
  private static String hash(Map<String, Problem> problems) {
    StringBuilder hash = new StringBuilder();
    problems.forEach(
        (name, problem) -> {
          hash.append(name);
          if (problem instanceof Table t) {
            hash.append(' ').append(Arrays.deepHashCode(t.columns()));
            hash.append(' ').append(Arrays.hashCode(t.target()));
          } else if (problem instanceof JointTable t) {
            for (Columns c : List.of(t.inputs(), t.basis(), t.targets())) {
              hash.append(' ').append(Arrays.deepHashCode(c.values()));
            }
          }
          hash.append('\n');
        });
    return hash.toString();
  }

  private static List<FrontTable.Member> members(
      Map<String, Found> found, Map<String, Problem> problems) {
    List<FrontTable.Member> members = new ArrayList<>();
    found.forEach(
        (name, f) -> {
          if (problems.get(name) instanceof JointTable joint) {
            members.addAll(members(JointFront.of(f.front(), joint)));
          } else {
            ParetoMember chosen = f.front().chosen();
            f.front().members().forEach(m -> members.add(member(name, m, m.equals(chosen))));
          }
        });
    // The free formulas first: where one must be taken, it is theirs.
    members.sort(Comparator.comparing(m -> m.structure().equals(FREE) ? 0 : 1));
    return members;
  }

  private static FrontTable.Member member(String component, ParetoMember m, boolean chosen) {
    return member(component, m, m.loss(), m.expression(), chosen, FREE);
  }

  /** Every structure with the formula that it gives each target; the complexity is the factor's. */
  private static List<FrontTable.Member> members(JointFront front) {
    List<FrontTable.Member> members = new ArrayList<>();
    for (int t = 0; t < front.targets().size(); t++) {
      for (JointMember m : front.members()) {
        members.add(
            member(
                front.targets().get(t),
                m.structure(),
                m.losses()[t],
                m.formula(t),
                m.structure().equals(front.chosen().structure()),
                CENTRAL));
      }
    }
    return members;
  }

  private static FrontTable.Member member(
      String component,
      ParetoMember m,
      double loss,
      Expression formula,
      boolean chosen,
      String structure) {
    return new FrontTable.Member(
        component,
        m.complexity(),
        loss,
        m.score(),
        formula.toText(),
        formula.toLatex(6),
        chosen,
        structure);
  }

  private Map<String, Found> search(Cell cell, Map<String, Problem> problems) {
    SymbolicSettings settings = cell.settings().symbolic();
    Path state = cell.workspace().stage(STATE);
    SearchStore store =
        new SearchStore(
            cell.workspace().fileSystem(),
            state,
            Manifest.fingerprint(
                Pipeline.fingerprint(new RecordStage(), cell),
                SearchStore.settings(settings),
                String.valueOf(cell.seed()),
                hash(problems)));
    SearchTable table =
        new SearchTable(cell.console(), verb(), settings, List.copyOf(problems.keySet()));
    try {
      return new SearchJob(cell.context(), settings, cell.seed(), Optional.of(store), table)
          .run(problems);
    } catch (SearchStopped e) {
      cell.console().clear();
      Path soFar = new Path(state, FRONTS);
      cell.workspace().delete(soFar);
      FrontTable.write(cell.spark(), members(e.found(), problems), soFar);
      throw e.saying("Stopped; the same command goes on where it was. The fronts so far: " + soFar);
    }
  }

  private static Map<String, Problem> problems(Cell cell) {
    int d = cell.dimension();
    List<EdgeSample> edges = RecordStage.edges(cell);
    List<NodeSample> nodes = RecordStage.nodes(cell);
    KeptMessages kept = RecordStage.kept(cell);
    Structure structure = cell.settings().symbolic().structure();
    Map<String, Problem> problems = new LinkedHashMap<>();
    double[][] edgeColumns = columns(edges.stream().map(EdgeSample::inputs).toList());
    List<String> messageNames = Components.messages(d);
    double[][] messages = kept.columns(edges);
    for (int k = 0; k < d; k++) {
      if (structure.isFree()) {
        problems.put(
            messageNames.get(k),
            table(messageNames.get(k), EdgeVariables.names(d), edgeColumns, messages[k]));
      }
    }
    if (structure.isCentral()) {
      problems.put(Components.VECTOR, central(d, edgeColumns, new Columns(messageNames, messages)));
    }
    double[][] nodeColumns = columns(nodes.stream().map(NodeSample::inputs).toList());
    List<String> accelerationNames = Components.accelerations(d);
    for (int k = 0; k < d; k++) {
      int axis = k;
      double[] target = nodes.stream().mapToDouble(v -> v.predicted()[axis]).toArray();
      problems.put(
          accelerationNames.get(k),
          table(accelerationNames.get(k), NodeVariables.names(d), nodeColumns, target));
    }
    return problems;
  }

  /** One factor of r, m1, m2, q1, q2 for all messages, times linear maps of the separation. */
  private static JointTable central(int d, double[][] columns, Columns messages) {
    List<String> names = EdgeVariables.names(d);
    try {
      return JointTable.of(new Columns(names, columns), names.subList(4, 4 + d), messages);
    } catch (InputException e) {
      throw InputException.cannot("search a formula for the messages", e.getMessage(), e);
    }
  }

  /** A table whose complaints name the component. */
  private static Table table(
      String component, List<String> names, double[][] columns, double[] target) {
    try {
      return Table.of(names, columns, target);
    } catch (InputException e) {
      throw InputException.cannot("search a formula for " + component, e.getMessage(), e);
    }
  }

  private static double[][] columns(List<double[]> rows) {
    double[][] columns = new double[rows.get(0).length][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = rows.get(row)[column];
      }
    }
    return columns;
  }
}
