package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.search.FrontMember;
import org.principia.validation.Verification.MemberVerdict;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;
import org.principia.visuals.page.Block;

/** The section on the Pareto fronts: the formulas of each component by complexity. */
public final class FrontSection {
  private FrontSection() {}

  /**
   * The blocks of the section: a front a component and structure, its members in order of
   * complexity. The verdicts say which of them are the true force, or the true acceleration.
   */
  public static List<Block> of(
      List<FrontMember> members, List<MemberVerdict> verdicts, int dimension) {
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
    Map<String, List<FrontMember>> fronts = new LinkedHashMap<>();
    members.forEach(m -> fronts.computeIfAbsent(title(m), name -> new ArrayList<>()).add(m));
    fronts.forEach(
        (name, front) -> {
          String file = "front-" + name.replaceAll("[^A-Za-z0-9]+", "-");
          blocks.add(
              new Block.Front(new Block.Figure(file, plot(name, front, verdicts, dimension), "")));
        });
    return blocks;
  }

  private static String title(FrontMember member) {
    String component = member.component().replace('_', ' ');
    return member.isFree() ? component : component + ", " + member.structure();
  }

  private static boolean recovered(FrontMember member, List<MemberVerdict> verdicts) {
    return verdicts.stream()
        .filter(v -> v.recovered() && v.formula().equals(member.formula()))
        .filter(v -> v.structure().equals(member.structure()))
        .anyMatch(v -> v.component().equals(member.component()));
  }

  private static ParetoPlot plot(
      String name, List<FrontMember> front, List<MemberVerdict> verdicts, int dimension) {
    int chosen = ParetoPlot.NONE;
    int truth = ParetoPlot.NONE;
    List<FrontPoint> points = new ArrayList<>();
    for (int i = 0; i < front.size(); i++) {
      FrontMember member = front.get(i);
      Expression formula = member.expression(dimension);
      String latex = formula.toLatex(LawSection.DIGITS);
      points.add(
          new FrontPoint(
              member.complexity(), member.loss(), formula.toText(4), latex, formula.toSql()));
      chosen = member.chosen() ? i : chosen;
      truth = truth == ParetoPlot.NONE && recovered(member, verdicts) ? i : truth;
    }
    return new ParetoPlot(name, "loss", points, chosen, truth);
  }
}
