package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.principia.dynamics.law.ForceLaw;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.validation.EdgeForces;
import org.principia.visuals.chart.BarChart;
import org.principia.visuals.chart.Plot;
import org.principia.visuals.chart.ScatterPlot;
import org.principia.visuals.page.Block;

/** The section on messages: each against the true force, and the spectrum of their components. */
public final class MessageSection {
  private static final int MAX_BARS = 15;

  private MessageSection() {}

  /** The blocks, on edges of the test set with their messages and the components kept. */
  public static List<Block> of(
      List<EdgeSample> samples, MessageProjection projection, ForceLaw truth, int dimension) {
    EdgeForces forces = EdgeForces.of(samples, truth, dimension);
    double[][] columns = projection.columns(samples);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Messages"));
    for (int k = 0; k < projection.count(); k++) {
      blocks.add(
          new Block.Figure(
              "message-" + (k + 1) + "-against-force",
              againstForce(k, forces, columns[k]),
              "Each point is an edge of the test set; a message that is linear in the force lies on"
                  + " the line."));
    }
    if (projection.deviations().length > projection.count()) {
      blocks.add(
          new Block.Figure(
              "message-spectrum",
              spectrum(projection),
              "The standard deviation of each message component."));
    }
    return blocks;
  }

  /** Against the force, or the force divided by a factor that the message does not have. */
  private static Plot againstForce(int k, EdgeForces forces, double[] message) {
    EdgeForces.Closest closest = forces.closest(message);
    double[][] columns = forces.as(closest.quantity());
    AffineFit fit = closest.map();
    double[] mapped =
        IntStream.range(0, message.length)
            .mapToDouble(i -> fit.at(Arrays.stream(columns).mapToDouble(c -> c[i]).toArray()))
            .toArray();
    return new ScatterPlot(
        String.format(Locale.ROOT, "Message %d, R2 = %.4f", k + 1, fit.r2()),
        "best affine map of the true force" + closest.quantity().divisor(),
        "message " + (k + 1),
        mapped,
        message,
        List.of(new ScatterPlot.Line("equal", 1, 0)));
  }

  private static Plot spectrum(MessageProjection projection) {
    double[] deviations = projection.deviations();
    double[] presence = projection.presence();
    List<BarChart.Bar> bars =
        IntStream.range(0, deviations.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> -deviations[c]))
            .limit(MAX_BARS)
            .map(
                c -> {
                  String group = presence[c] > 0.5 ? "kept" : "others";
                  return new BarChart.Bar(String.valueOf(c + 1), deviations[c], group);
                })
            .toList();
    return new BarChart(
        "Spread of the message components", "component", "standard deviation", bars);
  }
}
