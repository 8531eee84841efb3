package org.principia.observed.weak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.world.SimulatedWorld;

final class StiffnessTest {
  private static final double DRAG = 2;
  private static final LawDefinition MORSE =
      new LawDefinition("morse", "4*(exp(1 - r) - exp(2 - 2*r))", 0.01);

  /** The force of the world, all strengths 1 but for the masses of the receivers. */
  private record True(double[] mass) implements PairForce {
    private static final long serialVersionUID = 1L;

    @Override
    public double[] sources(String run) {
      double[] ones = new double[mass.length];
      Arrays.fill(ones, 1);
      return ones;
    }

    @Override
    public double[] responses(String run) {
      return Arrays.stream(mass).map(m -> 1 / (m * DRAG)).toArray();
    }

    @Override
    public double force(String run, int receiver, int sender, double distance) {
      return MORSE.law().attraction(distance, 1, 1, 1, 1);
    }
  }

  /** The value of the law, and no unknowns. */
  private record Value(True law, int self, int d) implements Columns {
    private static final long serialVersionUID = 1L;

    @Override
    public int count() {
      return 1;
    }

    @Override
    public boolean model() {
      return true;
    }

    @Override
    public Values of(Scene scene) {
      int n = scene.particles();
      double p = law.responses("")[self];
      return (instant, out) -> {
        Arrays.fill(out, 0);
        for (int j = 0; j < n; j++) {
          int at = (instant * n + j) * d;
          double r = Scene.distance(scene.separation(), at, d);
          for (int c = 0; c < d && r > 0; c++) {
            out[c] += p * law.force("", self, j, r) * scene.separation()[at + c] / r;
          }
        }
      };
    }
  }

  @Test
  void whatIsAtRestInAnEquilibriumIsWeighedByTheSlopeOfTheForce() {
    SimulatedWorld world =
        new SimulatedWorld(
            DynamicsSettings.defaults()
                .with(
                    Map.of(
                        "law", "morse",
                        "definitions", List.of(MORSE),
                        "dimension", 2,
                        "runs", 4,
                        "steps", 500)),
            WorldSettings.defaults()
                .with(Map.of("order", 1, "drag", DRAG, "spacing", 0.5, "position-noise", 1e-3)),
            33);
    assertThat(squares(world, false)).as("by the size of the velocities").isGreaterThan(3);
    assertThat(squares(world, true)).as("by the slope of the force").isBetween(0.7, 1.2);
  }

  /** Mean squared error of the true law per row, in units of its variance. */
  private static double squares(SimulatedWorld world, boolean known) {
    Equation equation = new Equation(1, false);
    double[] sums = new double[2];
    for (int k = 0; k < world.dynamics().runs(); k++) {
      SimulatedWorld.Observation observation = world.run(k);
      PreparedRun run = PreparedRun.of(observation.tracks());
      True law = new True(observation.truth().start().mass());
      for (int i = 0; i < law.mass().length; i++) {
        Scene scene = Scene.of(run, i, equation, equation.weights(run));
        WeakRows rows =
            new WeakRows(
                known ? Stiffness.of(law, run, scene) : scene, new Value(law, i, 2), 1, 1e-9);
        rows.emit(
            run.windows().get(i),
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            (row, at, time, share, forces) -> {
              sums[0] += row[at] * row[at];
              sums[1]++;
            });
      }
    }
    return sums[0] / sums[1];
  }
}
