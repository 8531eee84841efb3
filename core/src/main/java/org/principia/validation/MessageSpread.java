package org.principia.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.common.Floats;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageQuantity;

/**
 * How the variance of a message is spread over its components.
 *
 * @param components M
 * @param largest the components of largest deviation, falling (15, or M where that is less)
 * @param shareOfLargest share of the total variance in the d components of largest deviation
 * @param shareKept share of the total variance in what is kept of the message
 */
public record MessageSpread(
    int components, List<Component> largest, double shareOfLargest, double shareKept) {
  private static final int SHOWN = 15;

  /**
   * One component of the message: its number, from 1, its standard deviation over the sampled
   * edges, which of {@link MessageQuantity#FORCES} it is closest to an affine map of, and R2 on
   * that; not a number where the component is constant.
   */
  public record Component(int component, double deviation, MessageQuantity carries, double r2) {}

  /**
   * Measures the spread on samples, given the true forces on the same edges and the share of the
   * total variance in what is kept.
   */
  public static MessageSpread of(List<EdgeSample> samples, EdgeForces forces, double shareKept) {
    int count = samples.get(0).message().length;
    double[][] columns =
        AffineFit.columns(samples.stream().map(s -> Floats.wide(s.message())).toList());
    double[] variances = new double[count];
    double total = 0;
    for (int c = 0; c < count; c++) {
      variances[c] = AffineFit.variance(columns[c]);
      total += variances[c];
    }
    List<Integer> order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> -variances[c]))
            .toList();
    List<Component> largest = new ArrayList<>();
    for (int c : order.subList(0, Math.min(SHOWN, count))) {
      EdgeForces.Closest closest = forces.closest(columns[c]);
      largest.add(
          new Component(c + 1, Math.sqrt(variances[c]), closest.quantity(), closest.map().r2()));
    }
    int d = forces.dimension();
    double inLargest = order.stream().limit(d).mapToDouble(c -> variances[c]).sum();
    return new MessageSpread(count, largest, total > 0 ? inLargest / total : 1, shareKept);
  }
}
