package org.principia.visuals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.theory.law.ComposedLaw;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.TrajectoryPlot;

final class MotionSectionTest {

  private static double last(LineChart chart) {
    double[] apart = chart.series().get(0).y();
    return apart[apart.length - 1];
  }

  @Test
  void theTrueLawInFormulasMovesTheParticlesAsTheTrueLawDoes() {
    MotionSection motions = MotionSection.of(Springs.settings(), 1, Springs.law());
    assertThat(last(motions.drift())).isLessThan(1e-6);
    TrajectoryPlot motion = motions.paths();
    int row = motion.particles() * motion.dimension();
    int states = motion.motions().get(0).position().length / row;
    assertThat(states).isBetween(100, 126);
    assertThat((states - 1) * motion.timeStep())
        .isLessThanOrEqualTo((motions.truth().steps() - 1) * motions.truth().timeStep() + 1e-9);
    assertThat(motion.motions().get(1).position())
        .hasSameSizeAs(motion.motions().get(0).position());
  }

  @Test
  void anotherLawLeadsElsewhere() {
    ComposedLaw free = ComposedLaw.parse(2, List.of("dx", "dy"), List.of("s1 * 0", "s2 * 0"));
    MotionSection motions = MotionSection.of(Springs.settings(), 1, free);
    assertThat(last(motions.drift())).isGreaterThan(0.5);
  }
}
