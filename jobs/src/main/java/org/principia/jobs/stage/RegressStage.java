package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.SearchJob;
import org.principia.jobs.cluster.search.SearchListener;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.cluster.search.SearchTable;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Structure;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Searches a formula for every kept message component and every acceleration component.
 *
 * <p>All components share the cluster by turns, see {@link SearchJob}; from the state that it saves
 * a killed search goes on.
 */
final class RegressStage implements Stage {
  /** Counts the versions of the fronts that the same settings give. */
  private static final int VERSION = 2;

  private static final String FRONTS = "fronts";
  private static final String STATE = "_search";
  private static final String FREE = FrontMembers.FREE;
  private static final String FACTOR = "factor";

  /** The steps of the search for people. */
  private static final Map<String, String> TITLES =
      Map.of(
          FACTOR,
          "a first look at the factor of the messages",
          Components.VECTOR,
          "one factor for all messages",
          Components.ACCELERATIONS,
          "one factor for all accelerations",
          FREE,
          "each component by itself");

  /** Rounds that the first pass takes. */
  private static final int FACTOR_ROUNDS = 2;

  /** A central structure is searched for in this part of the rounds. */
  private static final int CENTRAL_SHARE = 4;

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
    return "fronts " + VERSION + "\n" + SearchStore.outcome(cell.settings().symbolic());
  }

  /** The fronts of a cell. */
  static List<FrontTable.Member> fronts(Cell cell) {
    return FrontTable.read(cell.spark(), new Path(cell.workspace().stage("fronts"), FRONTS));
  }

  /** Told before anything is simulated: what names columns serves tables of one kind, in fit. */
  static void requireNoColumns(SymbolicSettings settings) {
    Map.of("units", settings.units(), "guesses", settings.guesses())
        .forEach(
            (key, value) -> {
              if (!value.isEmpty()) {
                throw InputException.invalid(
                    "symbolic." + key,
                    value,
                    "nothing: the searches of regress have other columns each; fit takes it");
              }
            });
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    requireNoColumns(cell.settings().symbolic());
    SearchProblems samples = SearchProblems.of(cell);
    Map<String, Table> tables = samples.free();
    Map<String, Problem> problems = new LinkedHashMap<>();
    Map<String, Found> found = new LinkedHashMap<>();
    Structure structure = cell.settings().symbolic().structure();
    try {
      if (structure.isCentral()) {
        problems.putAll(samples.central());
        central(cell, samples, problems, found);
      }
      if (structure.isFree()) {
        problems.putAll(tables);
        found.putAll(search(cell, FREE, cell.settings().symbolic(), tables));
      }
    } catch (SearchStopped e) {
      found.putAll(e.found());
      found.keySet().retainAll(problems.keySet());
      throw stopped(cell, e, members(cell, found, problems, tables));
    }
    List<FrontTable.Member> members = members(cell, found, problems, tables);
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, String> ends = new LinkedHashMap<>();
    found.forEach((name, f) -> ends.put(name, f.end().label() + " after round " + f.rounds()));
    members.stream().filter(FrontTable.Member::chosen).forEach(m -> tell(cell, m, result));
    result.put("ends", ends);
    FrontTable.write(cell.spark(), members, new Path(temporary, FRONTS));
    return result;
  }

  /**
   * The searches for one factor of all components. The space of factors is small, and for that of
   * the messages a short search of its own, with the first pass that a vector cannot have, gives
   * guesses: a part of the rounds will do.
   */
  private void central(
      Cell cell, SearchProblems samples, Map<String, Problem> problems, Map<String, Found> found) {
    SymbolicSettings settings = cell.settings().symbolic();
    List<String> guesses = new ArrayList<>();
    SymbolicSettings rough =
        settings.with(
            Map.of(
                "rounds",
                Math.min(FACTOR_ROUNDS, settings.rounds()),
                "fits-per-round",
                Math.max(1, settings.fitsPerRound() / 4),
                "guesses",
                List.of()));
    samples
        .factor()
        .ifPresent(
            factor ->
                search(cell, FACTOR, rough, Map.of(FACTOR, factor))
                    .get(FACTOR)
                    .front()
                    .members()
                    .forEach(m -> guesses.add(m.expression().toText())));
    int rounds = Math.max(1, settings.rounds() / CENTRAL_SHARE);
    for (Map.Entry<String, Problem> problem : problems.entrySet()) {
      boolean message = problem.getKey().equals(Components.VECTOR);
      SymbolicSettings own =
          settings.with(Map.of("rounds", rounds, "guesses", message ? guesses : List.of()));
      found.putAll(
          search(cell, problem.getKey(), own, Map.of(problem.getKey(), problem.getValue())));
    }
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
  private static String hash(Map<String, ? extends Problem> problems) {
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
      Cell cell,
      Map<String, Found> found,
      Map<String, Problem> problems,
      Map<String, Table> tables) {
    return FrontMembers.of(
        cell.context(), found, problems, tables, cell.settings().symbolic().loss());
  }

  /** One step of the search; its state lies in a directory of its own. */
  private Map<String, Found> search(
      Cell cell, String step, SymbolicSettings settings, Map<String, ? extends Problem> problems) {
    SearchStore store =
        new SearchStore(
            cell.workspace().fileSystem(),
            new Path(cell.workspace().stage(STATE), step),
            Manifest.fingerprint(
                Pipeline.fingerprint(new RecordStage(), cell),
                SearchStore.settings(settings),
                String.valueOf(cell.seed()),
                hash(problems)));
    cell.console().say("  " + TITLES.get(step));
    SearchTable table =
        new SearchTable(cell.console(), verb(), settings, List.copyOf(problems.keySet()));
    SearchListener listener = cell.metrics().searching(table);
    return new SearchJob(cell.context(), settings, cell.seed(), Optional.of(store), listener)
        .run(problems);
  }

  private static SearchStopped stopped(
      Cell cell, SearchStopped e, List<FrontTable.Member> members) {
    cell.console().clear();
    Path soFar = new Path(cell.workspace().stage(STATE), FRONTS);
    cell.workspace().delete(soFar);
    FrontTable.write(cell.spark(), members, soFar);
    return e.saying("Stopped; the same command goes on where it was. The fronts so far: " + soFar);
  }
}
