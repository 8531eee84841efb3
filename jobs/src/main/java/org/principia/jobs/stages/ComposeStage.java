package org.principia.jobs.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.principia.frames.Split;
import org.principia.jobs.config.Reference;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.Expression;
import org.principia.theory.ComposedLaw;
import org.principia.theory.ConstantFit;
import org.principia.theory.ConstantFit.State;
import org.principia.theory.LawSelection;

/**
 * Composes the law: the formulas that the fronts' rule chose, or members that serve the
 * accelerations of training frames better, all constants fitted to those.
 */
final class ComposeStage implements Stage {
  /** To be changed when the same settings come to mean another law. */
  private static final String METHOD = "method 2\n";

  @Override
  public String verb() {
    return "compose";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().stage("law");
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new RegressStage());
  }

  @Override
  public List<String> sections() {
    return List.of("theory");
  }

  @Override
  public String settings(Cell cell) {
    return METHOD + Reference.values(cell.settings().theory());
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    List<FrontTable.Member> fronts = RegressStage.fronts(cell);
    ComposedLaw composed =
        ComposedLaw.parse(
            cell.dimension(),
            chosen(fronts, Components.messages(cell.dimension())),
            chosen(fronts, Components.accelerations(cell.dimension())));
    List<State> states = states(cell);
    ComposedLaw chosen = ConstantFit.fit(composed, states);
    ComposedLaw selected = select(cell, composed, fronts, states);
    ComposedLaw fitted = selected.equals(composed) ? chosen : ConstantFit.fit(selected, states);
    cell.workspace()
        .write(new Path(temporary, LawFile.NAME), LawFile.json(cell, composed, chosen, fitted));
    cell.workspace()
        .write(new Path(temporary, "law.txt"), String.join("\n", fitted.lines(6)) + "\n");
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("states", states.size());
    result.put("constants", fitted.constants().length);
    result.put("formulas-exchanged", !selected.equals(composed));
    result.put("error-composed", ConstantFit.meanError(composed, states));
    result.put("error-chosen-fitted", ConstantFit.meanError(chosen, states));
    result.put("error-fitted", ConstantFit.meanError(fitted, states));
    return result;
  }

  /** The law of the members that serve the accelerations best; one half fits, one compares. */
  private static ComposedLaw select(
      Cell cell, ComposedLaw composed, List<FrontTable.Member> fronts, List<State> states) {
    int frames = Math.min(cell.settings().theory().selectFrames(), states.size());
    if (frames < 2) {
      return composed;
    }
    int d = cell.dimension();
    List<List<Expression>> candidates = new ArrayList<>();
    for (String component : Components.messages(cell.dimension())) {
      candidates.add(members(fronts, component, EdgeVariables.names(d)));
    }
    for (String component : Components.accelerations(cell.dimension())) {
      candidates.add(members(fronts, component, NodeVariables.names(d)));
    }
    return new LawSelection(
            candidates,
            vectors(fronts, Components.messages(d), EdgeVariables.names(d)),
            vectors(fronts, Components.accelerations(d), NodeVariables.names(d)),
            states.subList(0, frames / 2),
            states.subList(frames / 2, frames))
        .select(composed);
  }

  /** What each structure of the whole vector gives all components, in the order of the front. */
  private static List<List<Expression>> vectors(
      List<FrontTable.Member> fronts, List<String> components, List<String> names) {
    List<List<Expression>> columns = new ArrayList<>();
    for (String component : components) {
      columns.add(
          members(
              fronts.stream().filter(m -> !m.structure().equals("free")).toList(),
              component,
              names));
    }
    int count = columns.stream().mapToInt(List::size).min().orElse(0);
    return IntStream.range(0, count)
        .mapToObj(i -> columns.stream().map(column -> column.get(i)).toList())
        .toList();
  }

  private static List<Expression> members(
      List<FrontTable.Member> fronts, String component, List<String> names) {
    return fronts.stream()
        .filter(member -> member.component().equals(component))
        .map(member -> Expression.parse(member.formula(), names))
        .toList();
  }

  private static List<String> chosen(List<FrontTable.Member> fronts, List<String> components) {
    return components.stream().map(component -> FrontTable.chosen(fronts, component)).toList();
  }

  private static List<State> states(Cell cell) {
    return cell.drawn(Split.TRAIN, cell.settings().theory().fitFrames()).stream()
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
