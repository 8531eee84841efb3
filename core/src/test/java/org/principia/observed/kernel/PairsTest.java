package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.TrackedRun;
import org.principia.observed.spline.Pairs;
import org.principia.observed.verdict.Verdict;
import org.principia.observed.world.SimulatedWorld;
import org.principia.parallel.LocalCluster;
import org.principia.symbolic.expression.Expression;

final class PairsTest {
  private static final int RUNS = 8;

  private static KernelResult found(String force) {
    SimulatedWorld world =
        new SimulatedWorld(
            DynamicsSettings.defaults()
                .with(
                    Map.of(
                        "law",
                        "species",
                        "particles",
                        6,
                        "runs",
                        RUNS,
                        "steps",
                        200,
                        "definitions",
                        List.of(new LawDefinition("species", force, 0.01)))),
            WorldSettings.defaults().with(Map.of("position-noise", 3e-4, "known", List.of("type"))),
            5);
    List<TrackedRun> runs = IntStream.range(0, RUNS).mapToObj(i -> world.run(i).tracks()).toList();
    assertThat(runs.get(0).tracks().stream().map(t -> t.type()).distinct()).hasSize(2);
    try (LocalCluster cluster = new LocalCluster(2)) {
      return new KernelDiscovery(QuickSearch.of(2), 1)
          .run(
              cluster.distribute(runs.subList(0, RUNS - 2), 3),
              cluster.distribute(runs.subList(RUNS - 2, RUNS), 1));
    }
  }

  @Test
  void twoSpeciesHaveAFormulaForEachPairWhichNeedNotBeReciprocal() {
    KernelResult result =
        found(
            "m1*((1+q1)*(1+q2)*(r-1) + (1+q1)*(1-q2)*2*exp(-r) - (1-q1)*(1+q2)*exp(-r)"
                + " + (1-q1)*(1-q2)*0.5*(r-2))/4");
    KernelResult.Law law = result.laws().get(0);
    assertThat(law.forces().stream().map(KernelResult.PairForce::label))
        .containsExactly("a on a", "b on a", "a on b", "b on b");
    for (double r : new double[] {0.8, 1.5, 3}) {
      double[] truth = {r - 1, 2 * Math.exp(-r), -Math.exp(-r), 0.5 * (r - 2)};
      for (int k = 0; k < truth.length; k++) {
        assertThat(law.forces().get(k).formula().evaluate(new double[] {r}))
            .as(law.text())
            .isCloseTo(truth[k], within(0.02));
      }
    }
    assertThat(result.curves()).hasSize(4);
    assertThat(result.verdict().outcome())
        .as(result.verdict().toString())
        .isEqualTo(Verdict.Outcome.EXPLAINS);
    assertThat(result.verdict().check("fit, test set").orElseThrow().passed()).isTrue();
    assertThat(result.configuration()).contains("Charges of 1 and -1 stand for the types a and b");
  }

  @Test
  void typesThatActAlikeHaveOneFormula() {
    KernelResult result = found("m1*(r-1)");
    assertThat(result.laws().get(0).forces()).hasSize(1);
    assertThat(result.curves()).hasSize(1);
    assertThat(result.steps().stream().map(KernelResult.Step::strengths))
        .contains("equal", "equal, by type");
  }

  @Test
  void anExpressionHasItsPartsAgain() {
    Pairs pairs = new Pairs(2, Map.of("run", new int[] {1, 0}));
    Expression one = Expression.parse("3 / r", List.of("r"));
    Expression other = Expression.parse("r - 2 * r ^ 3", List.of("r"));
    Expression both = pairs.joined(List.of(0, 2), List.of(one, other));
    assertThat(pairs.parts(both)).containsExactly(new Pairs.Part(0, one), new Pairs.Part(2, other));
    assertThat(both.evaluate(pairs.at(2, pairs.pair("run", 0, 1))))
        .isEqualTo(other.evaluate(new double[] {2}));
    assertThat(both.evaluate(pairs.at(2, 1))).isZero();
  }
}
