package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.symbolic.expression.Expression;

final class FormulaSearchTest {
  private static FormulaSearch.Candidate candidate(String formula, double squares) {
    Expression g = Expression.parse(formula, List.of("r"));
    return new FormulaSearch.Candidate(g, squares, squares / 2 + 2 * g.complexity());
  }

  @Test
  void aSimpleFormulaIsTriedThoughTheErrorsOfTheCurveExcludeIt() {
    FormulaSearch.Candidate simple = candidate("1 / r^2", 5e4);
    FormulaSearch.Candidate best = candidate("1 / (r^2 + 1e-6 * exp(0.1 * r))", 20);
    FormulaSearch.Candidate near = candidate("1 / (r^2 + 1e-6 * (r + 0.1 * r))", 25);
    List<FormulaSearch.Candidate> ordered = FormulaSearch.ordered(List.of(near, best, simple));
    assertThat(ordered.get(0)).isEqualTo(best);
    assertThat(ordered.get(1)).isEqualTo(simple);
  }

  @Test
  void ofFormulasThatAreAsNearTheSimplestIsTried() {
    FormulaSearch.Candidate simple = candidate("1 / r^2", 10);
    FormulaSearch.Candidate other = candidate("1 / (r * r + 0 * r)", 10);
    assertThat(FormulaSearch.ordered(List.of(other, simple))).containsExactly(simple);
  }
}
