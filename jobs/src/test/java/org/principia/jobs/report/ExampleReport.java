package org.principia.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.theory.law.ComposedLaw;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.BarChart;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;
import org.principia.visuals.chart.ScatterPlot;
import org.principia.visuals.chart.TrajectoryPlot;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;
import org.principia.visuals.report.MotionSection;

/** A page with every kind of chart, of springs and of names that would like to be markup. */
final class ExampleReport {
  static final String HOSTILE = "</script><img src=x onerror=\"document.title='broken'\">]]>";

  /** Points of the front. */
  static final int FORMULAS = 3;

  /** Points of the scatter plot. */
  static final int EDGES = 400;

  private ExampleReport() {}

  /** Two particles on screws. */
  private static TrajectoryPlot inSpace() {
    double[] position = new double[50 * 2 * 3];
    for (int s = 0; s < 50; s++) {
      for (int i = 0; i < 2; i++) {
        int at = (s * 2 + i) * 3;
        position[at] = Math.cos(0.1 * s + 3 * i);
        position[at + 1] = Math.sin(0.1 * s + 3 * i);
        position[at + 2] = 0.03 * s;
      }
    }
    return new TrajectoryPlot(
        "screws",
        2,
        3,
        0.1,
        "length",
        List.of(
            new TrajectoryPlot.Motion("one", position),
            new TrajectoryPlot.Motion("two", position)));
  }

  static ReportPage page() {
    ComposedLaw law =
        ComposedLaw.parse(2, List.of("dx - dx / r", "dy - dy / r"), List.of("s1 / m", "s2 / m"));
    MotionSection motion = MotionSection.of(DynamicsSettings.defaults(), 1, law);
    double[] x = IntStream.range(0, EDGES).mapToDouble(i -> 0.01 * i).toArray();
    double[] y = Arrays.stream(x).map(Math::sin).toArray();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Law"));
    blocks.add(
        new Block.Laws(
            List.of(
                new Block.LawLine(
                    HOSTILE, "dx - dx / r", "(r - 1) u", HOSTILE, HOSTILE, "`dx` - `dx` / `r`"))));
    blocks.add(new Block.Heading("Charts"));
    blocks.addAll(motion.blocks());
    blocks.add(new Block.Figure("motion-in-space", inSpace(), "c"));
    blocks.add(
        new Block.Figure(
            "pair-force",
            new LineChart(
                "forces", "r", "f", AxisScale.LINEAR, List.of(new LineChart.Series("true", x, y))),
            "c"));
    blocks.add(
        new Block.Figure(
            "scatter",
            new ScatterPlot(
                HOSTILE, HOSTILE, "y", x, y, List.of(new ScatterPlot.Line(HOSTILE, 1, 0))),
            "c"));
    blocks.add(
        new Block.Figure(
            "bars",
            new BarChart(
                "b",
                "component",
                "deviation",
                List.of(new BarChart.Bar(HOSTILE, 1, "kept"), new BarChart.Bar("2", 0.1, HOSTILE))),
            "c"));
    blocks.add(new Block.Heading("Front"));
    blocks.add(front());
    return new ReportPage(HOSTILE, HOSTILE, blocks);
  }

  private static Block front() {
    return new Block.Front(
        new Block.Figure(
            "front",
            new ParetoPlot(
                HOSTILE,
                "loss",
                List.of(
                    new FrontPoint(1, 0.5, HOSTILE, HOSTILE, HOSTILE),
                    new FrontPoint(3, 0.1, "dx / r", "\\frac{dx}{r}", "`dx` / `r`"),
                    new FrontPoint(5, 0, "dx - dx / r", "dx-\\frac{dx}{r}", "`dx` - 1")),
                2,
                2),
            "c"));
  }
}
