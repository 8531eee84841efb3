package org.principia.validation;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.principia.messages.AffineFit;
import org.principia.messages.MessageQuantity;

/**
 * How well messages are affine maps of the true pairwise force, and the force of the messages.
 *
 * <p>Where a force is proportional to the receiver's mass or charge, a network is free to drop that
 * factor from the message; so the force divided by it is tried too. Each is taken on all samples
 * and without the tenth with the largest residuals.
 *
 * @param figures for each of {@link MessageQuantity#FORCES}, in their order
 */
public record Linearity(List<Figures> figures) {

  /** The least {@link #best} figure of messages that count as linear in a force. */
  public static final double LINEAR = 0.9;

  /**
   * How well the messages carry one quantity.
   *
   * @param carrier the quantity
   * @param all R2 of each kept component on it (d)
   * @param trimmed the same without the largest residuals (d)
   * @param reverse R2 of each of its axes on the kept components (d)
   */
  public record Figures(MessageQuantity carrier, double[] all, double[] trimmed, double[] reverse) {

    /** The larger of both figures of each component (d). */
    public double[] best() {
      return larger(all, trimmed);
    }

    private double least() {
      // A component that does not vary says nothing.
      return Arrays.stream(best()).map(v -> Double.isNaN(v) ? 0 : v).min().orElse(0);
    }
  }

  /**
   * Measures linearity of kept components of messages (d x N) in the true forces on the same edges.
   */
  public static Linearity of(double[][] messages, EdgeForces forces) {
    return new Linearity(
        MessageQuantity.FORCES.stream()
            .map(
                quantity -> {
                  double[][] carried = forces.as(quantity);
                  return new Figures(
                      quantity,
                      r2(messages, carried, AffineFit::of),
                      r2(messages, carried, AffineFit::trimmed),
                      r2(carried, messages, AffineFit::of));
                })
            .toList());
  }

  /** The figures of one of {@link MessageQuantity#FORCES}. */
  public Figures of(MessageQuantity quantity) {
    return figures.get(MessageQuantity.FORCES.indexOf(quantity));
  }

  /** The figure of each component that counts: the largest of all (d). */
  public double[] best() {
    return figures.stream().map(Figures::best).reduce(Linearity::larger).orElseThrow();
  }

  /** The larger of every two. */
  static double[] larger(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> Math.max(a[k], b[k])).toArray();
  }

  /** What the messages carry: that of which they are better affine maps, if one is good enough. */
  public MessageQuantity quantity() {
    MessageQuantity nearest = nearest();
    return of(nearest).least() >= LINEAR ? nearest : MessageQuantity.NONE;
  }

  /** That of {@link MessageQuantity#FORCES} of which the messages are the best affine maps. */
  public MessageQuantity nearest() {
    return MessageQuantity.best(quantity -> of(quantity).least());
  }

  private static double[] r2(
      double[][] targets, double[][] variables, BiFunction<double[][], double[], AffineFit> fit) {
    return Arrays.stream(targets).mapToDouble(y -> fit.apply(variables, y).r2()).toArray();
  }
}
