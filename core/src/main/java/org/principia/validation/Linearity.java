package org.principia.validation;

import java.util.Arrays;
import java.util.List;
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
      double[] best = new double[all.length];
      for (int k = 0; k < best.length; k++) {
        best[k] = Math.max(all[k], trimmed[k]);
      }
      return best;
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
                      all(messages, carried),
                      trimmed(messages, carried),
                      all(carried, messages));
                })
            .toList());
  }

  /** The figures of one of {@link MessageQuantity#FORCES}. */
  public Figures of(MessageQuantity quantity) {
    return figures.get(MessageQuantity.FORCES.indexOf(quantity));
  }

  /** The figure of each component that counts: the largest of all (d). */
  public double[] best() {
    double[] best = figures.get(0).best();
    for (Figures other : figures) {
      double[] figure = other.best();
      for (int k = 0; k < best.length; k++) {
        best[k] = Math.max(best[k], figure[k]);
      }
    }
    return best;
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

  private static double[] all(double[][] targets, double[][] variables) {
    return Arrays.stream(targets).mapToDouble(y -> AffineFit.of(variables, y).r2()).toArray();
  }

  private static double[] trimmed(double[][] targets, double[][] variables) {
    return Arrays.stream(targets).mapToDouble(y -> AffineFit.trimmed(variables, y).r2()).toArray();
  }
}
