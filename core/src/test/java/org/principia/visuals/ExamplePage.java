package org.principia.visuals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.visuals.Block.Alignment;
import org.principia.visuals.Block.Column;
import org.principia.visuals.Block.Entry;
import org.principia.visuals.Block.Figure;
import org.principia.visuals.Block.Heading;
import org.principia.visuals.Block.LawLine;
import org.principia.visuals.Block.Laws;
import org.principia.visuals.Block.Outcome;
import org.principia.visuals.Block.Paragraph;
import org.principia.visuals.Block.Score;
import org.principia.visuals.Block.Table;
import org.principia.visuals.Block.Verdict;

/**
 * A page with every kind of block and invented numbers, to be looked at.
 *
 * <pre>
 * mvn -q -B -ntp -pl core test-compile
 * java -cp core/target/classes:core/target/test-classes org.principia.visuals.ExamplePage page.html
 * chromium --headless --no-sandbox --window-size=1100,2600 --screenshot=page.png page.html
 * </pre>
 */
final class ExamplePage {
  private ExamplePage() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), page().html());
  }

  static ReportPage page() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph("Invented numbers, to show every kind of block and picture."));
    blocks.add(new Heading("The law"));
    blocks.add(
        new Laws(
            List.of(
                new LawLine(
                    "message 1",
                    "(0.9987 · dx + 0.0021 · dy) · (1 − 1 / r) + 0.0003",
                    "(a · d) (1 − 1/r) + b"),
                new LawLine(
                    "acceleration", "(0.332 · message1 − 1.21 · message2) / m1", "Σ f / m"))));
    blocks.add(
        new Verdict("recovered", Outcome.YES, "R² 0.99998 on 10 000 fresh points, r in [0.1, 8]"));
    blocks.add(new Verdict("extrapolates", Outcome.NO, "error 3.2 times as large beyond r = 8"));
    blocks.add(new Verdict("energy", Outcome.OPEN, "the composed law has no potential"));
    blocks.add(new Heading("Scorecard"));
    blocks.add(
        Table.scorecard(
            "Test set, 1000 runs",
            List.of(
                Score.of("error of the network", 0.04512, "published 0.047 ± 0.002"),
                Score.of("error of the formula", 0.0000123, "median over frames"),
                Score.of(
                    "R² of message 1", 0.99954, "without the tenth with the largest residuals"))));
    blocks.add(new Heading("Pictures"));
    blocks.add(new Figure(scatter(), "Each dot a pair of particles."));
    blocks.add(new Figure(pareto(), "A sharp drop marks the true structure."));
    blocks.add(new Figure(learning(), "One-cycle schedule."));
    blocks.add(new Figure(spectrum(), "Two components carry the force."));
    blocks.add(new Figure(trajectories(), "From ring to dot."));
    blocks.add(new Heading("Front"));
    blocks.add(Table.front(pareto()));
    blocks.add(
        new Table(
            "All cells",
            List.of(
                new Column("law", Alignment.TEXT),
                new Column("strategy", Alignment.TEXT),
                new Column("error", Alignment.NUMBER),
                new Column("formula", Alignment.CODE)),
            List.of(
                List.of("spring", "l1", "0.0451", "(r - 1) * dx / r"),
                List.of("inverse-square", "bottleneck", "0.231", "m2 * dx / (r + 0.01)^3"))));
    blocks.add(new Heading("Provenance"));
    blocks.add(
        Table.provenance(
            List.of(
                new Entry("seed", "42"),
                new Entry("java", "17.0.15"),
                new Entry(
                    "input", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"))));
    return new ReportPage(
        "Spring in two dimensions", "l1 strategy · 10 000 runs of 500 steps · seed 42", blocks);
  }

  static ScatterPlot scatter() {
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

  static ParetoPlot pareto() {
    return new ParetoPlot(
        "Pareto front of message 1",
        "mean absolute error [1]",
        List.of(
            new FrontPoint(1, 1.2, "0.02"),
            new FrontPoint(3, 0.71, "dx * 0.61"),
            new FrontPoint(5, 0.52, "dx - dx / r"),
            new FrontPoint(7, 0.006, "(dx - dx / r) * 0.9987"),
            new FrontPoint(11, 0.0051, "(dx - dx / r) * 0.9987 + 0.0021 * dy"),
            new FrontPoint(
                17, 0.0049, "(dx - dx / r) * 0.9987 + 0.0021 * dy / (r + exp(0.031 * m1 - q2))")),
        3,
        2);
  }

  static LineChart learning() {
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

  static BarChart spectrum() {
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
  static TrajectoryPlot trajectories() {
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
    return new TrajectoryPlot("Four particles, 500 states", n, 2, position);
  }
}
