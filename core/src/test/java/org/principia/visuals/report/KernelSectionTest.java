package org.principia.visuals.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.observed.kernel.Curve;
import org.principia.observed.kernel.KernelResult;
import org.principia.observed.kernel.KernelResult.Exponent;
import org.principia.observed.kernel.KernelResult.Hypothesis;
import org.principia.observed.kernel.KernelResult.Law;
import org.principia.observed.kernel.KernelResult.PairForce;
import org.principia.observed.kernel.KernelResult.Quality;
import org.principia.observed.kernel.KernelResult.Relation;
import org.principia.observed.kernel.KernelResult.Strength;
import org.principia.observed.kernel.KernelResult.Term;
import org.principia.observed.verdict.Check;
import org.principia.observed.verdict.Pictures;
import org.principia.observed.verdict.Verdict;
import org.principia.symbolic.expression.Expression;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.page.Block;

final class KernelSectionTest {
  private static final double[] DISTANCE = {0.5, 1, 2, 4};

  private static final List<Relation> RELATIONS =
      List.of(
          new Relation(
              "source",
              List.of(new Exponent("mass", 0.99, 0.02, 0.999)),
              List.of(
                  new Hypothesis("1", 5000, 1, 0.9, false),
                  new Hypothesis("mass", 1.2, 1, 0.003, true))),
          new Relation(
              "response", List.of(), List.of(new Hypothesis("1/mass", 50, 1, 0.04, false))));

  /** A curve in three times the unit of the formula, of which each point is off by 1 per cent. */
  private static KernelResult result(String formula) {
    Expression g = Expression.parse(formula, List.of("r"));
    int m = DISTANCE.length;
    double[] force = Arrays.stream(DISTANCE).map(r -> 3 * g.evaluate(new double[] {r})).toArray();
    double[] covariance = new double[m * m];
    for (int i = 0; i < m; i++) {
      covariance[i * m + i] = Math.pow(0.01 * force[i], 2);
    }
    Quality quality = new Quality(100, 1.02, List.of());
    Law law =
        new Law(
            List.of(new PairForce("", "", g, new double[] {0.0123, 0})),
            "sources",
            List.of(new Term("drag", 0.25, 0.01)),
            List.of(
                new Strength("", "sun", 1, 0.001, 1, 0),
                new Strength("", "dust", 0.02, 0.01, 1, 0)),
            quality,
            quality,
            50);
    return new KernelResult(
        2,
        "free",
        3,
        List.of(new Curve("", "", DISTANCE, force, covariance)),
        List.of(new KernelResult.Step(2, "inertial", "sources", List.of("drag"), 7, 1.1, 1.2)),
        List.of(law),
        RELATIONS,
        "laws.found { force = \"1\" }",
        Pictures.none(),
        new Verdict(
            Verdict.Outcome.MOSTLY,
            "explains most, and the rest depends on time",
            List.of("time"),
            List.of(
                new Check("fit", 1.02, 1.2, true, "rows fit"),
                new Check("time", 0.5, 0.1, false, "time would explain 0.5"))),
        new KernelResult.LocalPower(0.0012, 0.0031, -2));
  }

  @Test
  void aLawIsToldWithItsErrorsAndWhatIsNotKnown() {
    assertThat(new KernelSection(result("2.5 / r^2"), "AU").lines())
        .contains(
            "  the forces give accelerations, in a free frame; strengths learned: sources",
            "    g(r) = 2.5 / r^2",
            "    constants 2.500 +- 0.012, 2.00000",
            "    power of the distance -1.9988 +- 0.0031",
            "    drag 0.250 +- 0.010",
            "    dust           source 0.020 +- 0.010 (not known), response 1.00000",
            "    source goes as mass^(0.990 +- 0.020)",
            "    source = mass agrees: chi-squared 1.20 of 1, off by 0.30 %",
            "    response is none of 1, known properties and ratios of them; the nearest: 1/mass,"
                + " chi-squared 50.0 of 1, off by 4.0 %",
            "    time: time would explain 0.5")
        .doesNotContain("    fit: rows fit")
        .endsWith("verdict: explains most, and the rest depends on time");
  }

  @Test
  void theCurveIsInTheUnitOfTheFormulaAndARepulsionIsShownByItsSize() {
    for (String formula : List.of("2.5 / r^2", "-2.5 / r^2")) {
      LineChart chart = chart(formula);
      assertThat(chart.yLabel())
          .isEqualTo(
              (formula.startsWith("-") ? "repulsion" : "attraction") + " by a unit of strength");
      double[] curve = chart.series().get(0).y();
      double[] above = chart.series().get(1).y();
      assertThat(curve[1]).isEqualTo(2.5, within(1e-12));
      assertThat(above[1]).isEqualTo(2.5 * 1.02, within(1e-12));
      assertThat(chart.series().get(3).y()[1]).isEqualTo(2.5, within(1e-12));
    }
    assertThat(chart("2.5 * r - 2").yLabel()).isEqualTo("force");
  }

  @Test
  void strengthsHaveErrorsAndFlagsAndTheLawIsThereForTheSimulator() {
    List<Block> blocks = new KernelSection(result("2.5 / r^2"), "AU").blocks();
    assertThat(blocks)
        .contains(
            new Block.Code(
                "The law as a configuration of the simulator:", "laws.found { force = \"1\" }"));
    List<List<String>> strengths =
        blocks.stream()
            .filter(Block.Table.class::isInstance)
            .map(Block.Table.class::cast)
            .filter(table -> table.caption().startsWith("Strengths with standard errors"))
            .findFirst()
            .orElseThrow()
            .rows();
    assertThat(strengths.get(0))
        .containsExactly("sun", "1.0000", "0.0010", "yes", "1.00000", "", "held");
    assertThat(strengths.get(1))
        .containsExactly("dust", "0.020", "0.010", "no", "1.00000", "", "held");
  }

  private static LineChart chart(String formula) {
    return new KernelSection(result(formula), "AU")
        .blocks().stream()
            .filter(Block.Figure.class::isInstance)
            .map(block -> (LineChart) ((Block.Figure) block).plot())
            .findFirst()
            .orElseThrow();
  }
}
