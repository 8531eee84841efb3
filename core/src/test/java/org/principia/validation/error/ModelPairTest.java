package org.principia.validation.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;
import org.principia.theory.law.ComposedLaw;

final class ModelPairTest {
  private static final ComposedLaw SPRING =
      ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of("s1/m", "s2/m"));

  /** Two particles 5 apart along (3, 4); a spring pulls them with 4. */
  private static Graph graph(int number, float... acceleration) {
    return new Particles(
            2,
            new float[] {1, 2},
            new float[] {1, 1},
            new float[] {0, 0, 3, 4},
            new float[4],
            acceleration)
        .graph(number, 0, 0);
  }

  @Test
  void aLawAcceleratesTheParticlesOfAGraph() {
    assertThat(ModelPair.accelerations(SPRING, graph(0, 0, 0, 0, 0)))
        .containsExactly(new double[] {2.4, 3.2, -1.2, -1.6}, within(1e-14));
  }

  @Test
  void errorsAreMeansOverParticlesAndComponents() {
    ModelPair pair = new ModelPair(graphs -> new float[] {1, 0, 0, 0}, SPRING);
    // The law is off by 0, 0, 0.2 and 0.6; the network by 1.4, 3.2, 1 and 1.
    FrameErrors errors = pair.errors(List.of(graph(0, 2.4f, 3.2f, -1, -1))).get(0);
    assertThat(errors.law()).isCloseTo(0.2f, within(1e-6f));
    assertThat(errors.network()).isCloseTo((1.4f + 3.2f + 1 + 1) / 4, within(1e-6f));
    assertThat(errors.size()).isCloseTo((2.4f + 3.2f + 1 + 1) / 4, within(1e-6f));
    assertThat(errors.closest()).isEqualTo(5);
  }

  @Test
  void theNetworksAnswersAreDealtOutGraphByGraph() {
    ModelPair pair = new ModelPair(graphs -> new float[] {1, 1, 1, 1, 5, 5, 5, 5}, SPRING);
    List<FrameErrors> errors = pair.errors(List.of(graph(0, 1, 1, 1, 1), graph(1, 1, 1, 1, 1)));
    assertThat(errors).extracting(FrameErrors::network).containsExactly(0f, 4f);
  }

  @Test
  void anAnswerThatIsNoNumberIsInfinitelyWrong() {
    ComposedLaw pole = ComposedLaw.parse(2, List.of("dx/(r - r)", "dy"), List.of("s1", "s2"));
    ModelPair pair = new ModelPair(graphs -> new float[] {Float.NaN, 0, 0, 0}, pole);
    FrameErrors errors = pair.errors(List.of(graph(0, 0, 0, 0, 0))).get(0);
    assertThat(errors.network()).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(errors.law()).isEqualTo(Float.POSITIVE_INFINITY);
  }
}
