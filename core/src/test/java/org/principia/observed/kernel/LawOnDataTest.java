package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.spline.Pairs;
import org.principia.observed.spline.Strengths;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.world.SimulatedWorld;
import org.principia.parallel.FinishedSteps;
import org.principia.parallel.LocalCluster;
import org.principia.symbolic.expression.Expression;

/** What is made of a law whose formula is known: its power, terms, strengths and errors. */
final class LawOnDataTest {
  private static final LocalCluster CLUSTER = new LocalCluster(2);
  private static final int RUNS = 6;
  private static final LawDefinition PULL = new LawDefinition("pull", "m1*m2/(r + 0.01)^2", 0.005);
  private static final int DRAG = Extra.DRAG.offset(2);
  private static final Strengths SOURCES = Strengths.EQUAL.learning(true, false, true);

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  /** A world of masses that attract as 1 / r^2. */
  private static final class World {
    private final SimulatedWorld world;
    private final Map<String, List<String>> particles = new LinkedHashMap<>();
    private final FormulaFit fit;

    World(Map<String, Object> settings) {
      world =
          new SimulatedWorld(
              DynamicsSettings.defaults()
                  .with(
                      Map.of(
                          "law",
                          "pull",
                          "definitions",
                          List.of(PULL),
                          "dimension",
                          2,
                          "runs",
                          RUNS,
                          "steps",
                          500)),
              WorldSettings.defaults().with(settings),
              5);
      List<PreparedRun> runs =
          IntStream.range(0, RUNS).mapToObj(k -> PreparedRun.of(world.run(k).tracks())).toList();
      runs.forEach(run -> particles.put(run.run(), run.particles()));
      Equation equation = new Equation(2, false);
      fit =
          new FormulaFit(
              particles,
              (state, unknowns) ->
                  LawSearch.collect(
                      CLUSTER.distribute(runs, 3),
                      new FormulaPass(state, unknowns, equation, 24, ForceErrors.ESTIMATED)),
              FinishedSteps.NONE);
    }

    double[] masses() {
      return world.run(0).truth().start().mass();
    }

    /** The law with all sources the same at first. */
    FormulaState law(String formula, Strengths strengths, int... extras) {
      Expression g = Expression.parse(formula, List.of("r"));
      boolean[] held = new boolean[g.constants().length];
      Arrays.fill(held, true);
      return new FormulaState(
          g,
          held,
          strengths,
          extras,
          new double[extras.length],
          of(1),
          of(1),
          of(1e-4),
          Pairs.ALIKE);
    }

    private Map<String, double[]> of(double value) {
      Map<String, double[]> all = new LinkedHashMap<>();
      particles.forEach(
          (run, own) -> {
            double[] values = new double[own.size()];
            Arrays.fill(values, value);
            all.put(run, values);
          });
      return all;
    }
  }

  @Test
  void strengthsAreTheMassesWithinTheirErrors() {
    World world = new World(Map.of("position-noise", 1e-3));
    FormulaFit.Fitted fitted = world.fit.fit(world.law("1 / (r + 0.01)^2", SOURCES), 8);
    double[] masses = world.masses();
    double[] sources = fitted.state().sources().values().iterator().next();
    int within = 0;
    for (int j = 0; j < masses.length; j++) {
      double error = fitted.error(fitted.constants() + j);
      assertThat(error).isBetween(1e-5 * masses[j], 0.1 * masses[j]);
      within += Math.abs(sources[j] - masses[j]) < 3 * error ? 1 : 0;
    }
    assertThat(within).isEqualTo(masses.length);
  }

  @Test
  void errorsOfAWrongLawAreLargerThanThoseOfWhiteNoise() {
    World world = new World(Map.of("position-noise", 1e-3));
    FormulaFit.Fitted wrong = world.fit.fit(world.law("1 / (r + 0.01)^1.5", SOURCES), 8);
    int n = world.masses().length;
    double white = Math.sqrt(wrong.phi() * wrong.covariance()[0]);
    assertThat(wrong.shared()).isEqualTo(n);
    // What a wrong law leaves lasts: the sandwich sees it.
    assertThat(wrong.error(0)).isGreaterThan(1.5 * white);
  }

  @Test
  void thePowerOfTheDistanceIsToldWithItsError() {
    World world = new World(Map.of("position-noise", 1e-3));
    double[] distances = {0.1, 0.2, 0.4, 0.8, 1.6};
    FormulaFit.Fitted right = world.fit.fit(world.law("1 / (r + 0.01)^2", SOURCES), 8);
    KernelResult.LocalPower none = LocalPowerFit.of(world.fit, right, distances);
    assertThat(none.known()).isTrue();
    assertThat(Math.abs(none.deviation())).isLessThan(3 * none.error());
    FormulaFit.Fitted wrong = world.fit.fit(world.law("r^(-1.9)", SOURCES), 8);
    KernelResult.LocalPower more = LocalPowerFit.of(world.fit, wrong, distances);
    assertThat(more.power()).isBetween(-1.9001, -1.8999);
    assertThat(more.deviation()).isNegative();
  }

  @Test
  void aTermThatDoesNotActIsDroppedAndOneThatActsStays() {
    World still = new World(Map.of("position-noise", 1e-3));
    FormulaFit.Fitted rich = still.fit.fit(still.law("1 / (r + 0.01)^2", SOURCES, DRAG), 8);
    assertThat(new LawReduction(still.fit, 2).reduced(rich).state().extras()).isEmpty();
    World slowed = new World(Map.of("position-noise", 1e-3, "drag", 0.3));
    FormulaFit.Fitted needed = slowed.fit.fit(slowed.law("1 / (r + 0.01)^2", SOURCES, DRAG), 8);
    assertThat(new LawReduction(slowed.fit, 2).reduced(needed).state().extras())
        .containsExactly(DRAG);
    assertThat(needed.state().coefficients()[0]).isBetween(0.29, 0.31);
  }

  @Test
  void responsesThatAreAllTheSameAreDropped() {
    World world = new World(Map.of("position-noise", 1e-3));
    Strengths both = Strengths.EQUAL.learning(true, true, true);
    FormulaFit.Fitted rich = world.fit.fit(world.law("1 / (r + 0.01)^2", both), 8);
    assertThat(new LawReduction(world.fit, 2).reduced(rich).state().strengths()).isEqualTo(SOURCES);
  }
}
