package org.principia.visuals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.observed.verdict.Pictures;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.TrajectoryPlot;
import org.principia.visuals.page.Block;

final class PicturesSectionTest {

  /** One particle that is followed exactly, and one of which more is left the nearer another is. */
  private static Pictures pictures() {
    List<Pictures.Rest> rests = new ArrayList<>();
    for (int k = 1; k <= 120; k++) {
      double r = k / 60.0;
      double[] at = {r, -r};
      rests.add(new Pictures.Rest("run", "good", k, r, at, 1));
      rests.add(new Pictures.Rest("run", "bad", k, r, at, 1 + 10 / r));
    }
    double[] seen = {0, 0, 5, 5, 1, 0, 5, 5};
    double[] followed = {0, 0, 5, 5, 1, 0, 5, 9};
    double[] times = {0, 2};
    return new Pictures(
        List.of(new Pictures.Motion("run", List.of("good", "bad"), 2, times, seen, followed)),
        rests);
  }

  private static Block.Figure figure(String name) {
    return new PicturesSection(pictures(), "mm", "s")
        .blocks().stream()
            .filter(Block.Figure.class::isInstance)
            .map(Block.Figure.class::cast)
            .filter(f -> f.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void whatIsLeftIsShownByReceiverAgainstDistanceTimeAndPosition() {
    for (String name : List.of("distance", "time", "x", "y")) {
      LineChart chart = (LineChart) figure("residuals-" + name).plot();
      assertThat(chart.series()).extracting(LineChart.Series::name).containsExactly("bad", "good");
      assertThat(chart.series().get(1).y()).containsOnly(1);
    }
    LineChart distance = (LineChart) figure("residuals-distance").plot();
    double[] bad = distance.series().get(0).y();
    for (int b = 1; b < bad.length; b++) {
      assertThat(bad[b]).isLessThan(bad[b - 1]);
    }
  }

  @Test
  void tracksAreBesideTheMotionByTheLaw() {
    Block.Figure motion = figure("motion-0");
    TrajectoryPlot plot = (TrajectoryPlot) motion.plot();
    assertThat(plot.motions())
        .extracting(TrajectoryPlot.Motion::name)
        .containsExactly("tracks", "law");
    assertThat(plot.timeStep()).isEqualTo(2);
    // Four of one coordinate of one of two particles.
    assertThat(motion.caption()).contains("at the end they are 2.8 mm apart");
  }

  @Test
  void withoutPicturesThereIsNoSection() {
    assertThat(new PicturesSection(Pictures.none(), "mm", "s").blocks()).isEmpty();
  }
}
