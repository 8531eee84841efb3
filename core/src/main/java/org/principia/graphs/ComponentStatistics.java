package org.principia.graphs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Count, range, mean and deviation of every quantity of the graphs of one split, axis by axis.
 *
 * <p>Each part of the data has its sums of distances from its first value; parts are joined by
 * their means and squared deviations (Chan, Golub, LeVeque, "Algorithms for computing the sample
 * variance", Am. Stat. 37 (1983) 242). Merged in a fixed order, the last bits do not depend on who
 * computed the parts.
 */
public final class ComponentStatistics {
  private final GraphSchema schema;
  private final double[] minimum;
  private final double[] maximum;

  /** First value of the part that is being counted, from which its sums are taken. */
  private final double[] origin;

  private final double[] sum;
  private final double[] squares;
  private long nodes;

  /** What was merged so far. */
  private final double[] mergedMean;

  private final double[] mergedSquares;
  private long merged;

  /** Nothing counted yet of graphs of a schema. */
  public ComponentStatistics(GraphSchema schema) {
    int columns = schema.width() + schema.outputs();
    this.schema = schema;
    this.minimum = new double[columns];
    this.maximum = new double[columns];
    this.origin = new double[columns];
    this.mergedMean = new double[columns];
    this.mergedSquares = new double[columns];
    this.sum = new double[columns];
    this.squares = new double[columns];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
  }

  /**
   * One quantity along one axis.
   *
   * @param quantity name of the feature or target
   * @param axis x, y or z; empty for scalars
   * @param values how many values there are, a node of a graph being one
   * @param minimum the smallest, infinite when there is none
   * @param maximum the largest, infinite when there is none
   * @param mean the mean, not a number when there is none
   * @param deviation the standard deviation, 1/N, not a number when there is none
   */
  public record Column(
      String quantity,
      String axis,
      long values,
      double minimum,
      double maximum,
      double mean,
      double deviation) {}

  /**
   * What is kept of a part of the data, to be stored or sent.
   *
   * @param nodes how many values each column has
   * @param minimum smallest values, by column
   * @param maximum largest values, by column
   * @param mean means, by column; 0 where there is nothing
   * @param squares sums of squared deviations from the mean, by column
   */
  public record Sums(
      long nodes, double[] minimum, double[] maximum, double[] mean, double[] squares) {}

  /** Counts a graph. */
  public void add(Graph graph) {
    nodes += graph.nodes();
    int width = schema.width();
    int outputs = schema.outputs();
    for (int c = 0; c < width; c++) {
      addColumn(c, graph.features(), c, width);
    }
    for (int c = 0; c < outputs; c++) {
      addColumn(width + c, graph.targets(), c, outputs);
    }
  }

  private void addColumn(int column, float[] values, int from, int stride) {
    double low = minimum[column];
    double high = maximum[column];
    if (low > high && from < values.length) {
      origin[column] = values[from];
    }
    double start = origin[column];
    double total = sum[column];
    double totalOfSquares = squares[column];
    for (int i = from; i < values.length; i += stride) {
      double value = values[i];
      low = Math.min(low, value);
      high = Math.max(high, value);
      double distance = value - start;
      total += distance;
      totalOfSquares += distance * distance;
    }
    minimum[column] = low;
    maximum[column] = high;
    sum[column] = total;
    squares[column] = totalOfSquares;
  }

  /** What was counted, without what was merged. */
  public Sums sums() {
    double[] mean = new double[sum.length];
    double[] deviations = new double[sum.length];
    for (int c = 0; c < sum.length && nodes > 0; c++) {
      mean[c] = origin[c] + sum[c] / nodes;
      deviations[c] = Math.max(0, squares[c] - sum[c] * sum[c] / nodes);
    }
    return new Sums(nodes, minimum.clone(), maximum.clone(), mean, deviations);
  }

  /** Joins the sums of a part of the data, of the same schema. */
  public void merge(Sums part) {
    if (part.nodes() == 0) {
      return;
    }
    long all = merged + part.nodes();
    double share = (double) part.nodes() / all;
    for (int c = 0; c < sum.length; c++) {
      minimum[c] = Math.min(minimum[c], part.minimum()[c]);
      maximum[c] = Math.max(maximum[c], part.maximum()[c]);
      double step = part.mean()[c] - mergedMean[c];
      mergedMean[c] += step * share;
      mergedSquares[c] += part.squares()[c] + step * step * merged * share;
    }
    merged = all;
  }

  /**
   * The columns of what was counted, or else merged: features, then targets, component by
   * component.
   */
  public List<Column> columns() {
    if (nodes > 0) {
      ComponentStatistics whole = new ComponentStatistics(schema);
      whole.merge(sums());
      return whole.columns();
    }
    List<Column> columns = new ArrayList<>();
    for (Quantity q :
        Stream.concat(schema.features().stream(), schema.targets().stream()).toList()) {
      for (int k = 0; k < q.width(); k++) {
        boolean scalar = q.role() == Quantity.Role.SCALAR;
        columns.add(column(columns.size(), q.name(), scalar ? "" : "xyz".substring(k, k + 1)));
      }
    }
    return columns;
  }

  private Column column(int c, String quantity, String axis) {
    boolean any = merged > 0;
    return new Column(
        quantity,
        axis,
        merged,
        minimum[c],
        maximum[c],
        any ? mergedMean[c] : Double.NaN,
        any ? Math.sqrt(mergedSquares[c] / merged) : Double.NaN);
  }
}
