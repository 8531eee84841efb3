package org.principia.jobs.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.FrontsArtefact;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.cluster.SparkCluster;
import org.principia.jobs.cluster.analysis.SparkSearches;
import org.principia.jobs.cluster.search.SearchJob;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.run.Work;
import org.principia.parallel.Cluster;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.theory.search.FormulaSearchPlan;
import org.principia.theory.search.FrontMember;
import org.principia.theory.search.OutputNames;

/**
 * Searches a formula for every kept message component and every acceleration component.
 *
 * <p>All components share the cluster by turns, see {@link SearchJob}; from the state that it saves
 * a killed search goes on.
 */
public final class RegressStage extends Stage<MessagesArtefact, FrontsArtefact> {
  /** Counts the versions of the fronts that the same settings give. */
  private static final int VERSION = 2;

  private static final String STATE = "_search";

  /** The steps of the search for people. */
  private static final Map<String, String> TITLES =
      Map.of(
          FormulaSearchPlan.FACTOR,
          "a first look at the factor of the messages",
          OutputNames.MESSAGES,
          "one factor for all messages",
          OutputNames.ACCELERATIONS,
          "one factor for all accelerations",
          FormulaSearchPlan.FREE,
          "each component by itself");

  public RegressStage(Source<MessagesArtefact> source) {
    super(
        source,
        "regress",
        cell -> cell.of("fronts"),
        List.of("symbolic"),
        all -> "fronts " + VERSION + "\n" + SearchStore.outcome(all.symbolic()),
        work -> FrontsArtefact::new);
  }

  @Override
  Map<String, Object> make(MessagesArtefact messages, FrontsArtefact output, Work work) {
    FormulaSearchPlan plan =
        new FormulaSearchPlan(
            messages.recording(), work.cell().dimension(), work.settings().symbolic());
    Cluster cluster = SparkCluster.of(output.at());
    SparkSearches searches =
        new SparkSearches(work, work.directories().of(STATE), verb(), work.before(), TITLES);
    Map<String, ParetoFront> fronts;
    try {
      fronts = plan.run(searches);
    } catch (SearchStopped e) {
      List<FrontMember> found = plan.members(searches.fronts(), cluster);
      work.console().clear();
      Directory soFar = work.directories().of(STATE).below("fronts");
      soFar.delete();
      new FrontsArtefact(work.directories().of(STATE), messages).write(found);
      throw e.withMessage(
          "Stopped; the same command goes on where it was. The fronts so far: " + soFar.path());
    }
    List<FrontMember> members = plan.members(fronts, cluster);
    Map<String, Object> result = new LinkedHashMap<>();
    members.stream().filter(FrontMember::chosen).forEach(m -> tell(work, m, result));
    result.put("ends", searches.ends(fronts.keySet()));
    output.write(members);
    return result;
  }

  @Override
  public void committed() {
    work().directories().of(STATE).delete();
  }

  private static void tell(Work work, FrontMember chosen, Map<String, Object> result) {
    Expression formula = chosen.expression(work.cell().dimension());
    String name = chosen.component() + (chosen.isFree() ? "" : " (central)");
    result.put(name, formula.toText(6));
    work.console()
        .info(
            String.format(
                Locale.ROOT, "  %s = %s   (loss %.3g)", name, formula.toText(4), chosen.loss()));
  }
}
