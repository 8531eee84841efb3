package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.FrontMember;
import org.principia.jobs.artefact.cell.FrontsArtefact;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.cluster.analysis.Components;
import org.principia.jobs.cluster.analysis.FrontMembers;
import org.principia.jobs.cluster.analysis.SearchProblems;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.SearchJob;
import org.principia.jobs.cluster.search.SearchListener;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.cluster.search.SearchTable;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.run.Stage;
import org.principia.jobs.run.Work;
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
public final class RegressStage implements Stage<MessagesArtefact, FrontsArtefact> {
  /** Counts the versions of the fronts that the same settings give. */
  private static final int VERSION = 2;

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
  public Directory directory(CellDirectories cell) {
    return cell.of("fronts");
  }

  @Override
  public List<String> sections() {
    return List.of("symbolic");
  }

  @Override
  public String settings(Configuration all) {
    return "fronts " + VERSION + "\n" + SearchStore.outcome(all.symbolic());
  }

  @Override
  public FrontsArtefact output(MessagesArtefact messages, Directory at, Work work) {
    return new FrontsArtefact(at, messages);
  }

  /**
   * Requires what can be known before anything is simulated: what names columns serves tables of
   * one kind, in fit.
   *
   * @param settings of the searches
   * @throws InputException where units or guesses are set
   */
  public static void requireNoColumns(SymbolicSettings settings) {
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
  public Map<String, Object> make(MessagesArtefact messages, FrontsArtefact output, Work work) {
    requireNoColumns(work.settings().symbolic());
    SearchProblems samples = SearchProblems.of(messages);
    Map<String, Table> tables = samples.free();
    Map<String, Problem> problems = new LinkedHashMap<>();
    Map<String, Found> found = new LinkedHashMap<>();
    Structure structure = work.settings().symbolic().structure();
    try {
      if (structure.isCentral()) {
        problems.putAll(samples.central());
        central(work, samples, problems, found);
      }
      if (structure.isFree()) {
        problems.putAll(tables);
        found.putAll(search(work, FREE, work.settings().symbolic(), tables));
      }
    } catch (SearchStopped e) {
      found.putAll(e.found());
      found.keySet().retainAll(problems.keySet());
      throw stopped(work, e, members(work, found, problems, tables));
    }
    List<FrontMember> members = members(work, found, problems, tables);
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, String> ends = new LinkedHashMap<>();
    found.forEach((name, f) -> ends.put(name, f.end().label() + " after round " + f.rounds()));
    members.stream().filter(FrontMember::chosen).forEach(m -> tell(work, m, result));
    result.put("ends", ends);
    output.write(members);
    return result;
  }

  /**
   * The searches for one factor of all components. The space of factors is small, and for that of
   * the messages a short search of its own, with the first pass that a vector cannot have, gives
   * guesses: a part of the rounds will do.
   */
  private void central(
      Work work, SearchProblems samples, Map<String, Problem> problems, Map<String, Found> found) {
    SymbolicSettings settings = work.settings().symbolic();
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
                search(work, FACTOR, rough, Map.of(FACTOR, factor))
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
          search(work, problem.getKey(), own, Map.of(problem.getKey(), problem.getValue())));
    }
  }

  @Override
  public void committed(Work work) {
    work.state(STATE).delete();
  }

  private static void tell(Work work, FrontMember chosen, Map<String, Object> result) {
    boolean message = Components.messages(work.cell().dimension()).contains(chosen.component());
    List<String> names =
        message
            ? EdgeVariables.names(work.cell().dimension())
            : NodeVariables.names(work.cell().dimension());
    Expression formula = Expression.parse(chosen.formula(), names);
    String name = chosen.component() + (chosen.structure().equals(FREE) ? "" : " (central)");
    result.put(name, formula.toText(6));
    work.console()
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

  private static List<FrontMember> members(
      Work work,
      Map<String, Found> found,
      Map<String, Problem> problems,
      Map<String, Table> tables) {
    return FrontMembers.of(
        work.directories().root(), found, problems, tables, work.settings().symbolic().loss());
  }

  /** One step of the search; its state lies in a directory of its own. */
  private Map<String, Found> search(
      Work work, String step, SymbolicSettings settings, Map<String, ? extends Problem> problems) {
    SearchStore store =
        new SearchStore(
            work.directories().root().storage().fileSystem(),
            work.state(STATE).file(step),
            Manifest.fingerprint(
                work.before(),
                SearchStore.settings(settings),
                String.valueOf(work.cell().seed()),
                hash(problems)));
    work.console().say("  " + TITLES.get(step));
    SearchTable table =
        new SearchTable(work.console(), verb(), settings, List.copyOf(problems.keySet()));
    SearchListener listener = JobMetrics.get().cell(work.cell().name()).searching(table);
    return new SearchJob(
            work.directories().root().context(),
            settings,
            work.cell().seed(),
            Optional.of(store),
            listener)
        .run(problems);
  }

  private static SearchStopped stopped(Work work, SearchStopped e, List<FrontMember> members) {
    work.console().clear();
    Directory soFar = work.state(STATE).below("fronts");
    soFar.delete();
    new FrontsArtefact(work.state(STATE), null).write(members);
    return e.saying(
        "Stopped; the same command goes on where it was. The fronts so far: " + soFar.path());
  }
}
