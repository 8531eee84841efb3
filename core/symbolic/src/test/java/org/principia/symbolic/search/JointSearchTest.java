package org.principia.symbolic.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.Groups;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.OwnTerms;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.front.Diagnostics;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.JointMember;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.SymbolicSettings;

final class JointSearchTest {
  private static final SymbolicSettings SMALL = SymbolicSettings.defaults().withEffort(2, 4, 250);

  private static JointTable springs() {
    RandomGenerator rng = RandomStream.of(2, "test.springs");
    int rows = 800;
    double[][] columns = new double[4][rows];
    double[][] y = new double[2][rows];
    for (int i = 0; i < rows; i++) {
      columns[0][i] = Math.exp(rng.nextGaussian());
      columns[1][i] = 2 * rng.nextGaussian();
      columns[2][i] = 2 * rng.nextGaussian();
      double r = Math.hypot(columns[1][i], columns[2][i]);
      columns[3][i] = r;
      double g = 1 - 1 / r;
      y[0][i] = (3 * columns[1][i] - columns[2][i]) * g + 0.02 * rng.nextGaussian();
      y[1][i] = (columns[1][i] + 2 * columns[2][i]) * g + 7 + 0.02 * rng.nextGaussian();
    }
    return JointTable.of(
        new Columns(List.of("m", "dx", "dy", "r"), columns),
        List.of("dx", "dy"),
        new Columns(List.of("u", "v"), y));
  }

  @Test
  void aSpringComesBackFromItsVectorOfMessages() {
    JointTable table = springs();
    JointFront front = SymbolicRegression.builder().settings(SMALL).seed(1).build().fit(table);
    JointMember chosen = front.chosen();
    assertThat(chosen.structure().complexity()).as(front.toText()).isLessThanOrEqualTo(5);
    assertThat(table.formulaNames()).containsExactly("m", "r", "dx", "dy");
    // At dx = 3, dy = 4 the force is (1 - 1/5) (3, 4).
    double[] at = {1, 5, 3, 4};
    assertThat(chosen.formula(0).evaluate(at)).isBetween(4.0 - 0.05, 4.0 + 0.05);
    assertThat(chosen.formula(1).evaluate(at)).isBetween(15.8 - 0.05, 15.8 + 0.05);
    assertThatThrownBy(() -> front.described(table)).hasMessageContaining("without a basis");
  }

  @Test
  void aColumnOfOnesGivesTheFactorAConstantAndIsNoVariableOfTheFormulas() {
    RandomGenerator rng = RandomStream.of(4, "test.ones");
    double[][] columns = new double[3][300];
    double[] y = new double[300];
    for (int i = 0; i < y.length; i++) {
      columns[0][i] = Math.exp(rng.nextGaussian());
      columns[1][i] = rng.nextGaussian();
      columns[2][i] = 1;
      y[i] = (2 * columns[1][i] + 3) / columns[0][i] + 5;
    }
    JointTable table =
        JointTable.of(
            new Columns(List.of("m", "s", "one"), columns),
            List.of("s", "one"),
            new Columns(List.of("a"), new double[][] {y}));
    JointFront front =
        SymbolicRegression.builder()
            .settings(SMALL.withEffort(2, 2, 150))
            .seed(1)
            .build()
            .fit(table);
    Expression formula = front.chosen().formula(0);
    assertThat(formula.toText()).doesNotContain("one");
    assertThat(formula.evaluate(new double[] {4, 1.5, Double.NaN})).isBetween(6.4999, 6.5001);
  }

  @Test
  void theTextShowsTheStructuresAndTheFormulaOfEachTarget() {
    JointTable table = springs();
    JointFront front =
        SymbolicRegression.builder()
            .settings(SMALL.withEffort(1, 1, 200))
            .seed(1)
            .build()
            .fit(table);
    String text = front.toText();
    assertThat(text.lines().filter(l -> l.startsWith("  u = ") || l.startsWith("  v = ")))
        .hasSize(2)
        .allMatch(l -> l.contains("dx") && l.contains("dy"));
    assertThat(text).contains(front.chosen().structure().expression().toText(4));
    assertThat(front.choose(Choice.ACCURACY))
        .isEqualTo(front.members().get(front.members().size() - 1));
  }

  @Test
  void formulasGiveTheLossOfTheirMember() {
    JointTable table = springs();
    JointFront front = SymbolicRegression.builder().settings(SMALL).seed(3).build().fit(table);
    for (JointMember m : front.members()) {
      double[] losses = new double[2];
      for (int i = 0; i < table.rows(); i++) {
        double[] row = new double[4];
        row[0] = table.inputs().values()[0][i];
        row[1] = table.inputs().values()[1][i];
        row[2] = table.basis().values()[0][i];
        row[3] = table.basis().values()[1][i];
        for (int t = 0; t < 2; t++) {
          double e = m.formula(t).evaluate(row) - table.targets().values()[t][i];
          losses[t] += Math.abs(e) / table.rows();
        }
      }
      double loss = losses[0] / table.unit(0) / 2 + losses[1] / table.unit(1) / 2;
      assertThat(m.structure().loss()).isBetween(0.99 * loss, 1.01 * loss);
      for (int t = 0; t < 2; t++) {
        assertThat(m.losses()[t]).isBetween(0.999 * losses[t], 1.001 * losses[t]);
      }
    }
  }

  @Test
  void theOrderOfTheTasksDoesNotMatter() {
    JointTable table = springs();
    SymbolicSettings settings = SMALL.withEffort(3, 2, 200);
    Search here = Search.start(table, settings, 5, "a");
    Search there = here;
    while (!here.finished()) {
      here = here.absorb(here.tasks().stream().map(t -> t.run(table)).toList());
      List<IslandResult> results =
          new ArrayList<>(there.tasks().parallelStream().map(t -> t.run(table)).toList());
      Collections.reverse(results);
      there = there.absorb(results);
    }
    assertThat(there.front()).isEqualTo(here.front());
  }

  @Test
  void groupsShareTheStructureAndKeepTheirCoefficients() {
    RandomGenerator rng = RandomStream.of(6, "test.groups");
    double[][] x = {rng.doubles(600, 0.5, 3).toArray(), rng.doubles(600, 0.5, 3).toArray()};
    double[] y = new double[600];
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      int q = i % 3;
      keys.add("material " + q);
      y[i] = (q + 1) * x[0][i] / (x[1][i] + 0.5) - 10 * q + 0.01 * rng.nextGaussian();
    }
    JointTable table =
        JointTable.of(
            new Columns(List.of("x", "z"), x),
            new Columns(List.of("y"), new double[][] {y}),
            Groups.by(keys));
    JointFront front = SymbolicRegression.builder().settings(SMALL).seed(2).build().fit(table);
    JointMember chosen = front.chosen();
    assertThat(chosen.structure().complexity()).as(front.toText()).isLessThanOrEqualTo(5);
    double expected = 3 * 2 / 1.5 - 20;
    assertThat(chosen.formulas().get(0).get(2).evaluate(new double[] {2, 1}))
        .isBetween(expected - 0.05, expected + 0.05);
    assertThat(front.toText()).contains("y[material 2] = ");
  }

  private static JointTable fourGroups(DoubleBinaryOperator yOfGroupAndX) {
    RandomGenerator rng = RandomStream.of(6, "test.own");
    double[][] x = new double[1][100];
    double[] y = new double[100];
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      x[0][i] = Math.exp(1 + 1.5 * rng.nextGaussian());
      keys.add("abcd".substring(i % 4, i % 4 + 1));
      y[i] = yOfGroupAndX.applyAsDouble(i % 4, x[0][i]) + 0.02 * rng.nextGaussian();
    }
    return JointTable.of(
        new Columns(List.of("x"), x),
        new Columns(List.of("y"), new double[][] {y}),
        Groups.by(keys));
  }

  /** What the groups of {@code y(x)} have of their own by the shortest description. */
  private static JointFront best(DoubleBinaryOperator yOfGroupAndX) {
    JointTable table = fourGroups(yOfGroupAndX);
    JointFront best = null;
    double least = Double.POSITIVE_INFINITY;
    for (OwnTerms own : OwnTerms.values()) {
      JointTable of = table.with(own);
      JointFront front =
          SymbolicRegression.builder()
              .settings(SMALL.with(Map.of("choice", "description-length", "max-complexity", 9)))
              .seed(1)
              .build()
              .fit(of)
              .described(of);
      if (front.descriptionLength(of) < least) {
        least = front.descriptionLength(of);
        best = front;
      }
    }
    return best;
  }

  @Test
  void groupsThatDifferByAScaleHaveNoShiftAndTheConstantTheyShareIsRight() {
    JointFront front = best((q, x) -> (2 + 3 * q) * x / (3.5 + x));
    assertThat(front.own()).isEqualTo(OwnTerms.SCALE);
    Diagnostics diagnostics =
        front.diagnostics(fourGroups((q, x) -> (2 + 3 * q) * x / (3.5 + x)).with(OwnTerms.SCALE));
    assertThat(diagnostics.noise()).isBetween(0.016, 0.024);
    assertThat(diagnostics.standardErrors()).hasSize(1 + 4);
    double k = front.chosen().structure().expression().constants()[0];
    double error = diagnostics.standardErrors()[0];
    // About noise / scale over the root of the rows, times some units of K.
    assertThat(error).isBetween(0.002, 0.05);
    assertThat(Math.abs(k)).isBetween(3.5 - 4 * error, 3.5 + 4 * error);
    for (int q = 0; q < 4; q++) {
      Expression formula = front.chosen().formulas().get(0).get(q);
      assertThat(formula.evaluate(new double[] {3.5}))
          .isBetween(0.49 * (2 + 3 * q), 0.51 * (2 + 3 * q));
      assertThat(front.chosen().shifts()[0][q]).isZero();
    }
  }

  @Test
  void ofFewRowsANodeOfAStructureCostsAShareOfANat() {
    double[] x = new double[12];
    double[] y = new double[12];
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 + i;
      y[i] = (2 + 3 * (i % 2)) * x[i] / (3.5 + x[i]) + 0.01 * (i % 3);
      keys.add("ab".substring(i % 2, i % 2 + 1));
    }
    JointTable table =
        JointTable.of(
                new Columns(List.of("x"), new double[][] {x}),
                new Columns(List.of("y"), new double[][] {y}),
                Groups.by(keys))
            .with(OwnTerms.SCALE);
    JointFront front =
        SymbolicRegression.builder().settings(SMALL).seed(1).build().fit(table).described(table);
    double misfit = front.diagnostics(table).misfit();
    Table rows = Table.of(List.of("x"), new double[][] {x}, y);
    Expression mean = Expression.constant(Arrays.stream(y).average().orElseThrow());
    double without = Diagnostics.of(mean, rows, front.structures().loss()).misfit();
    Expression g = front.chosen().structure().expression();
    double number = (without - misfit) / 12 + 0.5 * StrictMath.log(12);
    // A node two fifths, as of one table; the constants of g and a scale for each group.
    assertThat(front.descriptionLength(table))
        .isCloseTo(
            misfit
                + 0.4 * g.complexity()
                + Trees.repeatedVariables(g)
                + 2 * Trees.nestedFunctions(g)
                + 1.5 * Trees.tiedUnits(g)
                + (g.constants().length + 2) * number,
            within(1e-6));
  }

  @Test
  void groupsThatDifferByAShiftHaveNoScale() {
    JointFront front = best((q, x) -> 2.5 * x / (1 + x) + (q - 1) * (q - 1));
    assertThat(front.own()).isEqualTo(OwnTerms.SHIFT);
    assertThat(front.chosen().slopes()[0][2][0]).isEqualTo(1);
    Expression formula = front.chosen().formulas().get(0).get(3);
    assertThat(formula.evaluate(new double[] {1})).isBetween(5.2, 5.3);
  }

  @Test
  void groupsThatDoNotDifferHaveOneFormula() {
    JointFront front = best((q, x) -> 2.5 * x / (1 + x) + 1);
    assertThat(front.own()).isEqualTo(OwnTerms.NONE);
    assertThat(front.chosen().formulas().get(0)).containsOnly(front.chosen().formula(0));
  }

  @Test
  void groupsThatDifferByBothHaveBoth() {
    JointFront front = best((q, x) -> (4 - 3 * q) * x / (1 + x) + q * q);
    assertThat(front.own()).isEqualTo(OwnTerms.SCALE_SHIFT);
  }
}
