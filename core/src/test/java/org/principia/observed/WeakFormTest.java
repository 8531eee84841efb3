package org.principia.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class WeakFormTest {
  private static final RandomGenerator RANDOM = RandomStream.of(1, "weak-form-test");

  /** Instants whose steps differ by a factor of three. */
  private static double[] uneven(int n) {
    return IntStream.range(0, n).mapToDouble(k -> 0.1 * (k + 0.5 * RANDOM.nextDouble())).toArray();
  }

  private static SmoothTrack track(double[] times, double noise) {
    double[] positions = new double[2 * times.length];
    for (int k = 0; k < times.length; k++) {
      positions[2 * k] = Math.sin(times[k]) + noise * RANDOM.nextGaussian();
      positions[2 * k + 1] = Math.cos(0.7 * times[k]) + noise * RANDOM.nextGaussian();
    }
    return SmoothTrack.of(Track.of("a", 2, times, positions), Math.max(noise, 1e-13));
  }

  @Test
  void meanAccelerationsAndVelocitiesOfPolynomialsAreExactOnUnevenInstants() {
    double[] times = uneven(60);
    List<WeakForm.Window> windows = WeakForm.windows(track(times, 0), new boolean[times.length]);
    assertThat(windows).isNotEmpty();
    for (WeakForm.Window w : windows) {
      for (int degree = 0; degree <= SmoothTrack.DEGREE; degree++) {
        double[] sums = new double[4];
        for (int k = 0; k < w.a().length; k++) {
          double t = times[w.first() + k] - 3;
          sums[0] += w.b()[k] * Math.pow(t, degree);
          sums[1] += degree < 2 ? 0 : w.a()[k] * degree * (degree - 1) * Math.pow(t, degree - 2);
          sums[2] += w.c()[k] * Math.pow(t, degree);
          sums[3] += degree < 1 ? 0 : w.a()[k] * degree * Math.pow(t, degree - 1);
        }
        double size = Math.pow(3, degree);
        assertThat(sums[0]).isCloseTo(sums[1], within(1e-9 * size * 100));
        assertThat(sums[2]).isCloseTo(sums[3], within(1e-9 * size * 10));
      }
      assertThat(Arrays.stream(w.a()).sum()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void windowsWidenWithTheNoiseAndEndAtGaps() {
    double[] times = uneven(400);
    for (int k = 200; k < times.length; k++) {
      times[k] += 5;
    }
    List<WeakForm.Window> clean = WeakForm.windows(track(times, 0), new boolean[times.length]);
    List<WeakForm.Window> noisy = WeakForm.windows(track(times, 0.01), new boolean[times.length]);
    assertThat(noisy.stream().mapToInt(w -> w.a().length).max().orElseThrow())
        .isGreaterThan(clean.stream().mapToInt(w -> w.a().length).max().orElseThrow());
    assertThat(noisy).allMatch(w -> w.end() <= 200 || w.first() >= 200);
    assertThat(noisy).anyMatch(w -> w.end() <= 200).anyMatch(w -> w.first() >= 200);
  }

  @Test
  void windowsBecomeNarrowBesideInstantsThatAreAvoidedAndHoldNone() {
    double[] times = uneven(400);
    boolean[] avoided = new boolean[times.length];
    avoided[200] = true;
    List<WeakForm.Window> windows = WeakForm.windows(track(times, 0.01), avoided);
    assertThat(windows).noneMatch(w -> w.first() <= 200 && w.end() > 200);
    assertThat(windows).anyMatch(w -> w.end() == 200 && w.a().length < 15);
    assertThat(windows).anyMatch(w -> w.a().length > 30);
  }

  @Test
  void smoothedPositionsAreNearerToTheMotionThanTheNoise() {
    double[] times = uneven(400);
    SmoothTrack smooth = track(times, 0.01);
    double squares = 0;
    for (int k = 0; k < times.length; k++) {
      squares += Math.pow(smooth.position()[2 * k] - Math.sin(times[k]), 2);
    }
    assertThat(Math.sqrt(squares / times.length)).isBetween(0.001, 0.006);
  }

  @Test
  void aPositionBetweenInstantsIsInterpolatedAndNoneIsGivenInAGap() {
    double[] times = uneven(100);
    for (int k = 50; k < times.length; k++) {
      times[k] += 5;
    }
    SmoothTrack smooth = track(times, 0);
    double[] at = new double[2];
    double between = (times[20] + times[21]) / 2;
    assertThat(smooth.at(between, at, 0)).isTrue();
    assertThat(at[0]).isCloseTo(Math.sin(between), within(1e-6));
    assertThat(smooth.at((times[49] + times[50]) / 2, at, 0)).isFalse();
    assertThat(smooth.at(times[0] - 1, at, 0)).isFalse();
    assertThat(smooth.at(times[99] + 1, at, 0)).isFalse();
  }

  @Test
  void theNoiseIsEstimatedFromThePositionsAlone() {
    for (double noise : new double[] {1e-4, 1e-3, 1e-2}) {
      double found = NoiseEstimate.of(track(uneven(500), noise).track());
      assertThat(found).isBetween(0.9 * noise, 1.1 * noise);
    }
  }
}
