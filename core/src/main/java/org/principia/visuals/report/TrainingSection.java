package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.principia.gnn.EpochReport;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.page.Block;

/** The section on training: the learning curve, and how the messages changed with it. */
public final class TrainingSection {
  /** Components shown besides the d leading ones. */
  private static final int OTHERS = 4;

  private TrainingSection() {}

  /**
   * The blocks of the section, of the reports of all epochs and the mean error of the network on
   * the pruned test set [length / time^2].
   */
  public static List<Block> of(List<EpochReport> curve, int dimension, double testError) {
    List<LineChart.Series> errors =
        List.of(
            series("training", curve, EpochReport::trainingLoss),
            series("validation", curve, EpochReport::validationError));
    List<LineChart.Series> deviations =
        ranks("largest", dimension + OTHERS, curve, EpochReport::deviations);
    List<LineChart.Series> linearity = ranks("component", dimension, curve, EpochReport::linearity);
    return List.of(
        new Block.Heading("Training"),
        new Block.Figure(
            "learning-curve",
            chart("Learning curve", "mean absolute error [length / time^2]", AxisScale.LOG, errors),
            String.format(
                Locale.ROOT,
                "Error of the network; on the pruned test set it ends at %.4g.",
                testError)),
        new Block.Figure(
            "spectrum-over-epochs",
            chart(
                "The spectrum of the messages in training",
                "standard deviation",
                AxisScale.LOG,
                deviations),
            "Standard deviations of the largest message components after each epoch."),
        new Block.Figure(
            "linearity-over-epochs",
            chart("Linearity of the messages in training", "R2", AxisScale.LINEAR, linearity),
            "R2 of the leading message components on the best affine map of the true force after"
                + " each epoch."));
  }

  private static LineChart chart(
      String title, String label, AxisScale scale, List<LineChart.Series> series) {
    return new LineChart(title, "epoch", label, scale, series);
  }

  /** A series for each rank of what epochs list, as far as they do. */
  private static List<LineChart.Series> ranks(
      String name, int max, List<EpochReport> curve, Function<EpochReport, double[]> values) {
    int ranks = curve.stream().mapToInt(e -> values.apply(e).length).max().orElse(0);
    List<LineChart.Series> series = new ArrayList<>();
    for (int k = 0; k < Math.min(max, ranks); k++) {
      int rank = k;
      ToDoubleFunction<EpochReport> value =
          e -> rank < values.apply(e).length ? values.apply(e)[rank] : Double.NaN;
      series.add(series(name + " " + (k + 1), curve, value));
    }
    return series;
  }

  private static LineChart.Series series(
      String name, List<EpochReport> curve, ToDoubleFunction<EpochReport> value) {
    return new LineChart.Series(
        name,
        curve.stream().mapToDouble(EpochReport::epoch).toArray(),
        curve.stream().mapToDouble(value).toArray());
  }
}
