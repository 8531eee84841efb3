package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;

/** A chart of each kind, of invented numbers. */
public final class ExamplePlots {
  private ExamplePlots() {}

  public static ScatterPlot scatter() {
    RandomGenerator random = RandomStream.of(1, "visuals.example");
    double[] x = new double[5000];
    double[] y = new double[5000];
    for (int i = 0; i < x.length; i++) {
      x[i] = 2 * random.nextGaussian();
      y[i] = -1.3 * x[i] + 0.4 + 0.25 * random.nextGaussian();
    }
    return new ScatterPlot(
        "Message 1 against the true force, R² = 0.993",
        "a · f, fitted [mass length / time²]",
        "message component 17 [1]",
        x,
        y,
        List.of(new ScatterPlot.Line("least squares: −1.3 x + 0.4", -1.3, 0.4)));
  }

  public static ParetoPlot pareto() {
    return new ParetoPlot(
        "Pareto front of message 1",
        "mean absolute error [1]",
        List.of(
            new FrontPoint(1, 1.2, "0.02", "", ""),
            new FrontPoint(3, 0.71, "dx * 0.61", "", ""),
            new FrontPoint(5, 0.52, "dx - dx / r", "", ""),
            new FrontPoint(7, 0.006, "(dx - dx / r) * 0.9987", "", ""),
            new FrontPoint(11, 0.0051, "(dx - dx / r) * 0.9987 + 0.0021 * dy", "", ""),
            new FrontPoint(
                17,
                0.0049,
                "(dx - dx / r) * 0.9987 + 0.0021 * dy / (r + exp(0.031 * m1 - q2))",
                "",
                "")),
        3,
        2);
  }

  public static LineChart learning() {
    int n = 100;
    double[] epochs = new double[n];
    double[] training = new double[n];
    double[] validation = new double[n];
    for (int i = 0; i < n; i++) {
      epochs[i] = i + 1;
      training[i] = 1.5 * Math.exp(-i / 18.0) + 0.03 * (1 + 0.2 * Math.sin(i));
      validation[i] = 1.6 * Math.exp(-i / 19.0) + 0.045 * (1 + 0.2 * Math.cos(i));
    }
    return new LineChart(
        "Learning curve",
        "epoch",
        "loss [length / time²]",
        AxisScale.LOG,
        List.of(
            new LineChart.Series("training", epochs, training),
            new LineChart.Series("validation", epochs, validation)));
  }

  public static BarChart spectrum() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      double value = i < 2 ? 1.1 - 0.2 * i : 0.05 * Math.exp(-0.2 * i);
      bars.add(new BarChart.Bar(Integer.toString(i + 1), value, i < 2 ? "kept" : "left out"));
    }
    return new BarChart(
        "Spread of the message components",
        "component, by falling deviation",
        "standard deviation [1]",
        bars);
  }

  /** Four particles on curves with turns, knots and cusps, 500 states. */
  public static TrajectoryPlot trajectories() {
    int n = 4;
    int steps = 500;
    double[] position = new double[steps * n * 2];
    for (int s = 0; s < steps; s++) {
      double t = 0.02 * s;
      for (int i = 0; i < n; i++) {
        position[(s * n + i) * 2] = (1 + 0.4 * i) * Math.cos((i + 1) * t / 2) + 0.05 * t;
        position[(s * n + i) * 2 + 1] = Math.sin((i + 2) * t / 2 + i) - 0.1 * i * t;
      }
    }
    return motion("Four particles, 500 states", n, 2, position);
  }

  /** A single motion, its states numbered. */
  static TrajectoryPlot motion(String title, int particles, int dimension, double[] position) {
    return new TrajectoryPlot(
        title, particles, dimension, 1, "length", List.of(new TrajectoryPlot.Motion("", position)));
  }
}
