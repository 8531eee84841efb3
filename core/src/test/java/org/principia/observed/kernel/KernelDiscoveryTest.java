package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.verdict.Check;
import org.principia.observed.verdict.Verdict;
import org.principia.observed.world.SimulatedWorld;
import org.principia.parallel.LocalCluster;

final class KernelDiscoveryTest {
  private static final LocalCluster CLUSTER = new LocalCluster(2);
  private static final int RUNS = 8;

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  private static List<SimulatedWorld.Observation> world(
      String law, int steps, Map<String, Object> settings) {
    return world(3, law, steps, settings, Map.of());
  }

  private static List<SimulatedWorld.Observation> world(
      long seed, String law, int steps, Map<String, Object> settings, Map<String, Object> more) {
    Map<String, Object> dynamics =
        new HashMap<>(Map.of("law", law, "dimension", 2, "runs", RUNS, "steps", steps));
    dynamics.putAll(more);
    SimulatedWorld world =
        new SimulatedWorld(
            DynamicsSettings.defaults().with(dynamics),
            WorldSettings.defaults().with(settings),
            seed);
    return IntStream.range(0, RUNS).mapToObj(world::run).toList();
  }

  private static KernelResult found(List<SimulatedWorld.Observation> world, int parts) {
    return discovery()
        .run(
            CLUSTER.distribute(
                world.stream().map(SimulatedWorld.Observation::tracks).toList(), parts));
  }

  private static KernelDiscovery discovery() {
    KernelSettings quick =
        KernelSettings.defaults()
            .with(
                Map.of(
                    "max-complexity", 12,
                    "candidates", 2,
                    "islands", 2,
                    "rounds", 2,
                    "fits-per-round", 300));
    return new KernelDiscovery(quick, 1);
  }

  @Test
  void springsAreFoundWithTheResponsesOfUnknownMassesTheSameBitsInAnyParts() {
    List<SimulatedWorld.Observation> world = world("spring", 200, Map.of("position-noise", 1e-3));
    KernelResult result = found(world, 3);
    assertThat(result.order()).isEqualTo(2);
    KernelResult.Law law = result.laws().get(0);
    double[] one = {1};
    double[] three = {3};
    assertThat(law.formula().evaluate(one) / law.formula().evaluate(three))
        .isCloseTo(0, within(0.01));
    double[] mass = world.get(0).truth().start().mass();
    assertThat(law.particles()).hasSize(mass.length);
    double scale = law.formula().evaluate(three) / 2;
    for (int i = 0; i < mass.length; i++) {
      KernelResult.Strength strength = law.particles().get(i);
      assertThat(scale * strength.response() * mass[i]).isCloseTo(1, within(0.02));
      assertThat(strength.responseError()).isBetween(1e-6, 0.05 / mass[i]);
    }
    assertThat(law.train().squares()).isBetween(0.5, 1.5);
    assertThat(found(world, 8).laws().get(0).formula()).isEqualTo(law.formula());
  }

  @Test
  void aLawIsJudgedByRunsThatItWasNotFoundOn() {
    List<SimulatedWorld.Observation> world = world("spring", 200, Map.of("position-noise", 1e-3));
    List<SimulatedWorld.Observation> faster =
        world("spring", 200, Map.of("position-noise", 1e-3, "drag", 0.5));
    Verdict right = judged(world.subList(0, 5), world.subList(5, RUNS));
    assertThat(right.check("fit, test set").orElseThrow().number()).isBetween(0.8, 1.2);
    assertThat(right.outcome()).isEqualTo(Verdict.Outcome.EXPLAINS);
    // Runs that are slowed down, as no run was that the law was found on.
    Verdict wrong = judged(world.subList(0, 5), faster.subList(5, RUNS));
    assertThat(wrong.check("fit, test set").orElseThrow().passed()).isFalse();
    assertThat(wrong.outcome()).isEqualTo(Verdict.Outcome.MOSTLY);
    assertThat(found(world, 4).verdict().check("fit, test set")).isEmpty();
  }

  @Test
  void strengthsOfEachRunAreFittedBeforeItIsJudged() {
    List<SimulatedWorld.Observation> world =
        world("spring", 300, Map.of("position-noise", 1e-3, "properties", "drawn"));
    Verdict verdict = judged(world.subList(0, 5), world.subList(5, RUNS));
    assertThat(verdict.check("fit, test set").orElseThrow().number()).isBetween(0.8, 1.3);
  }

  private static Verdict judged(
      List<SimulatedWorld.Observation> found, List<SimulatedWorld.Observation> test) {
    return discovery()
        .run(
            CLUSTER.distribute(found.stream().map(SimulatedWorld.Observation::tracks).toList(), 3),
            CLUSTER.distribute(test.stream().map(SimulatedWorld.Observation::tracks).toList(), 2))
        .verdict();
  }

  @Test
  void chargesAreToldWithTheirSigns() {
    List<SimulatedWorld.Observation> world = world("charge", 400, Map.of("position-noise", 3e-4));
    KernelResult.Law law = found(world, 4).laws().get(0);
    double[] charge = world.get(0).truth().start().charge();
    for (int i = 0; i < charge.length; i++) {
      for (int j = 0; j < charge.length; j++) {
        assertThat(Math.signum(law.particles().get(i).source() * law.particles().get(j).source()))
            .isEqualTo(Math.signum(charge[i] * charge[j]));
      }
    }
  }

  @Test
  void positionsRelativeToOneOfTheParticlesAreCuredByAFreeFrame() {
    List<SimulatedWorld.Observation> world =
        world("inverse-square", 400, Map.of("frame", "relative:0"));
    KernelResult result = found(world, 4);
    assertThat(result.frame()).isEqualTo("free");
  }

  @Test
  void aForceThatBreaksOffAtADistanceIsFound() {
    LawDefinition soft = new LawDefinition("soft", "-4*max(1 - r/2, 0)", 0.01);
    List<SimulatedWorld.Observation> world =
        world(3, "soft", 300, Map.of("position-noise", 1e-3), Map.of("definitions", List.of(soft)));
    KernelResult result = found(world, 4);
    KernelResult.Law law = result.laws().get(0);
    // Splines on even knots miss the bend, and strengths of each run seem to help.
    assertThat(law.strengths()).isEqualTo("responses");
    double[] one = {1};
    double[] half = {1.5};
    double[] beyond = {2.2};
    assertThat(law.formula().evaluate(half) / law.formula().evaluate(one))
        .isCloseTo(0.5, within(0.02));
    assertThat(law.formula().evaluate(beyond) / law.formula().evaluate(one))
        .isCloseTo(0, within(0.01));
    assertThat(result.verdict().outcome()).isEqualTo(Verdict.Outcome.EXPLAINS);
  }

  @Test
  void motionWithoutInertiaIsTold() {
    List<SimulatedWorld.Observation> world =
        world("spring", 200, Map.of("position-noise", 1e-3, "order", 1, "drag", 1.0));
    assertThat(found(world, 4).order()).isEqualTo(1);
  }

  @Test
  void errorsOfPositionsDiluteWhatComesToRest() {
    LawDefinition well = new LawDefinition("well", "4*(exp(1 - r) - exp(2 - 2*r))", 0.01);
    List<SimulatedWorld.Observation> world =
        world(
            11,
            "well",
            500,
            Map.of("position-noise", 1e-3, "order", 1, "drag", 2.0, "spacing", 0.5),
            Map.of("definitions", List.of(well)));
    Check halves = found(world, 4).verdict().check("halves agree").orElseThrow();
    assertThat(halves.number()).as("more than errors do to others").isGreaterThan(0.0155);
    assertThat(halves.passed()).as(halves.sentence()).isTrue();
  }
}
