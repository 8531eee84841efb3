package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.principia.gnn.EpochReport;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.SpectrumPlot;
import org.principia.visuals.page.Block;

/** The section on training: the learning curve, and how the messages changed with it. */
public final class TrainingSection {
  private TrainingSection() {}

  /**
   * The blocks of the section.
   *
   * @param curve the reports of all epochs
   * @param dimension d
   * @param testError mean error of the network on the pruned test set [length / time^2]
   * @return the blocks
   */
  public static List<Block> of(List<EpochReport> curve, int dimension, double testError) {
    List<LineChart.Series> errors =
        List.of(
            series("training", curve, EpochReport::trainingLoss),
            series("validation", curve, EpochReport::validationError));
    List<LineChart.Series> linearity = new ArrayList<>();
    for (int k = 0; k < dimension; k++) {
      int rank = k;
      linearity.add(
          series(
              "component " + (k + 1),
              curve,
              e -> rank < e.linearity().length ? e.linearity()[rank] : Double.NaN));
    }
    return List.of(
        new Block.Heading("Training"),
        new Block.Figure(
            "learning-curve",
            new LineChart(
                "Learning curve",
                "epoch",
                "mean absolute error [length / time^2]",
                AxisScale.LOG,
                errors),
            String.format(
                Locale.ROOT,
                "Error of the network; on the pruned test set it ends at %.4g.",
                testError)),
        new Block.Figure(
            "spectrum-over-epochs",
            new SpectrumPlot(
                "The spectrum of the messages in training",
                dimension,
                curve.stream().mapToInt(EpochReport::epoch).toArray(),
                curve.stream().map(EpochReport::deviations).toArray(double[][]::new)),
            "Standard deviations of the largest message components after each epoch."),
        new Block.Figure(
            "linearity-over-epochs",
            new LineChart(
                "Linearity of the messages in training",
                "epoch",
                "R2",
                AxisScale.LINEAR,
                linearity),
            "R2 of the leading message components on the best affine map of the true force after"
                + " each epoch."));
  }

  private static LineChart.Series series(
      String name, List<EpochReport> curve, ToDoubleFunction<EpochReport> value) {
    return new LineChart.Series(
        name,
        curve.stream().mapToDouble(EpochReport::epoch).toArray(),
        curve.stream().mapToDouble(value).toArray());
  }
}
