package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.visuals.chart.FrontPoint;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.page.Block;

/** The section on the Pareto fronts: the formulas of each component by complexity. */
public final class FrontSection {

  /**
   * A formula on a front.
   *
   * @param component message_k or acceleration_k
   * @param structure how it was searched: free or central
   * @param complexity count of operators, constants and variables
   * @param loss its loss on all samples
   * @param formula the formula with all digits
   * @param chosen whether the front's rule chose it
   * @param recovered whether it is the true force, or the true acceleration
   */
  public record Member(
      String component,
      String structure,
      int complexity,
      double loss,
      String formula,
      boolean chosen,
      boolean recovered) {

    private String front() {
      String name = component.replace('_', ' ');
      return "free".equals(structure) ? name : name + ", " + structure;
    }
  }

  private FrontSection() {}

  /**
   * The blocks of the section.
   *
   * @param members the formulas of all fronts, those of a front in order of complexity
   * @param dimension d
   * @return the blocks, a front a component and structure
   */
  public static List<Block> of(List<Member> members, int dimension) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Formulas by complexity"));
    blocks.add(
        new Block.Paragraph(
            "Each step is the best formula of at most that complexity. The one marked as the true"
                + " structure is the simplest that is an affine map of the true force, mixed axes"
                + " and scales included; of an acceleration, the simplest that equals the true"
                + " acceleration. Free formulas stand for one component each. Central ones stand"
                + " for all components: one function of distance, masses and charges times a"
                + " direction, of which the front shows one component. The law takes its formulas"
                + " from both kinds, those that predict the simulated accelerations best, and fits"
                + " their constants again. Click a point or a row of the table to see its"
                + " formula."));
    Map<String, List<Member>> fronts = new LinkedHashMap<>();
    members.forEach(m -> fronts.computeIfAbsent(m.front(), name -> new ArrayList<>()).add(m));
    fronts.forEach(
        (name, front) -> {
          String file = "front-" + name.replaceAll("[^A-Za-z0-9]+", "-");
          blocks.add(new Block.Front(new Block.Figure(file, plot(name, front, dimension), "")));
        });
    return blocks;
  }

  private static ParetoPlot plot(String name, List<Member> front, int dimension) {
    boolean message = front.get(0).component().startsWith("message");
    List<String> names = message ? EdgeVariables.names(dimension) : NodeVariables.names(dimension);
    int chosen = ParetoPlot.NONE;
    int truth = ParetoPlot.NONE;
    List<FrontPoint> points = new ArrayList<>();
    for (int i = 0; i < front.size(); i++) {
      Member member = front.get(i);
      Expression formula = Expression.parse(member.formula(), names);
      String latex = formula.toLatex(LawSection.DIGITS);
      points.add(
          new FrontPoint(
              member.complexity(), member.loss(), formula.toText(4), latex, formula.toSql()));
      chosen = member.chosen() ? i : chosen;
      truth = truth == ParetoPlot.NONE && member.recovered() ? i : truth;
    }
    return new ParetoPlot(name, "loss", points, chosen, truth);
  }
}
