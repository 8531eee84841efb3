package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import org.principia.visuals.Csv;

/**
 * Standard deviations of the message components, largest first, as training goes on.
 *
 * <p>The picture shows the largest as curves over the epochs; the whole spectrum goes into its CSV.
 *
 * @param title what is shown
 * @param kept how many components carry the force, d
 * @param epochs numbers of the epochs (E)
 * @param deviations of each epoch, falling (E x at most as many as there are components)
 */
public record SpectrumPlot(String title, int kept, int[] epochs, double[][] deviations)
    implements Plot {
  private static final int BESIDES = 4;

  /** Checks that there is a spectrum for each epoch. */
  public SpectrumPlot {
    if (deviations.length != epochs.length) {
      throw new IllegalArgumentException(
          "Invalid spectra: " + deviations.length + " of " + epochs.length + " epochs");
    }
  }

  private LineChart chart() {
    double[] x = new double[epochs.length];
    for (int e = 0; e < x.length; e++) {
      x[e] = epochs[e];
    }
    int max = epochs.length == 0 ? 0 : deviations[0].length;
    List<LineChart.Series> series = new ArrayList<>();
    for (int rank = 0; rank < Math.min(max, kept + BESIDES); rank++) {
      double[] y = new double[epochs.length];
      for (int e = 0; e < y.length; e++) {
        y[e] = rank < deviations[e].length ? deviations[e][rank] : Double.NaN;
      }
      series.add(new LineChart.Series("largest " + (rank + 1), x, y));
    }
    return new LineChart(title, "epoch", "standard deviation", AxisScale.LOG, series);
  }

  @Override
  public String description() {
    return chart().description();
  }

  @Override
  public String svg() {
    return chart().svg();
  }

  @Override
  public String csv() {
    Csv csv = new Csv("epoch", "rank", "deviation");
    for (int e = 0; e < epochs.length; e++) {
      for (int rank = 0; rank < deviations[e].length; rank++) {
        csv.row(epochs[e], rank + 1, deviations[e][rank]);
      }
    }
    return csv.toString();
  }
}
