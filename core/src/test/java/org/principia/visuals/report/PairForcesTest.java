package org.principia.visuals.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.messages.EdgeVariables;
import org.principia.theory.law.ComposedLaw;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;

final class PairForcesTest {
  private static final ForceLaw SPRING = Springs.settings().forceLaw();

  /** A network that says the true force of a pair, mixed: rows are x, v, q, m of both. */
  private static float[] said(ForceLaw law, float[] rows) {
    int width = 12;
    float[] messages = new float[rows.length / width * 3];
    for (int e = 0; e < rows.length / width; e++) {
      int a = e * width;
      double[] inputs = new double[7];
      EdgeVariables.fill(
          inputs,
          rows[a + 5],
          rows[a + 11],
          rows[a + 4],
          rows[a + 10],
          new double[] {rows[a + 6] - rows[a], rows[a + 7] - rows[a + 1]});
      System.arraycopy(Springs.message(law, inputs), 0, messages, 3 * e, 3);
    }
    return messages;
  }

  private static LineChart.Series series(LineChart chart, String name) {
    return chart.series().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aNetworkThatSaysTheForceMixedLiesOnTheTrueCurveWithinAndBeyondTheData() {
    PairForces forces = new PairForces(SPRING, 2, Springs.edges(SPRING, 400));
    LineChart chart =
        forces.extrapolation(
            rows -> said(SPRING, rows), m -> new double[] {m[0], m[2]}, Springs.law());
    LineChart.Series truth = series(chart, "true law");
    assertThat(truth.x()[0]).isLessThan(chart.bands().get(0).from() / 2.9);
    assertThat(truth.x()[truth.x().length - 1]).isGreaterThan(chart.bands().get(0).to() * 2.9);
    for (int i = 0; i < truth.x().length; i++) {
      assertThat(truth.y()[i]).isCloseTo(truth.x()[i] - 1, within(1e-9));
      assertThat(series(chart, "network").y()[i]).isCloseTo(truth.y()[i], within(1e-4));
      assertThat(series(chart, "found law").y()[i]).isCloseTo(truth.y()[i], within(1e-9));
    }
  }

  @Test
  void aWrongLawLeavesTheTrueCurve() {
    ComposedLaw wrong =
        ComposedLaw.parse(2, List.of("dx - dx / r^2", "dy"), List.of("s1 / m", "s2 / m"));
    LineChart chart = new PairForces(SPRING, 2, Springs.edges(SPRING, 400)).composed(wrong);
    double most = 0;
    for (int i = 0; i < series(chart, "true").x().length; i++) {
      most = Math.max(most, Math.abs(series(chart, "true").y()[i] - series(chart, "found").y()[i]));
    }
    assertThat(most).isGreaterThan(0.2);
  }

  @Test
  void aSteepForceIsShownInSizesForTheMassesThatItHeeds() {
    ForceLaw gravity = ForceLaws.of("inverse-square", 0.01);
    ComposedLaw law =
        ComposedLaw.parse(
            2,
            List.of("m2 * dx / (r * square(r + 0.01))", "m2 * dy / (r * square(r + 0.01))"),
            List.of("s1", "s2"));
    LineChart chart = new PairForces(gravity, 2, Springs.edges(gravity, 400)).composed(law);
    assertThat(chart.yScale()).isEqualTo(AxisScale.LOG);
    assertThat(chart.series())
        .extracting(LineChart.Series::name)
        .contains("true, m1 = 2", "found, m2 = 1/2")
        .noneMatch(name -> name.contains("q2"));
    // The message is the specific force; the map gives back the force, with the receiver's mass.
    LineChart.Series truth = series(chart, "true, m1 = 2");
    LineChart.Series found = series(chart, "found, m1 = 2");
    for (int i = 0; i < truth.x().length; i++) {
      assertThat(found.y()[i]).isCloseTo(truth.y()[i], within(1e-6 * truth.y()[i]));
    }
  }
}
