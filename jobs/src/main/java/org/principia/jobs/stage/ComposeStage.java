package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.FrontMember;
import org.principia.jobs.artefact.cell.FrontsArtefact;
import org.principia.jobs.artefact.cell.LawArtefact;
import org.principia.jobs.artefact.cell.LawStep;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.cluster.analysis.Components;
import org.principia.jobs.cluster.analysis.FrontMembers;
import org.principia.jobs.cluster.analysis.NodeReplacement;
import org.principia.jobs.cluster.analysis.Widen;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Stage;
import org.principia.jobs.run.Work;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.LawSelection;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.MessageMap;
import org.principia.theory.law.PhysicalForm;

/**
 * Composes the law: formulas replace the network's functions one after another, the error of each
 * step is recorded; then the members of the fronts that serve the accelerations of training frames
 * best are chosen, all constants fitted to those.
 */
public final class ComposeStage implements Stage<FrontsArtefact, LawArtefact> {
  /** To be changed when the same settings come to mean another law. */
  private static final String METHOD = "method 4\n";

  @Override
  public String verb() {
    return "compose";
  }

  @Override
  public Directory directory(CellDirectories cell) {
    return cell.of("law");
  }

  @Override
  public List<String> sections() {
    return List.of("theory");
  }

  @Override
  public String settings(Configuration all) {
    return METHOD + Reference.values(all.theory());
  }

  @Override
  public LawArtefact output(FrontsArtefact fronts, Directory at, Work work) {
    return new LawArtefact(at, fronts);
  }

  @Override
  public void committed(Work work) {
    work.state(NodeReplacement.STATE).delete();
  }

  @Override
  public Map<String, Object> make(FrontsArtefact input, LawArtefact output, Work work) {
    FramesArtefact graphs = input.messages().model().frames();
    int d = work.cell().dimension();
    List<FrontMember> fronts = input.members();
    ComposedLaw composed =
        ComposedLaw.parse(
            d, chosen(fronts, Components.messages(d)), chosen(fronts, Components.accelerations(d)));
    int frames = work.settings().theory().fitFrames();
    List<Graph> training = graphs.drawn(Split.TRAIN, frames);
    List<State> fit = states(training);
    List<Graph> validation = graphs.drawn(Split.VALIDATION, frames);
    List<State> heldOut = states(validation);
    NodeReplacement replacement = new NodeReplacement(work, input.messages(), composed);
    List<LawStep> steps = new ArrayList<>();
    steps.add(new LawStep("network", replacement.networkError(validation)));
    steps.add(
        new LawStep(
            "message formulas for the edge function",
            replacement.error(replacement.own(), validation)));
    List<List<Expression>> distilled = distilled(replacement, training, validation, steps);
    ComposedLaw replaced =
        distilled.isEmpty() ? composed : new ComposedLaw(d, composed.edges(), distilled.get(0));
    steps.add(
        new LawStep("node formulas for the node function", LawFit.meanError(replaced, heldOut)));
    ComposedLaw chosen = LawFit.fit(composed, fit);
    ComposedLaw constants = distilled.isEmpty() ? chosen : LawFit.fit(replaced, fit);
    steps.add(new LawStep("all constants fitted", LawFit.meanError(constants, heldOut)));
    ComposedLaw fitted = select(work, composed, chosen, fronts, distilled, fit);
    steps.add(
        new LawStep(
            "formulas chosen by accelerations, constants fitted",
            LawFit.meanError(fitted, heldOut)));
    tell(work, fitted, steps);
    output.write(
        new LawArtefact.Content(
            composed, chosen, fitted, steps, messages(input.messages(), fitted)),
        work.settings().dynamics().resolvedTimeStep());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("states", fit.size());
    result.put("constants", fitted.constants().length);
    result.put("error-composed", LawFit.meanError(composed, fit));
    result.put("error-chosen-fitted", LawFit.meanError(chosen, fit));
    result.put("error-fitted", LawFit.meanError(fitted, fit));
    steps.forEach(step -> result.put("step: " + step.name(), step.error()));
    return result;
  }

  /** The node model trained on the formulas' sums, and formulas of it; none where it is skipped. */
  private static List<List<Expression>> distilled(
      NodeReplacement replacement,
      List<Graph> training,
      List<Graph> validation,
      List<LawStep> steps) {
    return replacement
        .retrained()
        .map(
            model -> {
              steps.add(
                  new LawStep(
                      "node function trained on the formulas' sums",
                      replacement.error(model, validation)));
              return replacement.distilled(model, training);
            })
        .orElse(List.of());
  }

  private static void tell(Work work, ComposedLaw law, List<LawStep> steps) {
    law.lines(4).forEach(line -> work.console().say("  " + line));
    PhysicalForm.of(law)
        .ifPresent(form -> form.lines(4).forEach(line -> work.console().say("  " + line)));
    work.console().say("  mean absolute error on validation frames with");
    steps.forEach(step -> work.console().say("  " + step.line()));
  }

  /**
   * What the network's messages are of the law's force, or of that without factors of the receiver.
   */
  private static Optional<MessageMap> messages(MessagesArtefact samples, ComposedLaw law) {
    return PhysicalForm.of(law)
        .flatMap(
            form -> {
              MessageProjection kept = samples.kept();
              List<EdgeSample> edges = samples.edges();
              List<double[]> messages = edges.stream().map(e -> kept.of(e.message())).toList();
              return MessageMap.of(form, edges.stream().map(EdgeSample::inputs).toList(), messages);
            });
  }

  /** The law of the members that serve the accelerations best; one half fits, one compares. */
  private static ComposedLaw select(
      Work work,
      ComposedLaw composed,
      ComposedLaw chosen,
      List<FrontMember> fronts,
      List<List<Expression>> distilled,
      List<State> states) {
    int frames = Math.min(work.settings().theory().selectFrames(), states.size());
    if (frames < 2) {
      return chosen;
    }
    int d = work.cell().dimension();
    List<List<Expression>> candidates = new ArrayList<>();
    for (String component : Components.messages(d)) {
      candidates.add(members(fronts, component, EdgeVariables.names(d)));
    }
    for (String component : Components.accelerations(d)) {
      candidates.add(members(fronts, component, NodeVariables.names(d)));
    }
    List<List<Expression>> nodes =
        new ArrayList<>(vectors(fronts, Components.accelerations(d), NodeVariables.names(d)));
    nodes.addAll(distilled);
    LawSelection selection =
        new LawSelection(
            candidates,
            vectors(fronts, Components.messages(d), EdgeVariables.names(d)),
            nodes,
            states.subList(0, frames / 2),
            states.subList(frames / 2, frames));
    return selection.polished(LawFit.fit(selection.select(composed), states), states);
  }

  /** What each structure of the whole vector gives all components, in the order of the front. */
  private static List<List<Expression>> vectors(
      List<FrontMember> fronts, List<String> components, List<String> names) {
    List<FrontMember> central =
        fronts.stream().filter(m -> !m.structure().equals(FrontMembers.FREE)).toList();
    List<List<Expression>> columns =
        components.stream().map(component -> members(central, component, names)).toList();
    int count = columns.stream().mapToInt(List::size).min().orElse(0);
    return IntStream.range(0, count)
        .mapToObj(i -> columns.stream().map(column -> column.get(i)).toList())
        .toList();
  }

  private static List<Expression> members(
      List<FrontMember> fronts, String component, List<String> names) {
    return fronts.stream()
        .filter(member -> member.component().equals(component))
        .map(member -> Expression.parse(member.formula(), names))
        .toList();
  }

  private static List<String> chosen(List<FrontMember> fronts, List<String> components) {
    return components.stream().map(component -> FrontsArtefact.chosen(fronts, component)).toList();
  }

  private static List<State> states(List<Graph> frames) {
    return frames.stream()
        .map(
            frame ->
                new State(
                    Widen.of(frame.mass()),
                    Widen.of(frame.charge()),
                    Widen.of(frame.position()),
                    Widen.of(frame.velocity()),
                    Widen.of(frame.acceleration())))
        .toList();
  }
}
