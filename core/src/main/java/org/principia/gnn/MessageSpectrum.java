package org.principia.gnn;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What the messages of a fixed sample of edges look like: for the training curve and for pruning.
 *
 * <p>Deviations are standard deviations over the sample. R2 of a component m on an affine map of
 * the columns f_1 .. f_p is |P m|^2 / |m|^2, all centred, P the projection on their span, by
 * modified Gram-Schmidt.
 */
public final class MessageSpectrum {
  private final double[][] centred;
  private final double[] deviations;

  private MessageSpectrum(double[][] centred) {
    this.centred = centred;
    this.deviations = new double[centred.length];
    for (int c = 0; c < centred.length; c++) {
      deviations[c] = Math.sqrt(dot(centred[c], centred[c]) / centred[c].length);
    }
  }

  /**
   * The spectrum of a network's messages on a sample of edges, the same for all epochs, as {@link
   * org.principia.graphs.Graph#edgeRows} has them (E x 2 F).
   */
  public static MessageSpectrum of(GraphNetwork network, float[] edgeRows) {
    return of(network.messages(edgeRows), network.messageComponents());
  }

  /** The spectrum of messages (E x M), row-major. */
  static MessageSpectrum of(float[] messages, int components) {
    double[][] columns = new double[components][messages.length / components];
    for (int i = 0; i < messages.length; i++) {
      columns[i % components][i / components] = messages[i];
    }
    for (double[] column : columns) {
      centre(column);
    }
    return new MessageSpectrum(columns);
  }

  /** The components in the order of falling deviation, equal ones by number. */
  public int[] order() {
    return IntStream.range(0, deviations.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer c) -> -deviations[c])
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The largest deviations, falling (count, or M where that is less). */
  public double[] largest(int count) {
    return IntStream.of(order()).limit(count).mapToDouble(c -> deviations[c]).toArray();
  }

  /**
   * How well the components of largest deviation are affine maps of the true force, or of that
   * divided by the receiver's mass, given by axis and edge of the sample (d x E): R2 of each in
   * falling order (d), not a number where a component is constant.
   */
  public double[] linearity(double[][] forces) {
    double[][] basis = new double[forces.length][];
    for (int k = 0; k < basis.length; k++) {
      basis[k] = forces[k].clone();
      centre(basis[k]);
      double size = Math.sqrt(dot(basis[k], basis[k]));
      for (int j = 0; j < k; j++) {
        double share = dot(basis[k], basis[j]);
        for (int i = 0; i < basis[k].length; i++) {
          basis[k][i] -= share * basis[j][i];
        }
      }
      double rest = Math.sqrt(dot(basis[k], basis[k]));
      // A column that the others determine spans nothing more.
      double factor = rest > 1e-9 * size ? 1 / rest : 0;
      for (int i = 0; i < basis[k].length; i++) {
        basis[k][i] *= factor;
      }
    }
    int[] order = order();
    double[] r2 = new double[Math.min(forces.length, order.length)];
    for (int i = 0; i < r2.length; i++) {
      double[] component = centred[order[i]];
      double explained = 0;
      for (double[] axis : basis) {
        double share = dot(component, axis);
        explained += share * share;
      }
      r2[i] = explained / dot(component, component);
    }
    return r2;
  }

  private static void centre(double[] column) {
    double sum = 0;
    for (double value : column) {
      sum += value;
    }
    double mean = sum / column.length;
    for (int i = 0; i < column.length; i++) {
      column[i] -= mean;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
