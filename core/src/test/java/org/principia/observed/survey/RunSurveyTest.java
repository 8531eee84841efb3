package org.principia.observed.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;

final class RunSurveyTest {
  private static final double GAP = 5;

  private static double[] even(int n, double step) {
    return IntStream.range(0, n).mapToDouble(i -> i * step).toArray();
  }

  private static Track track(
      String name, double[] times, DoubleUnaryOperator x, DoubleUnaryOperator y) {
    double[] positions = new double[2 * times.length];
    for (int i = 0; i < times.length; i++) {
      positions[2 * i] = x.applyAsDouble(times[i]);
      positions[2 * i + 1] = y.applyAsDouble(times[i]);
    }
    return Track.of(name, 2, times, positions);
  }

  private static Track circle(double[] times, double noise) {
    RandomGenerator rng = RandomStream.of(7, "test.survey");
    return track(
        "a",
        times,
        t -> Math.cos(t) + noise * rng.nextGaussian(),
        t -> Math.sin(t) + noise * rng.nextGaussian());
  }

  private static TrackSurvey survey(Track track) {
    return RunSurvey.of(new TrackedRun("r", List.of(track)), GAP).tracks().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    // 60 and 8 instants a period, without noise and with some: the motion is resolved.
    "0.1, 0, true",
    "0.75, 0, true",
    "0.1, 0.02, true",
    // Noise of every step is larger than its acceleration; that of longer ones is not.
    "0.02, 0.05, true",
    // 4.2 and 2.5 instants a period; and noise as large as the motion.
    "1.5, 0, false",
    "2.5, 0, false",
    "0.1, 2, false"
  })
  void accelerationsAreResolvedBySixInstantsAPeriodAndNoiseBelowTheMotion(
      double step, double noise, boolean resolved) {
    TrackSurvey survey = survey(circle(even(1000, step), noise));
    assertThat(survey.acceleration() < 1).isEqualTo(resolved);
  }

  /** D4/D2 = (2 sin(phi/2))^2 of a sine with the phase step phi. */
  @ParameterizedTest
  @CsvSource({"0.2", "0.5", "0.9"})
  void theRatioIsThatOfASine(double step) {
    double expected = Math.pow(2 * Math.sin(step / 2), 2);
    assertThat(survey(circle(even(400, step), 0)).acceleration()).isEqualTo(expected, within(1e-3));
  }

  @Test
  void anEncounterThatIsNotResolvedDoesNotCountForTheWholeTrack() {
    double[] times = even(400, 0.1);
    TrackSurvey survey =
        survey(track("a", times, Math::cos, t -> Math.sin(t) + 0.3 * Math.tanh(30 * (t - 20.03))));
    assertThat(survey.acceleration()).isLessThan(0.02);
  }

  @Test
  void aParticleThatFliesStraightOnUnevenStepsIsResolved() {
    RandomGenerator rng = RandomStream.of(3, "test.survey");
    double[] times = IntStream.range(0, 200).mapToDouble(i -> i + 0.8 * rng.nextDouble()).toArray();
    TrackSurvey survey = survey(track("a", times, t -> 2 * t, t -> 1 - t));
    assertThat(survey.velocity()).isLessThan(1e-9);
  }

  @Test
  void gapsAndJumpsAreCountedAndDoNotSpoilTheSmoothness() {
    double[] times = even(300, 0.1);
    Arrays.setAll(times, i -> times[i] + (i >= 100 ? 2 : 0));
    Track smooth = track("a", times, Math::cos, Math::sin);
    double[] positions = smooth.positions().clone();
    for (int i = 2 * 200; i < positions.length; i++) {
      positions[i] += 1.5;
    }
    TrackSurvey survey = survey(Track.of("a", 2, times, positions));
    assertThat(survey.gaps()).isEqualTo(1);
    assertThat(survey.jumps()).isEqualTo(1);
    assertThat(survey.longestStep()).isEqualTo(2.1, within(1e-9));
    assertThat(survey.acceleration()).isEqualTo(survey(smooth).acceleration(), within(1e-4));
  }

  @Test
  void theNoiseOfPositionsIsTold() {
    assertThat(survey(circle(even(2000, 0.05), 0.01)).noise()).isEqualTo(0.01, within(5e-4));
  }

  @Test
  void theNearestParticleIsThatOfTheSameInstant() {
    // They cross the same places at different times; at one time they are 3 apart or more.
    Track one = track("a", even(100, 0.1), t -> t, t -> 0);
    Track two = track("b", even(50, 0.2), t -> t + 3 + 0.1 * t, t -> 0);
    RunSurvey survey = RunSurvey.of(new TrackedRun("r", List.of(one, two)), GAP);
    assertThat(survey.tracks().get(0).nearest()).isEqualTo(3, within(1e-9));
    assertThat(survey.sums().companies()).isEqualTo(1);
    assertThat(survey.sums().distances().counts().firstKey()).isEqualTo(3);
  }

  @Test
  void velocitiesInOtherUnitsAreFoundOut() {
    Track seen = circle(even(200, 0.1), 0);
    double[] velocities = new double[seen.positions().length];
    for (int i = 0; i < seen.size(); i++) {
      velocities[2 * i] = -3.6 * Math.sin(seen.times()[i]);
      velocities[2 * i + 1] = 3.6 * Math.cos(seen.times()[i]);
    }
    double[] none = {};
    Track track =
        new Track(
            "a", "", 2, seen.times(), seen.positions(), velocities, none, none, Map.of(), true);
    Agreement agreement = RunSurvey.of(new TrackedRun("r", List.of(track)), GAP).sums().agreement();
    assertThat(agreement.factor()).isEqualTo(1 / 3.6, within(1e-3));
    assertThat(agreement.holds()).isFalse();
  }

  @Test
  void manyParticlesAreCountedAndNotListed() {
    DataSurvey sum = DataSurvey.none();
    for (int i = 0; i < 201; i++) {
      Track track = track("p" + i, even(20, 0.1), Math::cos, Math::sin);
      sum = sum.plus(RunSurvey.of(new TrackedRun("r", List.of(track)), GAP).sums());
      assertThat(sum.particles()).hasSize(i < 200 ? i + 1 : 0);
    }
    assertThat(sum.many()).isTrue();
    assertThat(sum.tracks()).isEqualTo(201);
  }

  @Test
  void aHistogramHasEightBinsADecadeAndAMedian() {
    Histogram histogram = Histogram.of(new double[] {0, 1, 1.2, 10, 99, Double.NaN});
    assertThat(histogram.counts())
        .containsExactly(Map.entry(0, 2L), Map.entry(8, 1L), Map.entry(15, 1L));
    assertThat(histogram.zeros()).isEqualTo(1);
    assertThat(histogram.median()).isEqualTo(Histogram.middle(0));
  }
}
