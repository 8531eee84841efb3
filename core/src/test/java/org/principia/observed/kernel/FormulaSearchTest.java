package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.SymbolicSettings;

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

  private static List<FormulaSearch.Candidate> found(DoubleUnaryOperator force) {
    int m = 24;
    double[] r = new double[m];
    double[] g = new double[m];
    double[] covariance = new double[m * m];
    for (int a = 0; a < m; a++) {
      r[a] = 0.05 * Math.pow(100, a / (m - 1.0));
      g[a] = force.applyAsDouble(r[a]);
      double error = 2e-3 * Math.abs(g[a]) + 1e-4;
      g[a] += error * Math.sin(7 * a);
      covariance[a * m + a] = error * error;
    }
    return new FormulaSearch(new Curve("", "", r, g, covariance), 10_000)
        .run(QuickSearch.of(4).search(), 1);
  }

  @Test
  void bendsAreSearchedForBesideASearchWithoutThem() {
    SymbolicSettings settings = QuickSearch.of(4).search();
    assertThat(FormulaSearch.searches(settings).stream().map(SymbolicSettings::operators))
        .containsExactly(List.of("+", "-", "*", "/", "^", "exp"), settings.operators());
    SymbolicSettings smooth = settings.with(Map.of("operators", List.of("+", "*")));
    assertThat(FormulaSearch.searches(smooth)).containsExactly(smooth);
  }

  @Test
  void aForceThatBreaksOffIsTriedWithABend() {
    assertThat(found(r -> -Math.max(0, 2 - r)).stream().limit(4))
        .as("formulas with a bend")
        .anySatisfy(
            c -> {
              assertThat(c.formula().toString()).contains("max");
              assertThat(c.squares()).isLessThan(60);
            });
  }
}
