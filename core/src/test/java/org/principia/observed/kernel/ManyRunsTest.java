package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.observed.TrackedRun;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Strengths;
import org.principia.observed.world.SimulatedWorld;
import org.principia.parallel.LocalCluster;

/** Searches over so many runs that the structure is settled on some of them. */
final class ManyRunsTest {
  private static final int RUNS = 90;

  private static KernelResult found(int parts) {
    SimulatedWorld world =
        new SimulatedWorld(
            DynamicsSettings.defaults()
                .with(Map.of("law", "spring", "runs", RUNS, "particles", 3, "steps", 60)),
            WorldSettings.defaults().with(Map.of("position-noise", 1e-3)),
            3);
    List<TrackedRun> runs = IntStream.range(0, RUNS).mapToObj(i -> world.run(i).tracks()).toList();
    KernelSettings settings =
        QuickSearch.of(2).with(Map.of("strengths", "responses", "terms", List.of()));
    try (LocalCluster cluster = new LocalCluster(2)) {
      return new KernelDiscovery(settings, 1).run(cluster.distribute(runs, parts));
    }
  }

  @Test
  void theLawOfAllIsFoundTheSameBitsInAnyParts() {
    KernelResult result = found(7);
    KernelResult.Law law = result.laws().get(0);
    double one = law.formula().evaluate(new double[] {1});
    double three = law.formula().evaluate(new double[] {3});
    assertThat(one / three).isCloseTo(0, within(0.01));
    assertThat(law.train().squares()).isBetween(0.5, 1.5);
    assertThat(law.train().receivers()).hasSize(3 * RUNS);
    assertThat(found(1))
        .usingRecursiveComparison()
        .withComparatorForType(Double::compare, Double.class)
        .isEqualTo(result);
  }

  private static KnownRuns runs(int count, boolean several) {
    Map<String, List<String>> particles = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      particles.put("r" + i, several ? List.of("a", "b") : List.of("a" + i, "b" + i));
    }
    return new KnownRuns(
        particles, List.of(""), Map.of(), 2, new double[] {1}, several, Map.of(), 1, true);
  }

  @Test
  void strengthsOfManyParticlesOfOneRunEachAreUnknownsOfTheirRuns() {
    Strengths shared = Strengths.EQUAL.learning(false, true, true);
    Strengths ofEach = Strengths.EQUAL.learning(false, true, false);
    assertThat(LawSearch.unknowns(shared, runs(1000, false))).isEqualTo(ofEach);
    assertThat(LawSearch.unknowns(shared, runs(100, false))).isEqualTo(shared);
    assertThat(LawSearch.unknowns(shared, runs(1000, true))).isEqualTo(shared);
    assertThat(LawSearch.unknowns(Strengths.EQUAL, runs(1000, false))).isEqualTo(Strengths.EQUAL);
  }
}
