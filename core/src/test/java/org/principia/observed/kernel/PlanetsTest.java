package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.dynamics.DormandPrince54;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.AccelerationField;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;
import org.principia.parallel.LocalCluster;

/** A sun and four planets, their masses over five decades, from positions at even steps. */
final class PlanetsTest {
  private static final LocalCluster CLUSTER = new LocalCluster(2);
  private static final String[] NAMES = {"sun", "one", "two", "three", "four"};
  private static final double[] MASS = {1, 3e-4, 1e-3, 3e-5, 1e-5};
  private static final double[] DISTANCE = {0, 0.6, 1, 1.7, 2.6};
  private static final int STEPS = 1200;

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  private static final AccelerationField GRAVITY =
      (mass, charge, d, x, v, out) -> {
        Arrays.fill(out, 0);
        for (int i = 0; i < mass.length; i++) {
          for (int j = 0; j < mass.length; j++) {
            double square = 0;
            for (int c = 0; c < d; c++) {
              square += Math.pow(x[j * d + c] - x[i * d + c], 2);
            }
            for (int c = 0; c < d && i != j; c++) {
              out[i * d + c] += mass[j] * (x[j * d + c] - x[i * d + c]) / Math.pow(square, 1.5);
            }
          }
        }
      };

  /** Orbits of some eccentricity about the centre of mass, which rests. */
  private static Trajectory orbits() {
    int n = MASS.length;
    double[] x = new double[3 * n];
    double[] v = new double[3 * n];
    for (int i = 1; i < n; i++) {
      double angle = 2.4 * i;
      double speed = Math.sqrt(1 / DISTANCE[i]) * (1 + 0.03 * i);
      x[3 * i] = DISTANCE[i] * Math.cos(angle);
      x[3 * i + 1] = DISTANCE[i] * Math.sin(angle);
      x[3 * i + 2] = 0.02 * i * DISTANCE[i];
      v[3 * i] = -speed * Math.sin(angle);
      v[3 * i + 1] = speed * Math.cos(angle);
      for (int c = 0; c < 3; c++) {
        x[c] -= MASS[i] * x[3 * i + c];
        v[c] -= MASS[i] * v[3 * i + c];
      }
    }
    double[] times = new double[STEPS];
    Arrays.setAll(times, k -> 0.06 * k);
    return new DormandPrince54(1e-12).follow(GRAVITY, new InitialState(MASS, MASS, x, v, 3), times);
  }

  private static TrackedRun tracks(double noise, int origin, long seed) {
    Trajectory orbits = orbits();
    RandomGenerator random = RandomStream.of(seed, "planets");
    int n = MASS.length;
    double[] times = new double[STEPS];
    Arrays.setAll(times, k -> 0.06 * k);
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] x = new double[3 * STEPS];
      for (int k = 0; k < x.length; k++) {
        int at = k / 3 * 3 * n + k % 3;
        x[k] =
            orbits.position()[at + 3 * i]
                - (origin < 0 ? 0 : orbits.position()[at + 3 * origin])
                + noise * random.nextGaussian();
      }
      tracks.add(Track.of(NAMES[i], 3, times, x));
    }
    return new TrackedRun("planets", tracks);
  }

  private static KernelResult found(TrackedRun run) {
    KernelSettings all = KernelSettings.defaults();
    KernelSettings quick =
        new KernelSettings(
            "2", all.frame(), all.strengths(), all.terms(), all.operators(), 10, 3, 2, 2, 2, 300);
    return new KernelDiscovery(quick, 1).run(CLUSTER.distribute(List.of(run), 1));
  }

  /** The sun's strength where the force at distance 1 is the unit. */
  private static double[] strengths(KernelResult.Law law) {
    double unit = law.formula().evaluate(new double[] {1});
    return Arrays.stream(NAMES).mapToDouble(name -> unit * strength(law, name).source()).toArray();
  }

  private static KernelResult.Strength strength(KernelResult.Law law, String name) {
    return law.particles().stream()
        .filter(s -> s.particle().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertInverseSquare(KernelResult result) {
    KernelResult.Law law = result.laws().get(0);
    double[] one = {1};
    for (double r : new double[] {0.5, 2, 4}) {
      assertThat(law.formula().evaluate(new double[] {r}) / law.formula().evaluate(one))
          .isCloseTo(1 / (r * r), within(1e-6));
    }
    assertThat(law.strengths()).isEqualTo("sources");
    assertThat(law.terms()).isEmpty();
    assertThat(result.power().power()).isCloseTo(-2, within(1e-6));
    assertThat(Math.abs(result.power().deviation())).isLessThan(4 * result.power().error());
  }

  @Test
  void exactPositionsGiveGravitationAndAllMasses() {
    KernelResult result = found(tracks(0, -1, 1));
    assertThat(result.frame()).isEqualTo("inertial");
    assertInverseSquare(result);
    KernelResult.Law law = result.laws().get(0);
    for (int i = 0; i < MASS.length; i++) {
      assertThat(strengths(law)[i] / MASS[i]).isCloseTo(1, within(1e-3));
    }
    assertThat(result.power().error()).isLessThan(1e-5);
  }

  @Test
  void noiseLeavesGravitationAndErrorsThatHoldTheMasses() {
    KernelResult result = found(tracks(3e-4, -1, 1));
    assertInverseSquare(result);
    KernelResult.Law law = result.laws().get(0);
    double unit = law.formula().evaluate(new double[] {1});
    for (int i = 0; i < MASS.length; i++) {
      double error = unit * strength(law, NAMES[i]).sourceError();
      assertThat(Math.abs(strengths(law)[i] - MASS[i])).isLessThan(4 * error);
    }
    assertThat(unit * strength(law, "sun").sourceError()).isLessThan(1e-3);
    KernelResult.Strength least = strength(law, "four");
    assertThat(Math.abs(least.source())).isLessThan(3 * least.sourceError());
  }

  @Test
  void positionsRelativeToTheSunAreCuredByAFreeFrame() {
    KernelResult result = found(tracks(0, 0, 1));
    assertThat(result.frame()).isEqualTo("free");
    assertInverseSquare(result);
    for (int i = 0; i < 3; i++) {
      assertThat(strengths(result.laws().get(0))[i] / MASS[i]).isCloseTo(1, within(1e-3));
    }
  }
}
