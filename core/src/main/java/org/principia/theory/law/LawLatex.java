package org.principia.theory.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.principia.symbolic.expression.Expression;

/** A law as a LaTeX fragment: its equations in an {@code align*} of amsmath. */
public final class LawLatex {
  private static final List<String> AXES = List.of("x", "y", "z");

  private LawLatex() {}

  /**
   * The equations, constants with so many significant digits; particle 1 receives, particle 2
   * sends, N(1) are the neighbours of 1 where not all particles are.
   */
  public static String of(ComposedLaw law, int digits) {
    List<String> lines = new ArrayList<>();
    String sum = law.schema().isOfAllPairs() ? "\\sum_2" : "\\sum_{2 \\in N(1)}";
    Optional<PhysicalForm> form = PhysicalForm.of(law);
    Optional<Expression> attraction = form.flatMap(PhysicalForm::attraction);
    if (attraction.isPresent()) {
      lines.add(
          ("\\mathbf{a}_1 &= \\frac{1}{m_1} %s \\left(%s\\right)"
                  + " \\frac{\\mathbf{x}_2 - \\mathbf{x}_1}{r}")
              .formatted(sum, attraction.get().toLatex(digits)));
    }
    for (int k = 0; k < law.dimension(); k++) {
      lines.add(
          "s_{%s} &= %s \\left(%s\\right)"
              .formatted(k + 1, sum, law.edges().get(k).toLatex(digits)));
    }
    for (int k = 0; k < law.dimension(); k++) {
      lines.add("a_{" + AXES.get(k) + "} &= " + law.nodes().get(k).toLatex(digits));
    }
    return "\\begin{align*}\n" + String.join(" \\\\\n", lines) + "\n\\end{align*}\n";
  }
}
