package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.principia.observed.verdict.Pictures;
import org.principia.observed.verdict.Pictures.Motion;
import org.principia.observed.verdict.Pictures.Rest;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.TrajectoryPlot;
import org.principia.visuals.page.Block;

/**
 * The section that shows a law beside the tracks: motions by the law from one state, and where it
 * leaves more than noise.
 *
 * @param pictures what there is to see
 * @param unit of length
 * @param time unit of time
 */
public record PicturesSection(Pictures pictures, String unit, String time) {
  private static final int BINS = 12;

  /** Receivers that are told apart: those of which the most is left. */
  private static final int RECEIVERS = 6;

  private static final List<String> AXES = List.of("x", "y", "z");

  /** The blocks of the section. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    if (pictures.motions().isEmpty() && pictures.rests().isEmpty()) {
      return blocks;
    }
    blocks.add(new Block.Heading("The law beside the tracks"));
    if (pictures.motions().isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              "No motion is shown: the frame is free, particles only act on others, or no run has"
                  + " all its particles at once."));
    }
    for (int i = 0; i < pictures.motions().size(); i++) {
      blocks.add(motion(i, pictures.motions().get(i)));
    }
    if (!pictures.rests().isEmpty()) {
      blocks.addAll(residuals());
    }
    return blocks;
  }

  private Block motion(int number, Motion motion) {
    double[] times = motion.times();
    double end = times[times.length - 1];
    return new Block.Figure(
        "motion-" + number,
        new TrajectoryPlot(
            "Run " + motion.run(),
            motion.particles().size(),
            motion.dimension(),
            (end - times[0]) / Math.max(1, times.length - 1),
            unit,
            List.of(
                new TrajectoryPlot.Motion("tracks", motion.seen()),
                new TrajectoryPlot.Motion("law", motion.followed()))),
        String.format(
            Locale.ROOT,
            "Tracks, and the motion by the law from their state at %.4g %s to %.4g; at the end they"
                + " are %.2g %s apart (root mean square).",
            times[0],
            time,
            end,
            apart(motion),
            unit));
  }

  /** Rms distance at the last instant. */
  private static double apart(Motion motion) {
    int size = motion.particles().size() * motion.dimension();
    double sum = 0;
    for (int k = motion.seen().length - size; k < motion.seen().length; k++) {
      double off = motion.seen()[k] - motion.followed()[k];
      sum += off * off;
    }
    return Math.sqrt(sum / motion.particles().size());
  }

  private List<Block> residuals() {
    List<String> receivers = receivers();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        map(
            "distance",
            "distance of the nearest particle [" + unit + "]",
            Rest::distance,
            receivers));
    blocks.add(map("time", "time [" + time + "]", Rest::time, receivers));
    int d = pictures.rests().get(0).position().length;
    for (int c = 0; c < d; c++) {
      int axis = c;
      String name = AXES.get(c);
      blocks.add(map(name, name + " [" + unit + "]", r -> r.position()[axis], receivers));
    }
    return blocks;
  }

  private List<String> receivers() {
    Map<String, Double> left =
        pictures.rests().stream()
            .collect(
                Collectors.groupingBy(
                    Rest::particle, LinkedHashMap::new, Collectors.averagingDouble(Rest::square)));
    return left.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(RECEIVERS)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Mean squares over bins that have equally many rows, by receiver. */
  private Block map(String name, String label, ToDoubleFunction<Rest> of, List<String> receivers) {
    List<LineChart.Series> series = new ArrayList<>();
    for (String receiver : receivers) {
      List<Rest> own =
          pictures.rests().stream()
              .filter(r -> r.particle().equals(receiver) && Double.isFinite(r.square()))
              .filter(r -> Double.isFinite(of.applyAsDouble(r)))
              .sorted(Comparator.comparingDouble(of))
              .toList();
      int bins = Math.min(BINS, own.size());
      double[] x = new double[bins];
      double[] y = new double[bins];
      for (int b = 0; b < bins; b++) {
        List<Rest> bin = own.subList(b * own.size() / bins, (b + 1) * own.size() / bins);
        x[b] = of.applyAsDouble(bin.get(bin.size() / 2));
        y[b] = bin.stream().mapToDouble(Rest::square).average().orElse(Double.NaN);
      }
      series.add(new LineChart.Series(receiver, x, y));
    }
    boolean distance = "distance".equals(name);
    return new Block.Figure(
        "residuals-" + name,
        new LineChart(
            "What the law leaves, by " + name,
            label,
            "squared error over that of the noise",
            distance ? AxisScale.LOG : AxisScale.LINEAR,
            AxisScale.LOG,
            series,
            List.of()),
        "Squared error of rows that the law was not fitted to, in units of what the noise makes of"
            + " it, against "
            + name
            + ": 1 is what a perfect law leaves. Means of equally many rows; the receivers of"
            + " which the most is left.");
  }
}
