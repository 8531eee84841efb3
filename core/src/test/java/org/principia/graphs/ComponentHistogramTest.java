package org.principia.graphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class ComponentHistogramTest {

  private static List<Graph> frames(int count) {
    RandomGenerator random = RandomStream.of(3, "test.frames");
    List<Graph> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] velocity = new float[6];
      float[] acceleration = new float[6];
      for (int k = 0; k < 6; k++) {
        velocity[k] = (float) random.nextGaussian();
        acceleration[k] = (float) Math.exp(3 * random.nextGaussian()) * (k % 2 == 0 ? 1 : -1);
      }
      frames.add(
          new Particles(2, new float[3], new float[3], new float[6], velocity, acceleration)
              .graph(i, 0, 0));
    }
    return frames;
  }

  private static float bySorting(List<Graph> frames, int column, double percentile) {
    float[] values = new float[frames.size() * 3];
    int at = 0;
    for (Graph frame : frames) {
      float[] source = column < 2 ? frame.feature("velocity") : frame.target("acceleration");
      for (int i = 0; i < 3; i++) {
        values[at++] = source[i * 2 + column % 2];
      }
    }
    Arrays.sort(values);
    return values[(int) Math.floor(percentile / 100 * (values.length - 1) + 0.5)];
  }

  private static ComponentHistogram countInParts(
      List<Graph> frames, int parts, ComponentHistogram first, double percentile) {
    ComponentHistogram sum = null;
    for (int p = 0; p < parts; p++) {
      ComponentHistogram part =
          first == null
              ? ComponentHistogram.coarse(GraphSchema.particles(2))
              : first.fine(percentile);
      for (int i = p; i < frames.size(); i += parts) {
        part.add(frames.get(i));
      }
      sum = sum == null ? part : sum.merge(part);
    }
    return sum;
  }

  @Test
  void percentilesAreThoseOfTheSortedValuesForAnyPartition() {
    List<Graph> frames = frames(997);
    for (int parts : new int[] {1, 7}) {
      ComponentHistogram coarse = countInParts(frames, parts, null, 0);
      for (double percentile : new double[] {0, 0.01, 1, 50, 99, 99.99, 100}) {
        float[] found =
            coarse.percentile(countInParts(frames, parts, coarse, percentile), percentile);
        for (int c = 0; c < 4; c++) {
          assertThat(found[c]).isEqualTo(bySorting(frames, c, percentile));
        }
      }
    }
  }

  @Test
  void onePassServesSeveralPercentilesAndTravelsAsItIs() throws Exception {
    List<Graph> frames = frames(501);
    ComponentHistogram coarse = travelled(countInParts(frames, 3, null, 0));
    double[] percentiles = {0.01, 25, 50, 50.1, 99.99};
    ComponentHistogram fine = coarse.fine(percentiles);
    frames.forEach(fine::add);
    ComponentHistogram arrived = travelled(fine);
    for (double percentile : percentiles) {
      float[] found = coarse.percentile(arrived, percentile);
      for (int c = 0; c < 4; c++) {
        assertThat(found[c]).isEqualTo(bySorting(frames, c, percentile));
      }
    }
    assertThatThrownBy(() -> coarse.percentile(arrived, 75))
        .hasMessage("Invalid percentile: 75.0 (one that the second pass was made for)");
  }

  private static ComponentHistogram travelled(ComponentHistogram histogram) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(histogram);
    }
    // An empty or narrow histogram is far smaller than its 65 536 counters a column.
    assertThat(bytes.size()).isLessThan(100_000);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ComponentHistogram) in.readObject();
    }
  }

  @Test
  void boundsDropAFrameForOneComponentOfOneParticle() {
    PruningBounds bounds =
        new PruningBounds(new float[] {-1, -1, -5, -5}, new float[] {1, 1, 5, 5});
    assertThat(bounds.keep(frame(1, 5))).isTrue();
    assertThat(bounds.keep(frame(1.01f, 5))).isFalse();
    assertThat(bounds.keep(frame(1, -5.01f))).isFalse();
    assertThat(bounds.keep(frame(Float.NaN, 0))).isFalse();
  }

  private static Graph frame(float velocity, float acceleration) {
    return new Particles(
            2,
            new float[2],
            new float[2],
            new float[4],
            new float[] {0, 0, 0, velocity},
            new float[] {0, acceleration, 0, 0})
        .graph(0, 0, 0);
  }
}
