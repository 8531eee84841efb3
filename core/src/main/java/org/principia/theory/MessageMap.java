package org.principia.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.principia.messages.MessageQuantity;

/**
 * What the network's messages are of a found force: {@code message = B f + b}, by least squares
 * over sampled edges.
 *
 * @param of what f is: {@code force}, or what of it the messages carry, see {@link
 *     MessageQuantity#label}
 * @param matrix B (d x d)
 * @param offset b (d)
 * @param determination R2 of each component (d)
 */
public record MessageMap(String of, double[][] matrix, double[] offset, double[] determination) {

  /**
   * The map from a law's force, or from that without factors of the receiver, whichever explains
   * the messages best.
   *
   * @param form the law
   * @param edges edge variables (edges x d + 5)
   * @param messages the message there (edges x d)
   * @return the map; empty where the force is finite on no edge
   */
  public static Optional<MessageMap> of(
      PhysicalForm form, List<double[]> edges, List<double[]> messages) {
    List<double[]> forces = new ArrayList<>();
    List<double[]> at = new ArrayList<>();
    List<double[]> said = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      double[] edge = edges.get(i);
      double[] force = form.force().stream().mapToDouble(f -> f.evaluate(edge)).toArray();
      if (Arrays.stream(force).allMatch(Double::isFinite)) {
        forces.add(force);
        at.add(edge);
        said.add(messages.get(i));
      }
    }
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Map<MessageQuantity, MessageMap> maps = new EnumMap<>(MessageQuantity.class);
    for (MessageQuantity quantity : MessageQuantity.FORCES) {
      List<double[]> carried = new ArrayList<>();
      for (int i = 0; i < forces.size(); i++) {
        double divisor = quantity.divisor(at.get(i));
        carried.add(Arrays.stream(forces.get(i)).map(f -> f / divisor).toArray());
      }
      maps.put(quantity, of(quantity.label(), carried, said));
    }
    return Optional.of(maps.get(MessageQuantity.best(quantity -> maps.get(quantity).least())));
  }

  private double least() {
    return Arrays.stream(determination).min().orElse(0);
  }

  /**
   * Fits the map.
   *
   * @param of what f is
   * @param forces f at each edge (edges x d)
   * @param messages the message there (edges x d)
   * @return the map
   */
  static MessageMap of(String of, List<double[]> forces, List<double[]> messages) {
    int d = messages.get(0).length;
    double[][] matrix = new double[d][];
    double[] offset = new double[d];
    double[] determination = new double[d];
    for (int k = 0; k < d; k++) {
      int component = k;
      LevenbergMarquardt.Residuals residuals =
          (p, out) -> {
            for (int i = 0; i < out.length; i++) {
              out[i] = predicted(p, forces.get(i)) - messages.get(i)[component];
            }
          };
      double[] fitted =
          new LevenbergMarquardt(residuals, forces.size(), 20).minimise(new double[d + 1]);
      matrix[k] = Arrays.copyOf(fitted, d);
      offset[k] = fitted[d];
      determination[k] = determination(fitted, forces, messages, k);
    }
    return new MessageMap(of, matrix, offset, determination);
  }

  private static double predicted(double[] p, double[] force) {
    double sum = p[force.length];
    for (int c = 0; c < force.length; c++) {
      sum += p[c] * force[c];
    }
    return sum;
  }

  private static double determination(
      double[] p, List<double[]> forces, List<double[]> messages, int k) {
    double mean = messages.stream().mapToDouble(m -> m[k]).average().orElse(0);
    double residual = 0;
    double variance = 0;
    for (int i = 0; i < forces.size(); i++) {
      double value = messages.get(i)[k];
      double error = predicted(p, forces.get(i)) - value;
      residual += error * error;
      variance += (value - mean) * (value - mean);
    }
    return 1 - residual / variance;
  }
}
