package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageQuantity;

final class MessageSpreadTest {
  private static final ForceLaw SPRING = ForceLaws.of("spring", 0.01);

  /** Four edges: component c is +-(c + 1) by turns of its own, the last one is 9 always. */
  private static List<EdgeSample> samples(int components) {
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double dx = (i & 1) == 0 ? 3 : -3;
      double dy = (i & 2) == 0 ? 4 : -4;
      float[] message = new float[components];
      for (int c = 0; c < components; c++) {
        message[c] = (c + 1) * ((i >> (c & 1) & 1) == 0 ? 1 : -1);
      }
      message[components - 1] = 9;
      samples.add(new EdgeSample(0, 0, 0, 1, new double[] {1, 1, 1, 1, dx, dy, 5}, message));
    }
    return samples;
  }

  private static MessageSpread spread(int components) {
    List<EdgeSample> samples = samples(components);
    return MessageSpread.of(samples, EdgeForces.of(samples, SPRING, 2), 0.75);
  }

  @Test
  void componentsComeByFallingDeviation() {
    MessageSpread spread = spread(4);
    assertThat(spread.components()).isEqualTo(4);
    assertThat(spread.largest())
        .extracting(MessageSpread.Component::component)
        .containsExactly(3, 2, 1, 4);
    assertThat(spread.largest())
        .extracting(MessageSpread.Component::deviation)
        .containsExactly(3.0, 2.0, 1.0, 0.0);
  }

  @Test
  void theShareIsThatOfTheLargestOfTheTotalVariance() {
    assertThat(spread(4).shareOfLargest()).isCloseTo((9 + 4) / 14.0, within(1e-15));
    assertThat(spread(4).shareKept()).isEqualTo(0.75);
  }

  @Test
  void eachComponentSaysHowMuchOfAForceItIs() {
    MessageSpread spread = spread(4);
    // Component 3 turns with dx, component 2 with dy; the last is constant.
    assertThat(spread.largest().get(0).r2()).isCloseTo(1, within(1e-12));
    assertThat(spread.largest().get(1).r2()).isCloseTo(1, within(1e-12));
    assertThat(spread.largest().get(0).carries()).isEqualTo(MessageQuantity.FORCE);
    assertThat(spread.largest().get(3).r2()).isNaN();
  }

  @Test
  void fifteenAreShownAtMostAndEqualOnesByNumber() {
    assertThat(spread(40).largest()).hasSize(15);
    List<EdgeSample> equal =
        samples(2).stream()
            .map(
                s ->
                    new EdgeSample(
                        0, 0, 0, 1, s.inputs(), new float[] {5, s.message()[0], s.message()[0]}))
            .toList();
    assertThat(MessageSpread.of(equal, EdgeForces.of(equal, SPRING, 2), 1).largest())
        .extracting(MessageSpread.Component::component)
        .containsExactly(2, 3, 1);
  }

  @Test
  void messagesThatDoNotVaryHaveTheirWholeVarianceAnywhere() {
    List<EdgeSample> still =
        IntStream.range(0, 4)
            .mapToObj(i -> samples(2).get(i))
            .map(s -> new EdgeSample(0, 0, 0, 1, s.inputs(), new float[] {1, 2, 3}))
            .toList();
    assertThat(MessageSpread.of(still, EdgeForces.of(still, SPRING, 2), 1).shareOfLargest())
        .isEqualTo(1);
  }
}
