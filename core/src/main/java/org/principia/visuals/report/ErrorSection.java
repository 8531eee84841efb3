package org.principia.visuals.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.principia.dynamics.law.AccelerationField;
import org.principia.graphs.Graph;
import org.principia.validation.error.ModelPair;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.page.Block;

/**
 * The section on errors: their distribution over particles and over frames, for network and law.
 *
 * <p>The error of a particle is the mean absolute difference of its acceleration's components; that
 * of a frame is the mean over its particles.
 */
public final class ErrorSection {
  private static final int CHUNK = 100;
  private static final int MAX_POINTS = 200;

  private final int particles;

  /** Errors of all particles, frame by frame. */
  private final double[] ofNetwork;

  private final double[] ofLaw;

  /** Measures errors on frames, whose accelerations the network gives frame by frame. */
  public ErrorSection(
      List<Graph> frames, Function<List<Graph>, float[]> network, AccelerationField law) {
    int n = frames.get(0).nodes();
    int d = frames.get(0).dimension();
    particles = n;
    ofNetwork = new double[frames.size() * n];
    ofLaw = new double[frames.size() * n];
    for (int from = 0; from < frames.size(); from += CHUNK) {
      List<Graph> chunk = frames.subList(from, Math.min(frames.size(), from + CHUNK));
      float[] predicted = network.apply(chunk);
      for (int f = 0; f < chunk.size(); f++) {
        Graph frame = chunk.get(f);
        double[] composed = ModelPair.accelerations(law, frame);
        for (int i = 0; i < n * d; i++) {
          int particle = (from + f) * n + i / d;
          double truth = frame.targets()[i];
          ofNetwork[particle] += Math.abs(predicted[f * n * d + i] - truth) / d;
          ofLaw[particle] += Math.abs(composed[i] - truth) / d;
        }
      }
    }
  }

  /** The mean over the particles of each frame. */
  private double[] byFrame(double[] values) {
    double[] means = new double[values.length / particles];
    for (int i = 0; i < values.length; i++) {
      means[i / particles] += values[i] / particles;
    }
    return means;
  }

  /** The blocks of the section. */
  public List<Block> blocks() {
    String caption =
        "Errors on "
            + ofLaw.length / particles
            + " frames of the pruned test set, by particle and by frame; the further left a curve,"
            + " the smaller the errors.";
    return List.of(new Block.Heading("Errors"), new Block.Figure("errors", chart(), caption));
  }

  /** The share of particles and of frames with at most an error. */
  LineChart chart() {
    return new LineChart(
        "Errors of network and found law",
        "error of the acceleration [length / time^2]",
        "share with at most that error",
        AxisScale.LOG,
        AxisScale.LINEAR,
        List.of(
            series("network, particles", ofNetwork),
            series("law, particles", ofLaw),
            series("network, frames", byFrame(ofNetwork)),
            series("law, frames", byFrame(ofLaw))),
        List.of());
  }

  private static LineChart.Series series(String name, double[] errors) {
    double[] sorted = Arrays.stream(errors).filter(Double::isFinite).sorted().toArray();
    int count = Math.min(MAX_POINTS, sorted.length);
    int[] ranks =
        IntStream.range(0, count)
            .map(i -> (int) Math.round(i * (sorted.length - 1.0) / Math.max(1, count - 1)))
            .toArray();
    return new LineChart.Series(
        name,
        IntStream.of(ranks).mapToDouble(rank -> sorted[rank]).toArray(),
        IntStream.of(ranks).mapToDouble(rank -> (rank + 1.0) / errors.length).toArray());
  }
}
