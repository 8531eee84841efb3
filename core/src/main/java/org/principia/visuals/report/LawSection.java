package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.List;
import org.principia.dynamics.law.ForceLaw;
import org.principia.messages.EdgeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.PhysicalForm;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;
import org.principia.visuals.page.Block;

/** The section on the law: the verdict, found beside true formulas, the scorecard. */
public final class LawSection {
  /** Significant digits of constants in formulas. */
  static final int DIGITS = 5;

  private LawSection() {}

  /**
   * The blocks of the section; the distilled formulas of network functions are those before their
   * constants were fitted together.
   */
  public static List<Block> of(
      ForceLaw truth, ComposedLaw law, ComposedLaw distilled, Scorecard scorecard) {
    boolean recovered = scorecard.recovery().recovered();
    return List.of(
        new Block.Verdict(
            "recovered",
            recovered ? Block.Outcome.YES : Block.Outcome.NO,
            scorecard.lines().get(0).note() + ". Domain: " + Recovery.DOMAIN + "."),
        new Block.Heading("The law"),
        new Block.Laws(formulas(truth, law, scorecard.maps())),
        new Block.Paragraph(
            "m1 and q1 are mass and charge of the particle that is acted on, m2 and q2 those of the"
                + " other one; u is the unit vector towards it, and each message has one component"
                + " of u. s1, s2 and so on are the messages summed over the other particles."),
        new Block.Table(
            "Errors are mean absolute accelerations [length / time^2].",
            List.of(
                new Block.Column("measure", Block.Alignment.TEXT),
                new Block.Column("value", Block.Alignment.NUMBER),
                new Block.Column("note", Block.Alignment.TEXT)),
            scorecard.lines().stream().map(l -> List.of(l.name(), l.value(), l.note())).toList()),
        new Block.Folded(
            "The formulas distilled from the network, function by function, before the constants of"
                + " the law were fitted together",
            functions(distilled)));
  }

  private static List<Block.LawLine> formulas(ForceLaw truth, ComposedLaw law, List<String> maps) {
    List<Block.LawLine> lines = new ArrayList<>();
    PhysicalForm.of(law)
        .flatMap(PhysicalForm::attraction)
        .ifPresent(
            force -> lines.add(line("force of a pair along u", force, attraction(truth), "")));
    for (int k = 0; k < law.dimension(); k++) {
      String note =
          "Any affine map of the true force is the true message; here " + maps.get(k) + ".";
      lines.add(line("message " + (k + 1), law.edges().get(k), truth.formula(), note));
    }
    for (int k = 0; k < law.dimension(); k++) {
      String axis = EdgeVariables.AXES.get(k);
      lines.add(line("acceleration " + axis, law.nodes().get(k), "sum(f" + axis + ") / m", ""));
    }
    return lines;
  }

  /** The true force without its direction. */
  private static String attraction(ForceLaw truth) {
    return truth.formula().replaceAll(" ?\\bu\\b", "").replace("  ", " ");
  }

  private static Block.LawLine line(String name, Expression found, String truth, String note) {
    return new Block.LawLine(
        name, found.toText(DIGITS), truth, note, found.toLatex(DIGITS), found.toSql());
  }

  private static Block.Table functions(ComposedLaw distilled) {
    List<List<String>> rows = new ArrayList<>();
    for (String formula : distilled.lines(4)) {
      String[] sides = formula.split(" = ", 2);
      if (sides.length == 2) {
        rows.add(List.of(sides[0].replace('_', ' '), sides[1]));
      }
    }
    return new Block.Table(
        "",
        List.of(
            new Block.Column("function", Block.Alignment.TEXT),
            new Block.Column("formula", Block.Alignment.CODE)),
        rows);
  }
}
