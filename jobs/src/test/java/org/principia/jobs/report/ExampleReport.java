package org.principia.jobs.report;

import java.util.ArrayList;
import java.util.List;
import org.principia.dynamics.ForceLaw;
import org.principia.messages.EdgeSample;
import org.principia.theory.law.ComposedLaw;
import org.principia.visuals.BarChart;
import org.principia.visuals.Block;
import org.principia.visuals.FrontPoint;
import org.principia.visuals.MotionPlot;
import org.principia.visuals.ParetoPlot;
import org.principia.visuals.ReportPage;
import org.principia.visuals.ScatterPlot;
import org.principia.visuals.SpectrumPlot;

/** A page with every kind of chart, of springs and of names that would like to be markup. */
final class ExampleReport {
  static final String HOSTILE = "</script><img src=x onerror=\"document.title='broken'\">]]>";

  /** Points of the front. */
  static final int FORMULAS = 3;

  /** Points of the scatter plot. */
  static final int EDGES = 400;

  static final int EPOCHS = 6;

  private ExampleReport() {}

  /** Two particles on screws. */
  private static MotionPlot inSpace() {
    double[] position = new double[50 * 2 * 3];
    for (int s = 0; s < 50; s++) {
      for (int i = 0; i < 2; i++) {
        int at = (s * 2 + i) * 3;
        position[at] = Math.cos(0.1 * s + 3 * i);
        position[at + 1] = Math.sin(0.1 * s + 3 * i);
        position[at + 2] = 0.03 * s;
      }
    }
    return new MotionPlot(
        "screws",
        2,
        3,
        0.1,
        new double[] {1, 5},
        List.of(new MotionPlot.Motion("one", position), new MotionPlot.Motion("two", position)));
  }

  static ReportPage page() {
    ForceLaw spring = Springs.settings().forceLaw();
    ComposedLaw law = Springs.law();
    TwoMotions rollout = TwoMotions.of(Springs.settings(), 1, law);
    List<EdgeSample> edges = Springs.edges(spring, EDGES);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Law"));
    blocks.add(
        new Block.Laws(
            List.of(
                new Block.LawLine(
                    HOSTILE, "dx - dx / r", "(r - 1) u", HOSTILE, HOSTILE, "`dx` - `dx` / `r`"))));
    blocks.add(new Block.Heading("Charts"));
    blocks.add(new Block.Figure("motion", rollout.motion(), HOSTILE));
    blocks.add(new Block.Figure("motion-in-space", inSpace(), "c"));
    blocks.add(new Block.Figure("drift", rollout.drift(), "c"));
    blocks.add(new Block.Figure("pair-force", new PairForces(spring, 2, edges).composed(law), "c"));
    blocks.add(
        new Block.Figure(
            "scatter",
            new ScatterPlot(
                HOSTILE,
                HOSTILE,
                "y",
                edges.stream().mapToDouble(e -> e.inputs()[4]).toArray(),
                edges.stream().mapToDouble(e -> e.message()[0]).toArray(),
                List.of(new ScatterPlot.Line(HOSTILE, 1, 0))),
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
    double[][] deviations = new double[EPOCHS][15];
    double[][] linearity = new double[EPOCHS][2];
    int[] epochs = new int[EPOCHS];
    for (int e = 0; e < EPOCHS; e++) {
      epochs[e] = e + 1;
      for (int c = 0; c < 15; c++) {
        deviations[e][c] = c < 2 ? 1 : 1.0 / (1 + e);
      }
    }
    blocks.add(
        new Block.Figure("spectrum", new SpectrumPlot("s", 2, epochs, deviations, linearity), "c"));
    blocks.add(new Block.Heading("Front"));
    blocks.add(
        new Block.Front(
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
                "c")));
    return new ReportPage(HOSTILE, HOSTILE, blocks);
  }
}
