package org.principia.visuals.report;

import java.util.Arrays;
import java.util.List;
import org.principia.dynamics.DormandPrince54;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.AccelerationField;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.TrajectoryPlot;
import org.principia.visuals.page.Block;

/**
 * The section on motion: a test run under the true law, and from its start under the found one.
 *
 * @param truth the run
 * @param found the same start under the found law; shorter where that diverges
 */
public record MotionSection(Trajectory truth, Trajectory found) {
  private static final int MAX_STATES = 126;

  /** Integrates the first run of the test set under the true and the found law. */
  public static MotionSection of(DynamicsSettings settings, long seed, AccelerationField law) {
    Trajectory truth = new Simulator(settings, seed).testRun(0);
    Trajectory found =
        new DormandPrince54(settings.tolerance())
            .integrate(law, truth.start(), settings.resolvedTimeStep(), settings.steps());
    return new MotionSection(truth, found);
  }

  /** The blocks of the section. */
  public List<Block> blocks() {
    String end = found.diverged() ? " The integration under the found law diverged." : "";
    return List.of(
        new Block.Heading("Motion"),
        new Block.Figure(
            "motion",
            paths(),
            "A run of the test set, and the same start under the found law." + end),
        new Block.Figure(
            "drift",
            drift(),
            "Distance between the two, beside the distance that the particles travelled."));
  }

  private int stride() {
    return Math.max(1, (truth.steps() - 1 + MAX_STATES - 2) / (MAX_STATES - 1));
  }

  /** The paths of the particles. */
  TrajectoryPlot paths() {
    return new TrajectoryPlot(
        "Motion under the true and the found law",
        truth.particles(),
        truth.dimension(),
        truth.timeStep() * stride(),
        "length",
        List.of(
            new TrajectoryPlot.Motion("true law", thinned(truth)),
            new TrajectoryPlot.Motion("found law", thinned(found))));
  }

  private double[] thinned(Trajectory trajectory) {
    int row = trajectory.particles() * trajectory.dimension();
    int count = trajectory.steps() == 0 ? 0 : (trajectory.steps() - 1) / stride() + 1;
    double[] position = new double[count * row];
    for (int s = 0; s < count; s++) {
      System.arraycopy(trajectory.position(), s * stride() * row, position, s * row, row);
    }
    return position;
  }

  /** The distance between the motions over time. */
  LineChart drift() {
    int d = truth.dimension();
    int row = truth.particles() * d;
    int steps = Math.min(truth.steps(), found.steps());
    double[] time = new double[steps];
    double[] apart = new double[steps];
    double[] path = new double[steps];
    for (int s = 0; s < steps; s++) {
      time[s] = s * truth.timeStep();
      apart[s] = distance(truth.position(), s * row, found.position(), s * row, row, d);
      path[s] = distance(truth.position(), s * row, truth.position(), 0, row, d);
    }
    return new LineChart(
        "Distance between the two motions",
        "time",
        "mean over the particles [length]",
        AxisScale.LOG,
        List.of(
            new LineChart.Series("found from true", time, positive(apart)),
            new LineChart.Series("true from its start", time, positive(path))));
  }

  /** Zero, which both begin with, has no place on a logarithmic axis. */
  private static double[] positive(double[] values) {
    return Arrays.stream(values).map(v -> v > 0 ? v : Double.NaN).toArray();
  }

  private static double distance(double[] a, int atA, double[] b, int atB, int row, int d) {
    double sum = 0;
    for (int i = 0; i < row; i += d) {
      double square = 0;
      for (int k = 0; k < d; k++) {
        double difference = a[atA + i + k] - b[atB + i + k];
        square += difference * difference;
      }
      sum += Math.sqrt(square);
    }
    return sum * d / row;
  }
}
