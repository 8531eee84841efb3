package org.principia.validation.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.validation.error.TestErrors.DistanceBin;

final class TestErrorsTest {
  private static final List<FrameErrors> FRAMES =
      List.of(
          new FrameErrors(4, 1, 10, 0.3f),
          new FrameErrors(2, 3, 20, 1.1f),
          new FrameErrors(9, 2, 60, 1.2f));

  private static TestErrors first(List<FrameErrors> frames) {
    TestErrors errors = new TestErrors();
    frames.forEach(errors::add);
    return errors;
  }

  private static TestErrors.Medians second(TestErrors first, List<FrameErrors> frames) {
    TestErrors.Medians medians = first.medians();
    frames.forEach(medians::add);
    return medians;
  }

  @Test
  void networkAndLawHaveStatisticsOfTheirOwn() {
    TestErrors errors = first(FRAMES);
    TestErrors.Medians medians = second(errors, FRAMES);
    assertThat(errors.network(medians).mean()).isEqualTo(5);
    assertThat(errors.network(medians).median()).isEqualTo(4);
    assertThat(errors.law(medians).mean()).isEqualTo(2);
    assertThat(errors.law(medians).median()).isEqualTo(2);
    assertThat(errors.size()).isEqualTo(30);
  }

  @Test
  void partsAddUpToTheWhole() {
    TestErrors whole = first(FRAMES);
    TestErrors parts = first(FRAMES.subList(2, 3)).merge(first(FRAMES.subList(0, 2)));
    TestErrors.Medians medians = second(parts, FRAMES.subList(0, 1));
    medians.merge(second(parts, FRAMES.subList(1, 3)));
    assertThat(parts.network(medians)).isEqualTo(whole.network(second(whole, FRAMES)));
    assertThat(parts.law(medians)).isEqualTo(whole.law(second(whole, FRAMES)));
    assertThat(parts.byDistance()).isEqualTo(whole.byDistance());
    assertThat(parts.size()).isEqualTo(whole.size());
  }

  @Test
  void binsAreHalfOctavesWithoutGaps() {
    TestErrors errors = new TestErrors();
    for (double r = 1e-4; r < 1e3; r *= 1.1) {
      errors.add(new FrameErrors(1, 1, 1, (float) r));
    }
    List<DistanceBin> bins = errors.byDistance();
    assertThat(bins.get(0).lower()).isZero();
    assertThat(bins.get(bins.size() - 1).upper()).isEqualTo(Double.POSITIVE_INFINITY);
    for (int k = 1; k < bins.size(); k++) {
      assertThat(bins.get(k).lower()).isEqualTo(bins.get(k - 1).upper());
    }
    for (int k = 1; k < bins.size() - 1; k++) {
      assertThat(bins.get(k).upper() / bins.get(k).lower()).isCloseTo(Math.sqrt(2), within(1e-12));
    }
  }

  @Test
  void aBinHasTheMeansOfItsFrames() {
    assertThat(first(FRAMES).byDistance())
        .filteredOn(bin -> bin.frames() == 2)
        .singleElement()
        .satisfies(
            bin -> {
              assertThat(bin.network()).isEqualTo(5.5);
              assertThat(bin.law()).isEqualTo(2.5);
              assertThat(bin.lower()).isEqualTo(1);
            });
  }
}
