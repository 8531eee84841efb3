package org.principia.observed.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.Track;

final class SimulatedWorldTest {
  private static final int STEPS = 60;
  private static final double STEP = 0.05;
  private static final double EXACT = 1e-6;

  /** A world of the law, in which the settings are changed. */
  private static SimulatedWorld world(String law, int dimension, Map<String, ?> changes) {
    DynamicsSettings dynamics =
        DynamicsSettings.defaults()
            .with(
                Map.of(
                    "law", law,
                    "dimension", dimension,
                    "steps", STEPS,
                    "time-step", STEP,
                    "tolerance", 1e-10,
                    "definitions", List.of(new LawDefinition("nothing", "0*r", 1))));
    return new SimulatedWorld(dynamics, WorldSettings.defaults().with(changes), 7);
  }

  private static SimulatedWorld free(Map<String, ?> changes) {
    return world("nothing", 2, changes);
  }

  /** The largest error of the tracked positions of a run against a motion of single coordinates. */
  private static double error(SimulatedWorld world, Motion motion) {
    SimulatedWorld.Observation run = world.run(0);
    InitialState start = run.truth().start();
    double worst = 0;
    for (int i = 0; i < start.particles(); i++) {
      Track track = run.tracks().tracks().get(i);
      double speed = Math.hypot(start.velocity()[2 * i], start.velocity()[2 * i + 1]);
      for (int k = 0; k < track.size(); k++) {
        for (int c = 0; c < 2; c++) {
          int at = 2 * i + c;
          double expected =
              motion.of(track.times()[k], start.position()[at], start.velocity()[at], speed, c);
          worst = Math.max(worst, Math.abs(track.positions()[2 * k + c] - expected));
        }
      }
    }
    return worst;
  }

  private interface Motion {
    double of(double t, double x, double v, double speed, int axis);
  }

  @Test
  void linearDragSlowsExponentially() {
    assertThat(
            error(
                free(Map.of("drag", 0.7)),
                (t, x, v, speed, c) -> x + v / 0.7 * -Math.expm1(-0.7 * t)))
        .isLessThan(EXACT);
  }

  @Test
  void quadraticDragSlowsByTheLogarithm() {
    assertThat(
            error(
                free(Map.of("quadratic-drag", 0.4)),
                (t, x, v, speed, c) -> x + v / speed * Math.log1p(0.4 * speed * t) / 0.4))
        .isLessThan(EXACT);
  }

  @Test
  void aTrapIsAnOscillatorAboutTheOrigin() {
    assertThat(
            error(
                free(Map.of("trap", 4)),
                (t, x, v, speed, c) -> x * Math.cos(2 * t) + v / 2 * Math.sin(2 * t)))
        .isLessThan(EXACT);
  }

  @Test
  void aFieldAcceleratesAllAlike() {
    assertThat(
            error(
                free(Map.of("field", List.of(0.5, -2))),
                (t, x, v, speed, c) -> x + v * t + (c == 0 ? 0.5 : -2) * t * t / 2))
        .isLessThan(EXACT);
  }

  @Test
  void withoutInertiaTheVelocityIsTheAccelerationByTheDrag() {
    Map<String, ?> changes = Map.of("order", 1, "drag", 2, "trap", 3, "field", List.of(0, 6));
    assertThat(
            error(free(changes), (t, x, v, speed, c) -> 2 * c + (x - 2 * c) * Math.exp(-3 * t / 2)))
        .isLessThan(EXACT);
    SimulatedWorld.Observation spring = world("spring", 3, Map.of("order", 1, "drag", 2)).run(1);
    Trajectory truth = spring.truth();
    int size = truth.start().position().length;
    double[] state = Arrays.copyOf(truth.position(), size);
    double[] forces =
        new InitialState(truth.start().mass(), truth.start().charge(), state, new double[size], 3)
            .accelerations(DynamicsSettings.defaults().forceLaw().field());
    for (int k = 0; k < size; k++) {
      assertThat(truth.velocity()[k]).isCloseTo(forces[k] / 2, within(EXACT));
    }
  }

  @Test
  void unevenInstantsLieOnTheSameMotion() {
    SimulatedWorld uneven = free(Map.of("trap", 4, "sampling-jitter", 0.9));
    assertThat(error(uneven, (t, x, v, s, c) -> x * Math.cos(2 * t) + v / 2 * Math.sin(2 * t)))
        .isLessThan(EXACT);
    double[] times = uneven.run(0).tracks().tracks().get(0).times();
    double largest = 0;
    for (int k = 1; k < times.length; k++) {
      assertThat(times[k]).isGreaterThan(times[k - 1]);
      largest = Math.max(largest, Math.abs(times[k] / STEP - k));
    }
    assertThat(largest).isBetween(0.35, 0.45);
  }

  @Test
  void noiseIsOfItsStandardErrorAndLeavesTheMotionAlone() {
    Map<String, Object> changes = new HashMap<>(Map.of("known", List.of("sigma"), "spread", 3));
    SimulatedWorld.Observation exact = world("spring", 3, changes).run(4);
    changes.put("position-noise", 0.01);
    SimulatedWorld.Observation noisy = world("spring", 3, changes).run(4);
    assertThat(noisy.sigma()).isEqualTo(0.03 * Math.sqrt(6));
    assertThat(noisy.truth().position()).isEqualTo(exact.truth().position());
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double[] with = noisy.tracks().tracks().get(i).positions();
      double[] without = exact.tracks().tracks().get(i).positions();
      for (int k = 0; k < with.length; k++) {
        errors.add((with[k] - without[k]) / noisy.sigma());
      }
      assertThat(noisy.tracks().tracks().get(i).sigma()).hasSize(STEPS).containsOnly(noisy.sigma());
    }
    double square = errors.stream().mapToDouble(e -> e * e).average().orElseThrow();
    double next = 0;
    for (int k = 1; k < errors.size(); k++) {
      next += errors.get(k) * errors.get(k - 1) / errors.size();
    }
    // 1440 errors: standard errors of 0.037 and 0.026.
    assertThat(square).isCloseTo(1, within(0.15));
    assertThat(next).isCloseTo(0, within(0.11));
  }

  @Test
  void dropoutsLeaveGapsOfTheirShare() {
    SimulatedWorld.Observation whole = world("spring", 2, Map.of()).run(0);
    SimulatedWorld.Observation gaps = world("spring", 2, Map.of("dropouts", 0.3)).run(0);
    int rows = 0;
    for (int i = 0; i < 4; i++) {
      Track track = gaps.tracks().tracks().get(i);
      rows += track.size();
      for (int k = 0; k < track.size(); k++) {
        int step = (int) Math.round(track.times()[k] / STEP);
        assertThat(track.positions()[2 * k])
            .isEqualTo(whole.tracks().tracks().get(i).positions()[2 * step]);
      }
    }
    // 240 positions: a standard error of 0.03.
    assertThat(rows / 240.0).isCloseTo(0.7, within(0.12));
  }

  @Test
  void theHeaviestAreHiddenAndActAllTheSame() {
    SimulatedWorld.Observation all = world("inverse-square", 2, Map.of()).run(0);
    SimulatedWorld.Observation some = world("inverse-square", 2, Map.of("hidden", 1)).run(0);
    double[] mass = all.truth().start().mass();
    int heaviest = 0;
    for (int i = 0; i < 4; i++) {
      heaviest = mass[i] > mass[heaviest] ? i : heaviest;
    }
    List<String> seen = some.tracks().tracks().stream().map(Track::particle).toList();
    assertThat(some.particles()).containsExactly("p0", "p1", "p2", "p3");
    assertThat(seen).hasSize(3).doesNotContain("p" + heaviest);
    for (Track track : some.tracks().tracks()) {
      int i = some.particles().indexOf(track.particle());
      assertThat(track.positions()).isEqualTo(all.tracks().tracks().get(i).positions());
    }
  }

  @Test
  void theSameParticlesAreInAllRunsUnlessTheyAreDrawn() {
    SimulatedWorld fixed = world("spring", 2, Map.of());
    assertThat(fixed.run(1).truth().start().mass()).isEqualTo(fixed.run(0).truth().start().mass());
    assertThat(fixed.run(1).truth().start().position())
        .isNotEqualTo(fixed.run(0).truth().start().position());
    assertThat(fixed.run(1).tracks().run()).isEqualTo("r00001");
    SimulatedWorld drawn = world("spring", 2, Map.of("properties", "drawn"));
    assertThat(drawn.run(1).truth().start().mass())
        .isNotEqualTo(drawn.run(0).truth().start().mass());
    assertThat(drawn.run(1).particles()).startsWith("r00001p0");
  }

  @Test
  void whatIsKnownIsToldAndNothingElse() {
    Track silent = world("spring", 2, Map.of()).run(0).tracks().tracks().get(0);
    assertThat(silent.properties()).isEmpty();
    assertThat(silent.type()).isEmpty();
    SimulatedWorld.Observation told =
        world("spring", 2, Map.of("known", List.of("mass", "type"))).run(0);
    for (int i = 0; i < 4; i++) {
      Track track = told.tracks().tracks().get(i);
      assertThat(track.properties()).isEqualTo(Map.of("mass", told.truth().start().mass()[i]));
      assertThat(track.type()).isEqualTo(told.truth().start().charge()[i] > 0 ? "a" : "b");
    }
  }

  @Test
  void aParticleThatCarriesTheFrameIsAtItsOriginExactly() {
    Map<String, Object> changes = new HashMap<>(Map.of("frame", "relative:2"));
    SimulatedWorld.Observation run = world("spring", 2, changes).run(0);
    double[] truth = run.truth().position();
    assertThat(run.tracks().tracks().get(0).positions()[1]).isEqualTo(truth[1] - truth[2 * 2 + 1]);
    changes.put("position-noise", 0.1);
    Track origin = world("spring", 2, changes).run(0).tracks().tracks().get(2);
    assertThat(origin.positions()).containsOnly(0);
  }

  @Test
  void framesTurnAndSwing() {
    assertThat(
            error(
                free(Map.of("frame", "shaken:0.5:2")),
                (t, x, v, s, c) -> x + v * t - (c == 0 ? 0.5 * Math.sin(Math.PI * t) : 0)))
        .isLessThan(EXACT);
    SimulatedWorld.Observation turning = free(Map.of("frame", "rotating:3")).run(0);
    double[] truth = turning.truth().position();
    int k = 10;
    double[] seen = turning.tracks().tracks().get(0).positions();
    double angle =
        Math.atan2(seen[2 * k + 1], seen[2 * k]) - Math.atan2(truth[8 * k + 1], truth[8 * k]);
    assertThat(Math.IEEEremainder(angle + 3 * k * STEP, 2 * Math.PI)).isCloseTo(0, within(1e-9));
    assertThat(Math.hypot(seen[2 * k], seen[2 * k + 1]))
        .isCloseTo(Math.hypot(truth[8 * k], truth[8 * k + 1]), within(1e-9));
  }

  @Test
  void particlesBeginApart() {
    double[] x = world("spring", 2, Map.of("spacing", 1.5)).run(0).truth().start().position();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(Math.hypot(x[2 * i] - x[2 * j], x[2 * i + 1] - x[2 * j + 1]))
            .isGreaterThanOrEqualTo(1.5);
      }
    }
    assertThatThrownBy(() -> world("spring", 2, Map.of("spacing", 20)).run(0))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot place 4 particles: there is no room; lower dynamics.spacing (20.0) or raise"
                + " dynamics.spread (1.0)");
  }

  @Test
  void aRunDependsOnItsNumberAlone() {
    Map<String, ?> changes =
        Map.of("position-noise", 0.01, "dropouts", 0.1, "sampling-jitter", 0.5);
    SimulatedWorld one = world("spring", 2, changes);
    one.run(0);
    SimulatedWorld.Observation third = one.run(3);
    SimulatedWorld.Observation again = world("spring", 2, changes).run(3);
    for (int i = 0; i < 4; i++) {
      assertThat(again.tracks().tracks().get(i).positions())
          .isEqualTo(third.tracks().tracks().get(i).positions());
    }
    assertThat(one.run(4).tracks().tracks().get(0).positions())
        .isNotEqualTo(third.tracks().tracks().get(0).positions());
  }

  @Test
  void settingsThatDoNotFitTheParticlesAreErrors() {
    assertThatThrownBy(() -> free(Map.of("field", List.of(1))))
        .hasMessage("Invalid dynamics.field: [1] (2 numbers, or none)");
    assertThatThrownBy(() -> free(Map.of("hidden", 4)))
        .hasMessage("Invalid dynamics.hidden: 4 (a whole number from 0 to 3)");
    assertThatThrownBy(() -> free(Map.of("frame", "relative:4")))
        .hasMessage("Invalid dynamics.frame: relative:4 (a particle from 0 to 3)");
  }
}
