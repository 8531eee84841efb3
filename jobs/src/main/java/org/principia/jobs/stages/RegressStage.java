package org.principia.jobs.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.config.Reference;
import org.principia.jobs.search.Found;
import org.principia.jobs.search.SearchJob;
import org.principia.jobs.search.SearchStopped;
import org.principia.jobs.search.SearchStore;
import org.principia.jobs.search.SearchTable;
import org.principia.jobs.workspace.Manifest;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.messages.SignificantComponents;
import org.principia.symbolic.ParetoMember;
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
    return Reference.values(cell.settings().symbolic());
  }

  /** The fronts of a cell. */
  static List<FrontTable.Member> fronts(Cell cell) {
    return FrontTable.read(cell.spark(), new Path(cell.workspace().stage("fronts"), FRONTS));
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    Map<String, Found> found = search(cell, tables(cell));
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, String> ends = new LinkedHashMap<>();
    found.forEach(
        (component, f) -> {
          ParetoMember chosen = f.front().chosen();
          result.put(component, chosen.expression().toText(6));
          ends.put(component, f.end().label() + " after round " + f.rounds());
          cell.console()
              .say(
                  String.format(
                      Locale.ROOT,
                      "  %s = %s   (loss %.3g)",
                      component,
                      chosen.expression().toText(4),
                      chosen.loss()));
        });
    result.put("ends", ends);
    FrontTable.write(cell.spark(), members(found), new Path(temporary, FRONTS));
    return result;
  }

  @Override
  public void committed(Cell cell) {
    cell.workspace().delete(cell.workspace().stage(STATE));
  }

  /** The losses of a saved search belong to its very rows. */
  private static String hash(Map<String, Table> tables) {
    StringBuilder hash = new StringBuilder();
    tables.forEach(
        (component, table) ->
            hash.append(component)
                .append(' ')
                .append(Arrays.deepHashCode(table.columns()))
                .append(' ')
                .append(Arrays.hashCode(table.target()))
                .append('\n'));
    return hash.toString();
  }

  private static List<FrontTable.Member> members(Map<String, Found> found) {
    List<FrontTable.Member> members = new ArrayList<>();
    found.forEach(
        (component, f) -> {
          ParetoMember chosen = f.front().chosen();
          f.front().members().forEach(m -> members.add(member(component, m, m.equals(chosen))));
        });
    return members;
  }

  private static FrontTable.Member member(String component, ParetoMember m, boolean chosen) {
    return new FrontTable.Member(
        component,
        m.complexity(),
        m.loss(),
        m.score(),
        m.expression().toText(),
        m.expression().toLatex(6),
        chosen);
  }

  private Map<String, Found> search(Cell cell, Map<String, Table> tables) {
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
                hash(tables)));
    SearchTable table =
        new SearchTable(cell.console(), verb(), settings, List.copyOf(tables.keySet()));
    try {
      return new SearchJob(cell.context(), settings, cell.seed(), Optional.of(store), table)
          .run(tables);
    } catch (SearchStopped e) {
      cell.console().clear();
      Path soFar = new Path(state, FRONTS);
      cell.workspace().delete(soFar);
      FrontTable.write(cell.spark(), members(e.found()), soFar);
      throw e.saying("Stopped; the same command goes on where it was. The fronts so far: " + soFar);
    }
  }

  private static Map<String, Table> tables(Cell cell) {
    int d = cell.dimension();
    List<EdgeSample> edges = RecordStage.edges(cell);
    List<NodeSample> nodes = RecordStage.nodes(cell);
    SignificantComponents kept = RecordStage.kept(cell);
    Map<String, Table> tables = new LinkedHashMap<>();
    double[][] edgeColumns = columns(edges.stream().map(EdgeSample::inputs).toList());
    List<String> messageNames = Components.messages(d);
    for (int k = 0; k < d; k++) {
      int component = kept.indices()[k];
      double[] target = edges.stream().mapToDouble(e -> e.message()[component]).toArray();
      tables.put(
          messageNames.get(k),
          table(messageNames.get(k), EdgeVariables.names(d), edgeColumns, target));
    }
    double[][] nodeColumns = columns(nodes.stream().map(NodeSample::inputs).toList());
    List<String> accelerationNames = Components.accelerations(d);
    for (int k = 0; k < d; k++) {
      int axis = k;
      double[] target = nodes.stream().mapToDouble(v -> v.predicted()[axis]).toArray();
      tables.put(
          accelerationNames.get(k),
          table(accelerationNames.get(k), NodeVariables.names(d), nodeColumns, target));
    }
    return tables;
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
