package org.principia.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.NodeModel;
import org.principia.graphs.Graph;
import org.principia.messages.EdgeSample;
import org.principia.messages.Recording;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.fit.LawJudge;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.MessageMap;
import org.principia.theory.law.PhysicalForm;
import org.principia.theory.search.FrontMember;
import org.principia.theory.search.OutputNames;
import org.principia.theory.search.SearchRunner;

/**
 * The law that a network's formulas compose to, and the errors on the way.
 *
 * <p>Formulas replace the network's functions one after another; then the members of the fronts
 * that serve the accelerations of training graphs best are chosen, all constants fitted to those.
 *
 * @param composed the formulas that the fronts' rule chose, as they were found
 * @param chosen the same, all constants fitted
 * @param fitted the law
 * @param steps errors on the way
 * @param messages what the network's messages are of the law's force, or of that without factors of
 *     the receiver; empty where the law has none
 */
public record Composition(
    ComposedLaw composed,
    ComposedLaw chosen,
    ComposedLaw fitted,
    List<LawStep> steps,
    Optional<MessageMap> messages) {
  /** Name of the search for formulas of the node function that was trained further. */
  public static final String RETRAINED = "retrained";

  /**
   * One step on the way from the network to the law: what stands in the place of the network by
   * then, and the mean absolute error of the accelerations on validation graphs, the same ones for
   * all steps [length / time^2].
   */
  public record LawStep(String name, double error) {}

  /**
   * What a law is composed of: the trained network, what it said, formulas of it, graphs that
   * constants are fitted to, and graphs on which the steps are measured.
   */
  public record Inputs(
      GraphNetwork network,
      Recording recording,
      List<FrontMember> fronts,
      List<Graph> training,
      List<Graph> validation) {}

  /**
   * The optional step between message formulas and node formulas.
   *
   * @param trainer trains the node function further on the sums of message formulas
   * @param searches runs the search for formulas of the trained function
   * @param settings of the searches for formulas
   */
  public record Retraining(
      Function<Distillation, NodeModel> trainer,
      SearchRunner searches,
      SymbolicSettings settings) {}

  /** Composes the law; without retraining, the node function is not trained further. */
  public static Composition compose(
      Inputs inputs, TheorySettings settings, Optional<Retraining> retraining) {
    return new Composer(inputs, settings).compose(retraining);
  }

  /** Composes one law. */
  private static final class Composer {
    private final Inputs inputs;
    private final TheorySettings settings;
    private final int dimension;
    private final List<State> training;
    private final List<State> validation;
    private final List<LawStep> steps = new ArrayList<>();

    Composer(Inputs inputs, TheorySettings settings) {
      this.inputs = inputs;
      this.settings = settings;
      this.dimension = inputs.network.dimension();
      this.training = inputs.training.stream().map(State::of).toList();
      this.validation = inputs.validation.stream().map(State::of).toList();
    }

    Composition compose(Optional<Retraining> retraining) {
      ComposedLaw composed =
          ComposedLaw.parse(
                  dimension,
                  chosen(OutputNames.messages(dimension)),
                  chosen(OutputNames.accelerations(dimension)))
              .over(inputs.network.schema());
      double nodes = inputs.training.stream().mapToInt(Graph::nodes).sum();
      double neighbours =
          inputs.training.stream().mapToInt(g -> g.neighbours().edges()).sum() / nodes;
      Distillation distillation =
          new Distillation(inputs.network, inputs.recording, composed, neighbours);
      step("network", distillation.networkError(inputs.validation));
      step(
          "message formulas for the edge function",
          distillation.error(distillation.own(), inputs.validation));
      List<List<Expression>> distilled =
          retraining.map(r -> distilled(distillation, r)).orElse(List.of());
      ComposedLaw replaced =
          distilled.isEmpty()
              ? composed
              : new ComposedLaw(composed.schema(), composed.edges(), distilled.get(0));
      step("node formulas for the node function", LawFit.meanError(replaced, validation));
      ComposedLaw chosen = LawFit.fit(composed, training);
      ComposedLaw constants = distilled.isEmpty() ? chosen : LawFit.fit(replaced, training);
      step("all constants fitted", LawFit.meanError(constants, validation));
      ComposedLaw fitted = select(composed, replaced, chosen, distilled);
      step(
          "formulas chosen by accelerations, constants fitted",
          LawFit.meanError(fitted, validation));
      return new Composition(composed, chosen, fitted, List.copyOf(steps), messages(fitted));
    }

    private void step(String name, double error) {
      steps.add(new LawStep(name, error));
    }

    /** Formulas of the node function trained on the formulas' sums. */
    private List<List<Expression>> distilled(Distillation distillation, Retraining retraining) {
      NodeModel model = retraining.trainer().apply(distillation);
      step(
          "node function trained on the formulas' sums",
          distillation.error(model, inputs.validation));
      JointTable table = distillation.table(model, inputs.training);
      SymbolicSettings effort = Distillation.effort(retraining.settings());
      Map<String, ParetoFront> found =
          retraining.searches().run(RETRAINED, effort, Map.of(RETRAINED, table));
      JointFront front = JointFront.of(found.get(RETRAINED), table);
      return Distillation.formulas(front, dimension);
    }

    /** The law of the members that serve the accelerations best; one half fits, one compares. */
    private ComposedLaw select(
        ComposedLaw composed,
        ComposedLaw replaced,
        ComposedLaw chosen,
        List<List<Expression>> distilled) {
      int graphs = Math.min(settings.selectFrames(), training.size());
      if (graphs < 2) {
        return chosen;
      }
      List<String> messages = OutputNames.messages(dimension);
      List<String> accelerations = OutputNames.accelerations(dimension);
      List<List<Expression>> candidates = new ArrayList<>();
      Stream.concat(messages.stream(), accelerations.stream())
          .forEach(c -> candidates.add(new ArrayList<>(members(inputs.fronts, c))));
      List<List<Expression>> nodes = new ArrayList<>(vectors(accelerations));
      nodes.addAll(distilled);
      for (List<Expression> vector : distilled) {
        for (int k = 0; k < dimension; k++) {
          candidates.get(dimension + k).add(vector.get(k));
        }
      }
      LawSelection selection =
          new LawSelection(
              candidates,
              vectors(messages),
              nodes,
              new LawJudge(
                  training.subList(0, graphs / 2),
                  training.subList(graphs / 2, graphs),
                  dimension));
      return selection.polished(
          LawFit.fit(selection.select(composed, replaced), training), training);
    }

    /** What each structure of the whole vector gives all components, in the order of the front. */
    private List<List<Expression>> vectors(List<String> components) {
      List<FrontMember> central = inputs.fronts.stream().filter(m -> !m.isFree()).toList();
      List<List<Expression>> columns =
          components.stream().map(component -> members(central, component)).toList();
      int count = columns.stream().mapToInt(List::size).min().orElse(0);
      return IntStream.range(0, count)
          .mapToObj(i -> columns.stream().map(column -> column.get(i)).toList())
          .toList();
    }

    private List<Expression> members(List<FrontMember> fronts, String component) {
      return fronts.stream()
          .filter(member -> member.component().equals(component))
          .map(member -> member.expression(dimension))
          .toList();
    }

    private List<String> chosen(List<String> components) {
      return components.stream().map(c -> FrontMember.chosen(inputs.fronts, c)).toList();
    }

    private Optional<MessageMap> messages(ComposedLaw law) {
      List<EdgeSample> edges = inputs.recording.edges();
      return PhysicalForm.of(law)
          .flatMap(
              form ->
                  MessageMap.of(
                      form,
                      edges.stream().map(EdgeSample::inputs).toList(),
                      edges.stream()
                          .map(e -> inputs.recording.projection().of(e.message()))
                          .toList()));
    }
  }
}
