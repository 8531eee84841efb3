package org.principia.graphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ComponentStatisticsTest {
  /** After three axes of position and of velocity, and the charge. */
  private static final int MASS = 7;

  private static Graph frame(float mass, float x, float vy, float az) {
    return new Particles(
            3,
            new float[] {mass, 2},
            new float[] {-1, 1},
            new float[] {x, 0, 0, 4, 0, 0},
            new float[] {0, vy, 0, 0, 1, 0},
            new float[] {0, 0, az, 0, 0, -7})
        .graph(0, 0, 0);
  }

  @Test
  void columnsHaveRangeMeanAndDeviationAxisByAxis() {
    ComponentStatistics statistics = new ComponentStatistics(GraphSchema.particles(3));
    statistics.add(frame(1, -2, 5, 3));
    statistics.add(frame(5, 2, 1, 1));
    List<ComponentStatistics.Column> columns = statistics.columns();
    assertThat(columns).hasSize(11);
    // Masses 1, 2, 5, 2: mean 2.5, squares 1 + 4 + 25 + 4 over 4 less 6.25.
    assertThat(columns.get(MASS))
        .isEqualTo(new ComponentStatistics.Column("mass", "", 4, 1, 5, 2.5, 1.5));
    assertThat(columns.get(0).quantity() + columns.get(0).axis()).isEqualTo("positionx");
    assertThat(columns.get(0).minimum()).isEqualTo(-2);
    assertThat(columns.get(4).quantity() + columns.get(4).axis()).isEqualTo("velocityy");
    assertThat(columns.get(4).maximum()).isEqualTo(5);
    assertThat(columns.get(10).quantity() + columns.get(10).axis()).isEqualTo("accelerationz");
    assertThat(columns.get(10).mean()).isEqualTo((3 - 7 + 1 - 7) / 4.0);
  }

  @Test
  void partsMergedAreTheWhole() {
    ComponentStatistics whole = new ComponentStatistics(GraphSchema.particles(3));
    ComponentStatistics merged = new ComponentStatistics(GraphSchema.particles(3));
    for (int part = 0; part < 3; part++) {
      ComponentStatistics one = new ComponentStatistics(GraphSchema.particles(3));
      for (int k = 0; k < 5; k++) {
        Graph frame = frame(1 + k, part - k, 2 * k, part);
        whole.add(frame);
        one.add(frame);
      }
      merged.merge(one.sums());
    }
    for (int c = 0; c < whole.columns().size(); c++) {
      ComponentStatistics.Column a = whole.columns().get(c);
      ComponentStatistics.Column b = merged.columns().get(c);
      assertThat(b.values()).isEqualTo(a.values());
      assertThat(b.minimum()).isEqualTo(a.minimum());
      assertThat(b.maximum()).isEqualTo(a.maximum());
      assertThat(b.mean()).isCloseTo(a.mean(), within(1e-12));
      assertThat(b.deviation()).isCloseTo(a.deviation(), within(1e-12));
    }
  }

  @Test
  void aSmallSpreadAroundALargeMeanIsNotLost() {
    ComponentStatistics statistics = new ComponentStatistics(GraphSchema.particles(3));
    for (int k = 0; k < 1000; k++) {
      // Of the four masses two are 2: only those that are given vary, by one about 8 million.
      statistics.add(frame(8_388_608 + k % 2, 0, 0, 0));
    }
    ComponentStatistics merged = new ComponentStatistics(GraphSchema.particles(3));
    merged.merge(statistics.sums());
    merged.merge(statistics.sums());
    double mean = (8_388_608.5 + 2) / 2;
    double expected = Math.sqrt((0.25 + Math.pow(8_388_608.5 - 2, 2) / 2) / 2);
    assertThat(merged.columns().get(MASS).mean()).isCloseTo(mean, within(1e-6));
    assertThat(merged.columns().get(MASS).deviation()).isCloseTo(expected, within(1e-6));
    ComponentStatistics far = new ComponentStatistics(GraphSchema.particles(3));
    for (int k = 0; k < 1000; k++) {
      far.add(frame(1, 8_388_608 + k % 2, 0, 0));
    }
    assertThat(far.columns().get(0).deviation()).isGreaterThan(4e6);
  }

  @Test
  void withoutFramesThereIsNoMean() {
    ComponentStatistics.Column first =
        new ComponentStatistics(GraphSchema.particles(2)).columns().get(0);
    assertThat(first.values()).isZero();
    assertThat(first.mean()).isNaN();
    assertThat(first.deviation()).isNaN();
  }
}
