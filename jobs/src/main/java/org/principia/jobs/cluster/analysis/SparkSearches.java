package org.principia.jobs.cluster.analysis;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.SearchJob;
import org.principia.jobs.cluster.search.SearchJob.SearchListener;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.cluster.search.SearchTable;
import org.principia.jobs.run.Work;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.search.SearchRunner;

/** Searches of a stage on Spark; from the states that they save, killed searches go on. */
public final class SparkSearches implements SearchRunner {
  private final Work work;
  private final Directory state;
  private final String verb;
  private final String input;
  private final Map<String, String> titles;
  private final Map<String, Found> found = new LinkedHashMap<>();

  /**
   * Searches of the stage of a verb, on rows made from what has the fingerprint of the input;
   * states are saved in a directory a step, and steps that have a title are announced.
   */
  public SparkSearches(
      Work work, Directory state, String verb, String input, Map<String, String> titles) {
    this.work = work;
    this.state = state;
    this.verb = verb;
    this.input = input;
    this.titles = titles;
  }

  @Override
  public Map<String, ParetoFront> run(
      String step, SymbolicSettings settings, Map<String, ? extends Problem> problems) {
    Directory root = work.directories().root();
    SearchStore store =
        new SearchStore(
            root.storage().fileSystem(),
            state.file(step),
            Manifest.fingerprint(
                input,
                SearchStore.settings(settings),
                String.valueOf(work.cell().seed()),
                hash(problems)));
    Optional.ofNullable(titles.get(step)).ifPresent(title -> work.console().info("  " + title));
    SearchListener listener =
        JobMetrics.get()
            .cell(work.cell().name())
            .searching(
                new SearchTable(work.console(), verb, settings, List.copyOf(problems.keySet())));
    SearchJob job =
        new SearchJob(
            root.context(),
            settings,
            work.cell().seed(),
            Optional.of(store),
            listener,
            SearchJob::island);
    try {
      Map<String, Found> all = job.run(problems, work.cancellation());
      found.putAll(all);
      return fronts(all);
    } catch (SearchStopped e) {
      found.putAll(e.found());
      throw e;
    }
  }

  /** The fronts so far, those of a step that was stopped among them. */
  public Map<String, ParetoFront> fronts() {
    return fronts(found);
  }

  private static Map<String, ParetoFront> fronts(Map<String, Found> found) {
    Map<String, ParetoFront> fronts = new LinkedHashMap<>();
    found.forEach((name, f) -> fronts.put(name, f.front()));
    return fronts;
  }

  /** The end and the round of each search. */
  public Map<String, String> ends(Collection<String> names) {
    Map<String, String> ends = new LinkedHashMap<>();
    for (String name : names) {
      Found f = found.get(name);
      ends.put(name, f.end().label() + " after round " + f.rounds());
    }
    return ends;
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
}
