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
 * @param shareOfVariance share of the total variance in the kept directions, 0 to 1
 */
public record MessageProjection(
    Selection selection,
    Basis basis,
    double[][] map,
    double[] offset,
    double[] deviations,
    double[] variances,
    double shareOfVariance) {

  /** Share of the variance from which on the components of largest deviation are enough. */
  public static final double NEARLY_ALL = 0.95;

  /** Checks that the sizes agree. */
  public MessageProjection {
    boolean fits =
        map.length > 0 && offset.length == map.length && variances.length == deviations.length;
    for (double[] row : map) {
      fits &= row != null && row.length == deviations.length;
    }
    if (!fits) {
      throw new IllegalArgumentException("Invalid map of messages: its sizes do not agree");
    }
  }

  /** Sensitivity of the node function to its summed messages. */
  @FunctionalInterface
  public interface NodeSensitivity {
    /**
     * How strongly each component of the message, and each pair of them, moves the acceleration.
     *
     * @param deviations standard deviation of every component (M)
     * @return mean over nodes of J' J, J the gradient of the acceleration (d x M), each node
     *     counting as much as any other (M x M)
     */
    double[][] of(double[] deviations);
  }

  /**
   * What a sample of edges says should be kept. A message of d components is kept as it is.
   *
   * <p>Where the messages do not follow the separation in all directions, the network's own axes
   * stay, principal directions take the place of central ones, and {@link #basis} and {@link
   * #selection} say so.
   *
   * @param samples edges with their messages
   * @param dimension d
   * @param settings which selection, which basis
   * @param sensitivity of the node function; asked where the selection needs it
   * @return the map
   */
  public static MessageProjection of(
      List<EdgeSample> samples,
      int dimension,
      MessageSettings settings,
      NodeSensitivity sensitivity) {
    Moments moments = Moments.of(samples);
    int components = moments.deviations.length;
    Selection selection = settings.components();
    if (components > dimension && selection == Selection.CENTRAL) {
      double[][] whole = selecting(IntStream.range(0, components).toArray(), components);
      Optional<MessageProjection> central =
          moments.kept(selection, whole).aligned(samples, moments);
      if (central.isPresent()) {
        return central.get();
      }
      selection = Selection.PRINCIPAL;
    }
    double[][] byDeviation = selecting(largest(moments.deviations, dimension), components);
    if (selection == Selection.AUTO) {
      boolean enough = components <= dimension || moments.share(byDeviation) >= NEARLY_ALL;
      selection = enough ? Selection.DEVIATION : Selection.ACTIVE;
    }
    double[][] map = byDeviation;
    if (components > dimension && selection == Selection.PRINCIPAL) {
      map = Arrays.copyOf(moments.principal.vectors(), dimension);
    } else if (components > dimension && selection == Selection.ACTIVE) {
      double[][] active =
          ActiveDirections.of(moments.principal, sensitivity.of(moments.deviations), dimension);
      // Messages that vary in fewer directions than there are axes say nothing in the others.
      map = active.length == dimension ? active : byDeviation;
    }
    MessageProjection own = moments.kept(selection, map);
    return settings.basis() == Basis.OWN ? own : own.aligned(samples, moments).orElse(own);
  }

  /** What the messages' components are like together. */
  private record Moments(double[][] covariance, double[] deviations, SymmetricEigen principal) {

    static Moments of(List<EdgeSample> samples) {
      double[][] covariance = covarianceOf(samples);
      double[] deviations = new double[covariance.length];
      for (int c = 0; c < deviations.length; c++) {
        deviations[c] = Math.sqrt(covariance[c][c]);
      }
      return new Moments(covariance, deviations, SymmetricEigen.of(covariance));
    }

    MessageProjection kept(Selection selection, double[][] map) {
      return kept(selection, Basis.OWN, map, new double[map.length]);
    }

    MessageProjection kept(Selection selection, Basis basis, double[][] map, double[] offset) {
      return new MessageProjection(
          selection, basis, map, offset, deviations, principal.values(), share(map));
    }

    /** Share of the variance in the space of some directions. */
    private double share(double[][] map) {
      if (map.length == deviations.length) {
        return 1;
      }
      double all = 0;
      for (double s : deviations) {
        all += s * s;
      }
      double kept = 0;
      for (double[] unit : orthonormal(map)) {
        for (int c = 0; c < unit.length; c++) {
          kept += unit[c] * dot(covariance[c], unit);
        }
      }
      return all > 0 ? Math.min(1, kept / all) : 1;
    }
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

  private Optional<MessageProjection> aligned(List<EdgeSample> samples, Moments moments) {
    return Alignment.of(columns(samples), samples.stream().map(EdgeSample::inputs).toList())
        .map(
            found -> {
              double[][] turned = new double[found.offset().length][deviations.length];
              for (int k = 0; k < turned.length; k++) {
                for (int j = 0; j < map.length; j++) {
                  for (int c = 0; c < deviations.length; c++) {
                    turned[k][c] += found.matrix()[k][j] * map[j][c];
                  }
                }
              }
              return moments.kept(selection, Basis.ALIGNED, turned, found.offset());
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

  /**
   * How a message moves with its kept part: the slopes of the linear regression of the message on
   * what is kept. Where the kept numbers do not vary independently, the least change of the message
   * that gives them (Moore-Penrose).
   *
   * @param samples edges with their messages
   * @return C with {@code map C = 1} (M x d)
   */
  public double[][] inverse(List<EdgeSample> samples) {
    double[][] covariance = covarianceOf(samples);
    double[][] moved = new double[map.length][];
    for (int k = 0; k < map.length; k++) {
      moved[k] = new double[deviations.length];
      for (int c = 0; c < deviations.length; c++) {
        moved[k][c] = dot(covariance[c], map[k]);
      }
    }
    return Optional.ofNullable(slopes(moved)).orElseGet(() -> slopes(map));
  }

  /** moved' (map moved')^-1; null where the d x d matrix is singular. */
  private double[][] slopes(double[][] moved) {
    int d = map.length;
    double[][] system = new double[d][2 * d];
    double size = 0;
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        system[a][b] = dot(map[a], moved[b]);
      }
      size = Math.max(size, system[a][a]);
      system[a][d + a] = 1;
    }
    for (int k = 0; k < d; k++) {
      double pivot = system[k][k];
      if (!(pivot > 1e-12 * size)) {
        return null;
      }
      for (int column = 0; column < 2 * d; column++) {
        system[k][column] /= pivot;
      }
      for (int row = 0; row < d; row++) {
        double factor = system[row][k];
        for (int column = 0; row != k && column < 2 * d; column++) {
          system[row][column] -= factor * system[k][column];
        }
      }
    }
    double[][] slopes = new double[deviations.length][d];
    for (int c = 0; c < slopes.length; c++) {
      for (int k = 0; k < d; k++) {
        for (int b = 0; b < d; b++) {
          slopes[c][k] += moved[b][c] * system[b][d + k];
        }
      }
    }
    return slopes;
  }

  /** The share of the total variance in the d components of largest deviation. */
  public double shareByDeviation() {
    return share(Arrays.stream(deviations).map(s -> s * s).toArray());
  }

  /** The share of the total variance in the d leading principal directions. */
  public double shareByPrincipal() {
    return share(variances);
  }

  private double share(double[] parts) {
    double[] rising = parts.clone();
    Arrays.sort(rising);
    double all = Arrays.stream(rising).sum();
    double kept = Arrays.stream(rising).skip(rising.length - map.length).sum();
    return all > 0 ? Math.min(1, kept / all) : 1;
  }

  /**
   * How much of each component of the message is in what is kept.
   *
   * @return squared length of the projection of each axis on the kept directions, 0 to 1 (M)
   */
  public double[] presence() {
    double[] presence = new double[deviations.length];
    for (double[] unit : orthonormal(map)) {
      for (int c = 0; c < unit.length; c++) {
        presence[c] += unit[c] * unit[c];
      }
    }
    return presence;
  }

  /** Unit vectors at right angles that span the rows of a matrix. */
  private static List<double[]> orthonormal(double[][] rows) {
    List<double[]> basis = new ArrayList<>();
    for (double[] row : rows) {
      double[] rest = row.clone();
      for (double[] before : basis) {
        subtract(rest, dot(rest, before), before);
      }
      double size = Math.sqrt(dot(rest, rest));
      if (size > 1e-9 * Math.sqrt(dot(row, row))) {
        basis.add(Arrays.stream(rest).map(value -> value / size).toArray());
      }
    }
    return basis;
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
  private static double[][] selecting(int[] selected, int components) {
    double[][] map = new double[selected.length][components];
    for (int k = 0; k < selected.length; k++) {
      map[k][selected[k]] = 1;
    }
    return map;
  }

  private static double[][] covarianceOf(List<EdgeSample> samples) {
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
