package org.principia.theory.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.principia.messages.AffineFit;
import org.principia.messages.MessageQuantity;

/**
 * The network's messages as an affine map of a found force: {@code message = B f + b}, by least
 * squares over sampled edges.
 *
 * @param of what f is: {@code force}, or the part of it that the messages carry, see {@link
 *     MessageQuantity#label}
 * @param matrix B (d x d)
 * @param offset b (d)
 * @param determination R2 of each component (d)
 */
public record MessageMap(String of, double[][] matrix, double[] offset, double[] determination) {

  /**
   * The map from a law's force, or from that without factors of the receiver, whichever explains
   * the messages (edges x d) best on edges (edges x d + 5); empty where it is finite on none.
   */
  public static Optional<MessageMap> of(
      PhysicalForm form, List<double[]> edges, List<double[]> messages) {
    List<double[]> forces =
        edges.stream()
            .map(edge -> form.force().stream().mapToDouble(f -> f.evaluate(edge)).toArray())
            .toList();
    int[] finite =
        IntStream.range(0, edges.size())
            .filter(i -> Arrays.stream(forces.get(i)).allMatch(Double::isFinite))
            .toArray();
    if (finite.length == 0) {
      return Optional.empty();
    }
    List<double[]> targets = IntStream.of(finite).mapToObj(messages::get).toList();
    Map<MessageQuantity, MessageMap> maps = new EnumMap<>(MessageQuantity.class);
    for (MessageQuantity quantity : MessageQuantity.FORCES) {
      List<double[]> carried = new ArrayList<>();
      for (int i : finite) {
        double divisor = quantity.divisor(edges.get(i));
        carried.add(Arrays.stream(forces.get(i)).map(f -> f / divisor).toArray());
      }
      maps.put(quantity, of(quantity.label(), carried, targets));
    }
    return Optional.of(
        maps.get(
            MessageQuantity.best(
                quantity -> Arrays.stream(maps.get(quantity).determination).min().orElse(0))));
  }

  /** Fits the map of the quantity named, forces (edges x d), to the messages there (edges x d). */
  static MessageMap of(String of, List<double[]> forces, List<double[]> messages) {
    double[][] columns = AffineFit.columns(forces);
    List<AffineFit> fits =
        Arrays.stream(AffineFit.columns(messages))
            .map(target -> AffineFit.of(columns, target))
            .toList();
    return new MessageMap(
        of,
        fits.stream().map(AffineFit::slopes).toArray(double[][]::new),
        fits.stream().mapToDouble(AffineFit::offset).toArray(),
        fits.stream().mapToDouble(AffineFit::r2).toArray());
  }
}
