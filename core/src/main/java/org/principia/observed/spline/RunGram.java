package org.principia.observed.spline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.principia.observed.weak.Gram;

/**
 * Sums of products of one run, by receiver.
 *
 * @param run its name
 * @param particles names of its particles (n)
 * @param types number of the type of each (n)
 * @param properties that are known, by name (n each)
 * @param receivers those whose motion is to be explained
 */
public record RunGram(
    String run,
    List<String> particles,
    int[] types,
    Map<String, double[]> properties,
    List<Receiver> receivers)
    implements Serializable {

  /** The same run without its sums. */
  RunGram bare() {
    Gram none = new Gram(0);
    List<Receiver> kept =
        receivers.stream().map(r -> new Receiver(r.self(), none, none, r.scale())).toList();
    return new RunGram(run, particles, types, properties, kept);
  }

  /**
   * Of one receiver, whose columns are those of {@link KernelColumns} with a group for each
   * particle.
   *
   * @param self its number
   * @param train sums over the windows that are fitted
   * @param test sums over those that are held out
   * @param scale rms of its acceleration, or of its velocity where the order is 1
   */
  public record Receiver(int self, Gram train, Gram test, double scale) implements Serializable {}
}
