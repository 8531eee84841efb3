package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.observed.TrackedRun;
import org.principia.observed.spline.KnownFactor;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.world.SimulatedWorld;
import org.principia.parallel.LocalCluster;

final class PropertyRelationsTest {
  private static final LocalCluster CLUSTER = new LocalCluster(2);
  private static final int RUNS = 8;

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  /** A law of four particles in the plane whose masses and charges are in the table. */
  private static KernelResult found(String law, Map<String, Object> asked) {
    SimulatedWorld world =
        new SimulatedWorld(
            DynamicsSettings.defaults().with(Map.of("law", law, "runs", RUNS, "steps", 200)),
            WorldSettings.defaults()
                .with(Map.of("position-noise", 3e-4, "known", List.of("mass", "charge"))),
            3);
    List<TrackedRun> runs = IntStream.range(0, RUNS).mapToObj(i -> world.run(i).tracks()).toList();
    return new KernelDiscovery(QuickSearch.of(1).with(asked), 1).run(CLUSTER.distribute(runs, 4));
  }

  private static void requireExponent(KernelResult result, int kind, String of, double value) {
    KernelResult.Exponent exponent =
        result.relations().get(kind).exponents().stream()
            .filter(e -> e.property().equals(of))
            .findFirst()
            .orElseThrow();
    assertThat(exponent.error()).isBetween(1e-6, 0.1);
    assertThat(Math.abs(exponent.value() - value)).isLessThan(4 * exponent.error());
  }

  private static List<String> agreeing(KernelResult result, int kind) {
    return result.relations().get(kind).hypotheses().stream()
        .filter(KernelResult.Hypothesis::agrees)
        .map(KernelResult.Hypothesis::factor)
        .toList();
  }

  @Test
  void knownMassesAreTheResponsesOfSprings() {
    KernelResult result = found("spring", Map.of());
    assertThat(result.laws().get(0).strengths()).isEqualTo("response = 1/mass");
    requireExponent(result, 0, "mass", 0);
    requireExponent(result, 1, "mass", -1);
    assertThat(agreeing(result, 0)).containsExactly("1");
    assertThat(agreeing(result, 1)).containsExactly("1/mass");
  }

  @Test
  void sourcesThatAreLearnedAreComparedWithMasses() {
    KernelResult result = found("inverse-square", Map.of("strengths", "sources"));
    assertThat(result.laws().get(0).strengths()).isEqualTo("sources");
    requireExponent(result, 0, "mass", 1);
    assertThat(agreeing(result, 0)).containsExactly("mass");
    assertThat(result.relations().get(0).exponents().get(0).correlation()).isGreaterThan(0.99);
  }

  @Test
  void chargesAreToldFromMassesWithTheirSigns() {
    KernelResult result = found("charge", Map.of());
    assertThat(result.laws().get(0).strengths())
        .isEqualTo("source = charge, response = charge/mass");
    assertThat(agreeing(result, 0)).containsExactly("charge");
    assertThat(agreeing(result, 1)).containsExactly("charge/mass");
  }

  @Test
  void aPropertyThatIsTheSameOfAllTellsNothing() {
    KnownRuns none =
        new KnownRuns(
            Map.of("r", List.of("a", "b")),
            List.of(""),
            Map.of(),
            2,
            new double[] {1},
            false,
            Map.of("r", Map.of("mass", new double[] {2, 2})),
            1,
            true);
    assertThat(KnownFactor.all(none)).containsExactly(KnownFactor.ONE);
  }
}
