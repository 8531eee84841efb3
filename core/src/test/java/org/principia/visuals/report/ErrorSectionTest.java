package org.principia.visuals.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.page.Block;

final class ErrorSectionTest {

  /** Two particles at rest, at r = 2: each is pulled with 1 towards the other. */
  private static Graph frame(int step) {
    return new Particles(
            2,
            new float[] {1, 1},
            new float[] {1, 1},
            new float[] {0, 0, 2, 0},
            new float[4],
            new float[] {1, 0, -1, 0})
        .graph(0, step, 0);
  }

  @Test
  void errorsOfParticlesAndFramesAreMeansOverTheirComponents() {
    List<Graph> frames = List.of(frame(0), frame(1));
    // Off by 0.2 and 0.4 on the particles of the first frame, by nothing on the second.
    ErrorSection section =
        new ErrorSection(
            frames, chunk -> new float[] {1.4f, 0, -1.4f, 0.4f, 1, 0, -1, 0}, Springs.law());
    LineChart chart = section.chart();
    assertThat(chart.series().get(0).x())
        .containsExactly(new double[] {0, 0, 0.2, 0.4}, within(1e-6));
    assertThat(chart.series().get(0).y()).containsExactly(0.25, 0.5, 0.75, 1);
    assertThat(chart.series().get(2).x()).containsExactly(new double[] {0, 0.3}, within(1e-6));
    assertThat(chart.series().get(1).x()).containsOnly(new double[] {0}, within(1e-12));
    assertThat(((Block.Figure) section.blocks().get(1)).caption()).startsWith("Errors on 2 frames");
  }
}
