package org.principia.messages;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The d message components with the largest standard deviation over the sampled edges.
 *
 * <p>Source: Cranmer et al., "Discovering Symbolic Models from Deep Learning with Inductive
 * Biases", NeurIPS 2020, section 3.
 *
 * @param indices the components, ascending (d)
 * @param deviations standard deviation of every component (M)
 */
public record SignificantComponents(int[] indices, double[] deviations) {

  /**
   * Selects components.
   *
   * @param samples edges with their messages
   * @param count how many to keep, d
   * @return the selection
   */
  public static SignificantComponents byDeviation(List<EdgeSample> samples, int count) {
    int components = samples.get(0).message().length;
    double[] deviations = new double[components];
    for (int c = 0; c < components; c++) {
      deviations[c] = deviation(samples, c);
    }
    int[] kept =
        IntStream.range(0, components)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer c) -> -deviations[c]).thenComparingInt(c -> c))
            .limit(count)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    return new SignificantComponents(kept, deviations);
  }

  /** The share of the total variance that the kept components have. */
  public double shareOfVariance() {
    double all = 0;
    for (double s : deviations) {
      all += s * s;
    }
    double kept = 0;
    for (int c : indices) {
      kept += deviations[c] * deviations[c];
    }
    return kept / all;
  }

  private static double deviation(List<EdgeSample> samples, int component) {
    double mean = 0;
    for (EdgeSample sample : samples) {
      mean += sample.message()[component];
    }
    mean /= samples.size();
    double square = 0;
    for (EdgeSample sample : samples) {
      double distance = sample.message()[component] - mean;
      square += distance * distance;
    }
    return Math.sqrt(square / samples.size());
  }
}
