package org.principia.validation.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;
import org.principia.validation.error.TestErrors.DistanceBin;

final class ErrorStatisticsTest {

  private static List<FrameErrors> errors(int count) {
    RandomGenerator random = RandomStream.of(3, "test.errors");
    List<FrameErrors> errors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Sizes from 1e-9 to 1e3: a sum in floating point would depend on the order.
      float network = (float) Math.exp(14 * (2 * random.nextDouble() - 1));
      float law = (float) Math.exp(14 * (2 * random.nextDouble() - 1));
      errors.add(
          new FrameErrors(
              network, law, random.nextFloat(), (float) Math.exp(random.nextGaussian())));
    }
    return errors;
  }

  /** As the tasks of a job do it: parts of any size, merged in any order. */
  private static List<Object> figures(List<FrameErrors> errors, int parts, boolean backwards) {
    List<TestErrors> first = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      TestErrors part = new TestErrors();
      for (int i = p; i < errors.size(); i += parts) {
        part.add(errors.get(i));
      }
      first.add(backwards ? 0 : first.size(), part);
    }
    TestErrors all = new TestErrors();
    first.forEach(all::merge);
    TestErrors.Medians medians = all.medians();
    for (int p = 0; p < parts; p++) {
      TestErrors.Medians part = all.medians();
      for (int i = p; i < errors.size(); i += parts) {
        part.add(errors.get(i));
      }
      medians.merge(part);
    }
    return List.of(all.network(medians), all.law(medians), all.size(), all.byDistance());
  }

  @Test
  void medianMeanAndDeviationAreThoseOfTheFrames() {
    ErrorStatistics statistics = statistics(new float[] {4, 1, 1, 2});
    assertThat(statistics.frames()).isEqualTo(4);
    assertThat(statistics.median()).isEqualTo(1.5);
    assertThat(statistics.mean()).isEqualTo(2);
    assertThat(statistics.deviation()).isCloseTo(Math.sqrt(6.0 / 4), within(1e-15));
  }

  @Test
  void thePartsAndTheirOrderDoNotChangeABit() {
    List<FrameErrors> errors = errors(2000);
    List<Object> whole = figures(errors, 1, false);
    assertThat(figures(errors, 7, false)).isEqualTo(whole);
    assertThat(figures(errors, 7, true)).isEqualTo(whole);
    assertThat(figures(errors, 1999, true)).isEqualTo(whole);
  }

  @Test
  void thousandsOfFramesHaveTheStatisticsThatSortingGives() {
    for (int count : new int[] {2001, 2000}) {
      List<FrameErrors> errors = errors(count);
      ErrorStatistics found = (ErrorStatistics) figures(errors, 3, false).get(1);
      double[] sorted = errors.stream().mapToDouble(FrameErrors::law).sorted().toArray();
      double mean = Arrays.stream(sorted).average().orElseThrow();
      double square = Arrays.stream(sorted).map(e -> (e - mean) * (e - mean)).sum();
      assertThat(found.frames()).isEqualTo(count);
      assertThat(found.median()).isEqualTo((sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
      assertThat(found.mean()).isCloseTo(mean, within(1e-12 * mean));
      assertThat(found.deviation())
          .isCloseTo(Math.sqrt(square / count), within(1e-12 * found.deviation()));
    }
  }

  @Test
  void anErrorThatIsNotFiniteIsDataAndTheMedianStays() {
    ErrorStatistics found = statistics(new float[] {1, Float.POSITIVE_INFINITY, 3, 2, 5});
    assertThat(found.median()).isEqualTo(3);
    assertThat(found.mean()).isInfinite();
    assertThat(found.deviation()).isNaN();
    assertThat(statistics(new float[0]).mean()).isNaN();
  }

  @Test
  void theSumLosesNothingToRounding() {
    ExactSum sum = new ExactSum();
    for (double term : new double[] {1e308, 1, -1e308, Double.MIN_VALUE, -1, 0.1, -0.1}) {
      sum.add(term);
    }
    assertThat(sum.mean(1)).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void framesAreDealtOutByTheDistanceOfTheirClosestPair() {
    TestErrors errors = new TestErrors();
    errors.add(new FrameErrors(2, 1, 1, 1.2f));
    errors.add(new FrameErrors(4, 1, 1, 1.0f));
    errors.add(new FrameErrors(8, 1, 1, 1e-9f));
    errors.add(new FrameErrors(16, 1, 1, 1e9f));
    List<DistanceBin> bins = errors.byDistance();
    assertThat(bins).hasSize(3);
    assertThat(bins.get(0).lower()).isZero();
    assertThat(bins.get(1)).isEqualTo(new DistanceBin(1, Math.sqrt(2), 2, 3, 1));
    assertThat(bins.get(2).upper()).isInfinite();
  }

  @Test
  void theErrorOfAFrameIsTheMeanOverItsComponents() {
    Graph frame =
        new Particles(
                2,
                new float[] {1, 1, 1},
                new float[3],
                new float[] {0, 0, 3, 4, 3, 5},
                new float[6],
                new float[] {0, 2, 0, 0, 0, -4})
            .graph(0, 0, 0);
    FrameErrors errors =
        FrameErrors.of(
            frame, new float[] {9, 1, -1, 0, 0, 0, -4}, 1, new double[] {0, 2, 0, 0, 0, -1});
    assertThat(errors.network()).isEqualTo((1 + 3) / 6f);
    assertThat(errors.law()).isEqualTo(0.5f);
    assertThat(errors.size()).isEqualTo(1);
    assertThat(errors.closest()).isEqualTo(1);
  }

  private static ErrorStatistics statistics(float[] errors) {
    TestErrors first = new TestErrors();
    for (float error : errors) {
      first.add(new FrameErrors(error, 0, 0, 0));
    }
    TestErrors.Medians second = first.medians();
    for (float error : errors) {
      second.add(new FrameErrors(error, 0, 0, 0));
    }
    return first.network(second);
  }
}
