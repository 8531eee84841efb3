package org.principia.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObservedSplitsTest {

  private static List<String> names(int runs) {
    return IntStream.range(0, runs).mapToObj(i -> "run " + i).toList();
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 1", "5, 3, 1", "10, 6, 2", "1000, 600, 200"})
  void runsAreDividedSixtyTwentyTwenty(int runs, int train, int heldOut) {
    Map<ObservedSplit, Integer> counts = new HashMap<>();
    ObservedSplits.of(4, names(runs))
        .byRun()
        .values()
        .forEach(s -> counts.merge(s, 1, Integer::sum));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                ObservedSplit.TRAIN, train,
                ObservedSplit.VALIDATION, heldOut,
                ObservedSplit.TEST, heldOut));
  }

  @Test
  void theSplitOfARunIsThatOfItsNameAndTheSeed() {
    List<String> names = new ArrayList<>(names(20));
    ObservedSplits splits = ObservedSplits.of(4, names);
    Collections.reverse(names);
    assertThat(ObservedSplits.of(4, names)).isEqualTo(splits);
    assertThat(ObservedSplits.of(5, names)).isNotEqualTo(splits);
  }

  @Test
  void aParticleThatComesLateIsInTheLaterBlocksAlone() {
    double[] early = IntStream.range(0, 200).mapToDouble(i -> i).toArray();
    double[] late = IntStream.range(180, 200).mapToDouble(i -> i).toArray();
    TrackedRun run =
        new TrackedRun(
            "r",
            List.of(
                Track.of("a", 2, early, new double[400]), Track.of("b", 2, late, new double[40])));
    Map<ObservedSplit, TrackedRun> parts = ObservedSplits.of(0, List.of("r")).of(run);
    assertThat(parts.get(ObservedSplit.TRAIN).tracks())
        .extracting(Track::particle)
        .containsExactly("a");
    assertThat(parts.get(ObservedSplit.TEST).tracks())
        .extracting(Track::particle)
        .containsExactly("a", "b");
  }
}
