package org.principia.visuals.chart;

import java.util.List;
import java.util.stream.Stream;
import org.principia.visuals.chart.BarChart.Bar;
import org.principia.visuals.chart.LineChart.Series;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;
import org.principia.visuals.chart.ScatterPlot.Line;

/** Charts of ordinary, extreme and hostile data. */
final class PlotCases {
  private static final double[] NONE = {};
  private static final String HOSTILE = "a < b & \"c\" > 'd' ]]> \u0001 <script>";

  private PlotCases() {}

  static Stream<Plot> all() {
    return Stream.concat(ordinary(), Stream.concat(extreme(), hostile()));
  }

  private static Stream<Plot> ordinary() {
    return Stream.of(
        ExamplePlots.scatter(),
        ExamplePlots.pareto(),
        ExamplePlots.learning(),
        ExamplePlots.spectrum(),
        ExamplePlots.trajectories());
  }

  private static Stream<Plot> extreme() {
    return Stream.of(
        new ScatterPlot("empty", "x", "y", NONE, NONE, List.of(new Line("fit", 1, 0))),
        new ScatterPlot("one", "x", "y", new double[] {2}, new double[] {3}, List.of()),
        scatter(new double[] {Double.NaN, 1, 2}, new double[] {1, Double.POSITIVE_INFINITY, 2}),
        new ScatterPlot(
            "far line",
            "x",
            "y",
            new double[] {0, 1},
            new double[] {0, 1},
            List.of(new Line("far", 0, 9))),
        new ParetoPlot("empty", "loss", List.of(), ParetoPlot.NONE, ParetoPlot.NONE),
        new ParetoPlot("exact", "loss", List.of(new FrontPoint(1, 0, "x", "", "")), 0, 0),
        new ParetoPlot("lost", "loss", List.of(new FrontPoint(1, Double.NaN, "x", "", "")), 0, 0),
        new LineChart("empty", "x", "y", AxisScale.LOG, List.of()),
        new LineChart(
            "gaps",
            "x",
            "y",
            AxisScale.LOG,
            List.of(new Series("s", new double[] {0, 1, 2}, new double[] {1, -1, 0}))),
        new BarChart("empty", "x", "y", List.of()),
        new BarChart("gap", "x", "y", List.of(new Bar("a", Double.NaN, ""), new Bar("b", -1, ""))),
        ExamplePlots.motion("empty", 3, 2, NONE),
        ExamplePlots.motion("one state", 1, 2, new double[] {3, -4}),
        ExamplePlots.motion("far", 1, 2, new double[] {1e300, 1, -1e300, 1}),
        ExamplePlots.motion("hardly", 1, 2, new double[] {1e6, 1e6, 1e6 + 1e-9, 1e6}));
  }

  private static Stream<Plot> hostile() {
    return Stream.of(
        ExamplePlots.motion(HOSTILE, 1, 3, new double[] {1, 2, 3, 2, 1, 3}),
        new ScatterPlot(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            new double[] {1},
            new double[] {1},
            List.of(new Line(HOSTILE, 1, 0))),
        new ParetoPlot(HOSTILE, HOSTILE, List.of(new FrontPoint(1, 1, HOSTILE, "", "")), 0, 0),
        new LineChart(
            HOSTILE, HOSTILE, HOSTILE, AxisScale.LINEAR, List.of(new Series(HOSTILE, NONE, NONE))),
        new BarChart(
            HOSTILE, HOSTILE, HOSTILE, List.of(new Bar(HOSTILE, 1, HOSTILE), new Bar("", 1, ""))));
  }

  private static ScatterPlot scatter(double[] x, double[] y) {
    return new ScatterPlot("points", "x [1]", "y [1]", x, y, List.of());
  }
}
