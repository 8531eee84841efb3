package org.principia.jobs.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.principia.common.InputException;
import org.principia.jobs.config.Reference;
import org.principia.jobs.workspace.Manifest;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.messages.SignificantComponents;
import org.principia.symbolic.IslandResult;
import org.principia.symbolic.IslandTask;
import org.principia.symbolic.ParetoFront;
import org.principia.symbolic.ParetoMember;
import org.principia.symbolic.Search;
import org.principia.symbolic.Table;

/**
 * Searches a formula for every kept message component and every acceleration component.
 *
 * <p>All components share the cluster: a round is one Spark job with a task an island of every
 * component that is not finished. Between rounds the driver merges the halls of fame, lets members
 * migrate and saves the state, from which a killed search goes on.
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
  public String settings(Cell cell) {
    return Reference.values(cell.settings().symbolic());
  }

  /** The fronts of a cell. */
  static List<FrontTable.Member> fronts(Cell cell) {
    return FrontTable.read(cell.spark(), new Path(cell.workspace().stage("fronts"), FRONTS));
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    Map<String, Table> tables = tables(cell);
    Map<String, Search> searches = search(cell, tables);
    List<FrontTable.Member> members = new ArrayList<>();
    Map<String, Object> result = new LinkedHashMap<>();
    searches.forEach(
        (component, search) -> {
          ParetoFront front = search.front();
          ParetoMember chosen = front.chosen();
          front.members().forEach(m -> members.add(member(component, m, m.equals(chosen))));
          result.put(component, chosen.expression().toText(6));
          cell.console()
              .say(
                  String.format(
                      Locale.ROOT,
                      "  %s = %s   (loss %.3g)",
                      component,
                      chosen.expression().toText(4),
                      chosen.loss()));
        });
    FrontTable.write(cell.spark(), members, new Path(temporary, FRONTS));
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

  private Map<String, Search> search(Cell cell, Map<String, Table> tables) {
    SearchState state =
        new SearchState(
            cell.workspace().fileSystem(),
            cell.workspace().stage(STATE),
            Manifest.fingerprint(Pipeline.fingerprint(this, cell), hash(tables)));
    Optional<Map<String, Search>> saved = state.load();
    saved.ifPresent(
        found ->
            cell.console()
                .say(
                    "  goes on after round "
                        + found.values().stream().mapToInt(Search::round).max().orElse(0)));
    Map<String, Search> searches =
        saved.orElseGet(
            () -> {
              Map<String, Search> fresh = new LinkedHashMap<>();
              tables.forEach(
                  (component, table) ->
                      fresh.put(
                          component,
                          Search.start(table, cell.settings().symbolic(), cell.seed(), component)));
              return fresh;
            });
    Broadcast<Map<String, Table>> shared = cell.context().broadcast(tables);
    try {
      while (searches.values().stream().anyMatch(search -> !search.finished())) {
        searches = round(cell, searches, shared);
        state.save(searches);
        progress(cell, searches);
      }
    } finally {
      shared.destroy();
    }
    return searches;
  }

  /** A task of an island with the component whose table it needs. */
  private record Job(String component, IslandTask task) implements java.io.Serializable {}

  /** What a job found. */
  private record Outcome(String component, IslandResult result) implements java.io.Serializable {}

  private static Map<String, Search> round(
      Cell cell, Map<String, Search> searches, Broadcast<Map<String, Table>> tables) {
    List<Job> jobs = new ArrayList<>();
    searches.forEach(
        (component, search) -> {
          if (!search.finished()) {
            search.tasks().forEach(task -> jobs.add(new Job(component, task)));
          }
        });
    List<Outcome> outcomes =
        cell.context()
            .parallelize(jobs, jobs.size())
            .map(job -> new Outcome(job.component(), run(job, tables)))
            .collect();
    Map<String, Search> next = new LinkedHashMap<>();
    searches.forEach(
        (component, search) -> {
          List<IslandResult> own =
              outcomes.stream()
                  .filter(outcome -> outcome.component().equals(component))
                  .map(Outcome::result)
                  .toList();
          next.put(component, own.isEmpty() ? search : search.absorb(own));
        });
    return next;
  }

  private static IslandResult run(Job job, Broadcast<Map<String, Table>> tables) {
    return job.task().run(tables.value().get(job.component()));
  }

  private static void progress(Cell cell, Map<String, Search> searches) {
    int rounds = cell.settings().symbolic().rounds();
    double done = 0;
    StringBuilder note = new StringBuilder("loss");
    for (Search search : searches.values()) {
      done += search.finished() ? rounds : search.round();
      note.append(String.format(Locale.ROOT, " %.3g", search.front().chosen().loss()));
    }
    cell.console().progress("regress", done, (double) rounds * searches.size(), note.toString());
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
