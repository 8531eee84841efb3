package org.principia.messages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The part of a message that is kept: d numbers out of M, {@code kept = map message - offset}.
 *
 * @param selection how the d directions were found
 * @param basis in which axes they are written
 * @param map what each kept number is of the message (d x M)
 * @param offset what is taken off (d); zeros in the network's own axes
 * @param deviations standard deviation of every component over the sampled edges (M)
 * @param variances along the principal directions of the message, falling (M)
 */
public record KeptMessages(
    Selection selection,
    Basis basis,
    double[][] map,
    double[] offset,
    double[] deviations,
    double[] variances) {

  /** Checks that the sizes agree. */
  public KeptMessages {
    boolean fits =
        map.length > 0 && offset.length == map.length && variances.length == deviations.length;
    for (double[] row : map) {
      fits &= row != null && row.length == deviations.length;
    }
    if (!fits) {
      throw new IllegalArgumentException("Invalid map of messages: its sizes do not agree");
    }
  }

  /**
   * What a sample of edges says should be kept. A message of d components is kept as it is.
   *
   * <p>Where no alignment is found, the network's own axes stay, and {@link #basis} says so.
   *
   * @param samples edges with their messages
   * @param dimension d
   * @param settings which selection, which basis
   * @return the map
   */
  public static KeptMessages of(List<EdgeSample> samples, int dimension, MessageSettings settings) {
    double[][] covariance = covariance(samples);
    int components = covariance.length;
    double[] deviations = new double[components];
    for (int c = 0; c < components; c++) {
      deviations[c] = Math.sqrt(covariance[c][c]);
    }
    SymmetricEigen principal = SymmetricEigen.of(covariance);
    boolean select = settings.components() == Selection.DEVIATION || components <= dimension;
    double[][] map =
        select
            ? rows(largest(deviations, dimension), components)
            : Arrays.copyOf(principal.vectors(), dimension);
    KeptMessages own =
        new KeptMessages(
            settings.components(),
            Basis.OWN,
            map,
            new double[map.length],
            deviations,
            principal.values());
    return settings.basis() == Basis.OWN ? own : own.aligned(samples).orElse(own);
  }

  /**
   * What the messages have in common as multiples of the separation: {@code A (kept - b) . u / r}
   * for the alignment A, b, u the unit vector to the sender. One scalar a row, whatever the basis.
   *
   * @param samples edges with their messages
   * @return the factor (N); empty where the messages do not follow the separation in all directions
   */
  public Optional<double[]> factor(List<EdgeSample> samples) {
    double[][] kept = columns(samples);
    return Alignment.of(kept, samples.stream().map(EdgeSample::inputs).toList())
        .map(
            found -> {
              double[] factor = new double[samples.size()];
              for (int row = 0; row < factor.length; row++) {
                factor[row] = found.factor(kept, row, samples.get(row).inputs());
              }
              return factor;
            });
  }

  private Optional<KeptMessages> aligned(List<EdgeSample> samples) {
    return Alignment.of(columns(samples), samples.stream().map(EdgeSample::inputs).toList())
        .map(
            found -> {
              double[][] turned = new double[map.length][deviations.length];
              for (int k = 0; k < map.length; k++) {
                for (int j = 0; j < map.length; j++) {
                  for (int c = 0; c < deviations.length; c++) {
                    turned[k][c] += found.matrix()[k][j] * map[j][c];
                  }
                }
              }
              return new KeptMessages(
                  selection, Basis.ALIGNED, turned, found.offset(), deviations, variances);
            });
  }

  /** The number of kept components, d. */
  public int count() {
    return map.length;
  }

  /**
   * The kept part of a message.
   *
   * @param message the message (M)
   * @return what is kept (d)
   */
  public double[] of(float[] message) {
    return ofSum(message, 1);
  }

  /**
   * The sum of the kept parts of several messages.
   *
   * @param sum of the messages (M)
   * @param messages how many they are
   * @return the sum of what is kept (d)
   */
  public double[] ofSum(float[] sum, int messages) {
    double[] kept = new double[map.length];
    for (int k = 0; k < kept.length; k++) {
      for (int c = 0; c < sum.length; c++) {
        // A component that is left out may be anything.
        if (map[k][c] != 0) {
          kept[k] += map[k][c] * sum[c];
        }
      }
      kept[k] -= messages * offset[k];
    }
    return kept;
  }

  /**
   * The kept parts of the messages of some edges.
   *
   * @param samples the edges (N)
   * @return by kept component (d x N)
   */
  public double[][] columns(List<EdgeSample> samples) {
    double[][] columns = new double[map.length][samples.size()];
    for (int row = 0; row < samples.size(); row++) {
      double[] kept = of(samples.get(row).message());
      for (int k = 0; k < kept.length; k++) {
        columns[k][row] = kept[k];
      }
    }
    return columns;
  }

  /** The share of the total variance in the directions that were kept. */
  public double shareOfVariance() {
    return shareOfVariance(selection);
  }

  /**
   * The share of the total variance that a selection of d directions has.
   *
   * @param by the selection, be it this one or not
   * @return between 0 and 1; 1 where the messages do not vary
   */
  public double shareOfVariance(Selection by) {
    if (map.length == deviations.length) {
      return 1;
    }
    double all = 0;
    for (double s : deviations) {
      all += s * s;
    }
    double kept = 0;
    if (by == Selection.DEVIATION) {
      for (int c : largest(deviations, map.length)) {
        kept += deviations[c] * deviations[c];
      }
    } else {
      for (int k = 0; k < map.length; k++) {
        kept += variances[k];
      }
    }
    return all > 0 ? Math.min(1, kept / all) : 1;
  }

  /**
   * How much of each component of the message is in what is kept.
   *
   * @return squared length of the projection of each axis on the kept directions, 0 to 1 (M)
   */
  public double[] presence() {
    List<double[]> basis = new ArrayList<>();
    double[] presence = new double[deviations.length];
    for (double[] row : map) {
      double[] rest = row.clone();
      for (double[] before : basis) {
        subtract(rest, dot(rest, before), before);
      }
      double size = Math.sqrt(dot(rest, rest));
      if (size > 1e-9 * Math.sqrt(dot(row, row))) {
        for (int c = 0; c < rest.length; c++) {
          rest[c] /= size;
          presence[c] += rest[c] * rest[c];
        }
        basis.add(rest);
      }
    }
    return presence;
  }

  /** Components of the largest deviation, in ascending order; equal ones by number. */
  private static int[] largest(double[] deviations, int count) {
    return IntStream.range(0, deviations.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -deviations[c]).thenComparingInt(c -> c))
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** The map that selects components. */
  private static double[][] rows(int[] selected, int components) {
    double[][] map = new double[selected.length][components];
    for (int k = 0; k < selected.length; k++) {
      map[k][selected[k]] = 1;
    }
    return map;
  }

  private static double[][] covariance(List<EdgeSample> samples) {
    int components = samples.get(0).message().length;
    double[] means = new double[components];
    for (EdgeSample sample : samples) {
      for (int c = 0; c < components; c++) {
        means[c] += sample.message()[c];
      }
    }
    for (int c = 0; c < components; c++) {
      means[c] /= samples.size();
    }
    double[][] covariance = new double[components][components];
    double[] centred = new double[components];
    for (EdgeSample sample : samples) {
      for (int c = 0; c < components; c++) {
        centred[c] = sample.message()[c] - means[c];
      }
      for (int i = 0; i < components; i++) {
        double first = centred[i] / samples.size();
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += first * centred[j];
        }
      }
    }
    for (int i = 0; i < components; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] from, double factor, double[] what) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * what[i];
    }
  }
}
