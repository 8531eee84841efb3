package org.principia.messages;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.principia.messages.MessageSettings.Selection;

/**
 * The projection of a message of M components onto d directions: {@code projected = map message}.
 *
 * @param selection how the d directions were found
 * @param map what each projected number is of the message (d x M)
 * @param deviations standard deviation of every component over the sampled edges (M)
 * @param variances along the principal directions of the message, falling (M)
 * @param shareOfVariance share of the total variance in the space of the directions, 0 to 1
 */
public record MessageProjection(
    Selection selection,
    double[][] map,
    double[] deviations,
    double[] variances,
    double shareOfVariance) {

  /** Share of the variance from which on the components of largest deviation are enough. */
  public static final double NEARLY_ALL = 0.95;

  /** Below this share of the largest, a pivot or a singular value is rounding. */
  private static final double SINGULAR = 1e-12;

  /** Variances below this share of the largest are rounding. */
  private static final double ROUNDING = 1e-10;

  /** Checks that the sizes agree. */
  public MessageProjection {
    int components = deviations.length;
    if (map.length == 0
        || variances.length != components
        || !Arrays.stream(map).allMatch(row -> row != null && row.length == components)) {
      throw new IllegalArgumentException("Invalid map of messages: its sizes do not agree");
    }
  }

  /**
   * The projection that a sample of edges suggests. A message of d components is kept as it is.
   *
   * @param samples edges with their messages
   * @param settings which selection
   * @param sensitivity how strongly each component of the message, and each pair of them, moves the
   *     acceleration, given the standard deviations of the components (M): the mean over nodes of
   *     J' J (M x M), J the gradient of the acceleration (d x M), each node counting as much as any
   *     other; asked where the selection needs it
   */
  public static MessageProjection of(
      List<EdgeSample> samples,
      int dimension,
      MessageSettings settings,
      Function<double[], double[][]> sensitivity) {
    double[][] covariance = covariance(samples);
    int components = covariance.length;
    double[] deviations = new double[components];
    Arrays.setAll(deviations, c -> Math.sqrt(covariance[c][c]));
    SymmetricEigen principal = SymmetricEigen.of(covariance);
    double[][] largest = largest(deviations, dimension);
    Selection selection = settings.components();
    if (selection == Selection.AUTO) {
      boolean enough = components <= dimension || share(largest, covariance) >= NEARLY_ALL;
      selection = enough ? Selection.DEVIATION : Selection.ACTIVE;
    }
    double[][] map = largest;
    if (components > dimension && selection == Selection.ACTIVE) {
      double[][] active = active(principal, sensitivity.apply(deviations), dimension);
      // Messages that vary in fewer directions than there are axes have no others.
      map = active.length == dimension ? active : largest;
    }
    return new MessageProjection(
        selection, map, deviations, principal.values(), share(map, covariance));
  }

  /**
   * The map (count x M) onto the directions of a message to which the node function is sensitive,
   * at most as many as the messages vary in.
   *
   * <p>A change z of the message, in units of its own spread S (z = S^-1/2 (m - mean)), moves the
   * acceleration by J S^1/2 z, J being the gradient of the node function. The d leading
   * eigenvectors U of S^1/2 G S^1/2, G the mean of J' J over nodes (sensitivity, M x M), are those
   * that move it most; the projection is U' S^-1/2 m. Where the node function is one of d linear
   * forms W m, whatever it does with them, these span the rows of W exactly, however large the
   * message's variance elsewhere.
   *
   * <p>Source: active subspaces, Constantine, "Active Subspaces" (SIAM 2015), section 3.1, with the
   * messages' covariance as metric.
   */
  private static double[][] active(SymmetricEigen spread, double[][] sensitivity, int count) {
    double[] variances = spread.values();
    int rank = 0;
    while (rank < variances.length
        && variances[rank] > ROUNDING * variances[0]
        && variances[rank] > 0) {
      rank++;
    }
    if (rank == 0) {
      return new double[0][];
    }
    RealMatrix root = MatrixUtils.createRealMatrix(rank, variances.length);
    RealMatrix inverseRoot = root.copy();
    for (int i = 0; i < rank; i++) {
      double deviation = Math.sqrt(variances[i]);
      for (int c = 0; c < variances.length; c++) {
        root.setEntry(i, c, deviation * spread.vectors()[i][c]);
        inverseRoot.setEntry(i, c, spread.vectors()[i][c] / deviation);
      }
    }
    RealMatrix effect =
        root.multiply(MatrixUtils.createRealMatrix(sensitivity)).multiplyTransposed(root);
    double[][] leading = new double[Math.min(count, rank)][];
    SymmetricEigen active = SymmetricEigen.of(effect.getData());
    System.arraycopy(active.vectors(), 0, leading, 0, leading.length);
    return MatrixUtils.createRealMatrix(leading).multiply(inverseRoot).getData();
  }

  /** Share of the variance in the space of some directions. */
  private static double share(double[][] map, double[][] covariance) {
    if (map.length == covariance.length) {
      return 1;
    }
    RealMatrix matrix = MatrixUtils.createRealMatrix(covariance);
    double kept = 0;
    for (RealVector unit : orthonormal(map)) {
      kept += unit.dotProduct(matrix.operate(unit));
    }
    double all = matrix.getTrace();
    return all > 0 ? Math.min(1, kept / all) : 1;
  }

  /**
   * What the projected messages have in common as multiples of the separation: one scalar an edge,
   * up to a factor (N); empty where the messages do not follow the separation in all directions.
   */
  public Optional<double[]> factor(List<EdgeSample> samples) {
    return CentralFactor.of(columns(samples), samples.stream().map(EdgeSample::inputs).toList());
  }

  /** The number of directions, d. */
  public int count() {
    return map.length;
  }

  /** The projection (d) of a message, or of a sum of messages (M). */
  public double[] of(float[] message) {
    double[] projected = new double[map.length];
    for (int k = 0; k < projected.length; k++) {
      for (int c = 0; c < message.length; c++) {
        // A component that is left out may be anything.
        if (map[k][c] != 0) {
          projected[k] += map[k][c] * message[c];
        }
      }
    }
    return projected;
  }

  /** The projections of the messages of N edges, by direction (d x N). */
  public double[][] columns(List<EdgeSample> samples) {
    return AffineFit.columns(samples.stream().map(s -> of(s.message())).toList());
  }

  /**
   * The regression of the message on its projection over sampled edges: C with {@code map C = 1} (M
   * x d). Where the projected numbers do not vary independently, the smallest change of the message
   * that gives them (Moore-Penrose).
   */
  public double[][] inverse(List<EdgeSample> samples) {
    RealMatrix projection = MatrixUtils.createRealMatrix(map);
    RealMatrix transposed = projection.transpose();
    RealMatrix covariance = MatrixUtils.createRealMatrix(covariance(samples));
    return slopes(projection, covariance.multiply(transposed))
        .or(() -> slopes(projection, transposed))
        .map(RealMatrix::getData)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot invert the map of messages: its directions are dependent"));
  }

  /** moved (map moved)^-1; empty where the d x d matrix is singular. */
  private static Optional<RealMatrix> slopes(RealMatrix map, RealMatrix moved) {
    RealMatrix gram = map.multiply(moved);
    DecompositionSolver solver =
        new LUDecomposition(gram, Math.max(SINGULAR * gram.getNorm1(), Double.MIN_NORMAL))
            .getSolver();
    return solver.isNonSingular()
        ? Optional.of(moved.multiply(solver.getInverse()))
        : Optional.empty();
  }

  /** The share of the total variance in the d components of largest deviation. */
  public double shareByDeviation() {
    return largestShare(Arrays.stream(deviations).map(s -> s * s).toArray());
  }

  /** The share of the total variance in the d leading principal directions. */
  public double shareByPrincipal() {
    return largestShare(variances);
  }

  private double largestShare(double[] parts) {
    double[] rising = parts.clone();
    Arrays.sort(rising);
    double all = Arrays.stream(rising).sum();
    double kept = Arrays.stream(rising).skip(rising.length - map.length).sum();
    return all > 0 ? Math.min(1, kept / all) : 1;
  }

  /**
   * How much of each component of the message the projection keeps: the squared length of the
   * projection of each axis on the directions, 0 to 1 (M).
   */
  public double[] presence() {
    double[] presence = new double[deviations.length];
    for (RealVector unit : orthonormal(map)) {
      for (int c = 0; c < presence.length; c++) {
        presence[c] += unit.getEntry(c) * unit.getEntry(c);
      }
    }
    return presence;
  }

  /** Unit vectors at right angles that span the rows of a matrix. */
  private static List<RealVector> orthonormal(double[][] rows) {
    SingularValueDecomposition svd =
        new SingularValueDecomposition(MatrixUtils.createRealMatrix(rows).transpose());
    double[] sizes = svd.getSingularValues();
    return IntStream.range(0, sizes.length)
        .filter(k -> sizes[k] > SINGULAR * sizes[0])
        .mapToObj(svd.getU()::getColumnVector)
        .toList();
  }

  /** The map that selects the components of the largest deviation, in ascending order. */
  private static double[][] largest(double[] deviations, int count) {
    return IntStream.range(0, deviations.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -deviations[c]).thenComparingInt(c -> c))
        .limit(count)
        .sorted()
        .map(c -> MatrixUtils.createRealIdentityMatrix(deviations.length).getRow(c))
        .toArray(double[][]::new);
  }

  private static double[][] covariance(List<EdgeSample> samples) {
    int components = samples.get(0).message().length;
    double[] means = new double[components];
    for (EdgeSample sample : samples) {
      for (int c = 0; c < components; c++) {
        means[c] += sample.message()[c];
      }
    }
    Arrays.setAll(means, c -> means[c] / samples.size());
    double[][] covariance = new double[components][components];
    double[] centred = new double[components];
    for (EdgeSample sample : samples) {
      Arrays.setAll(centred, c -> sample.message()[c] - means[c]);
      for (int i = 0; i < components; i++) {
        double first = centred[i] / samples.size();
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += first * centred[j];
          covariance[j][i] = covariance[i][j];
        }
      }
    }
    return covariance;
  }
}
