package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.ForceLaw;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.MessageQuantity;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.EdgeForces;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.page.Block;

/**
 * The force of a pair over its distance: by the true law, by the network's edge function and by the
 * found formulas, within and beyond the distances of the data.
 *
 * <p>Messages are forces up to an affine map. The map that fits best on the sampled edges is taken
 * for network and formulas alike; the component along the line of centres is averaged over
 * directions. Where a message follows the force divided by the receiver's mass more closely, that
 * is fitted and multiplied by the mass.
 */
public final class PairForces {
  private static final int POINTS = 121;
  private static final int DIRECTIONS = 16;

  /** The share of the sampled distances that is left out at each end of the range of the data. */
  private static final double TAIL = 0.01;

  /** How far beyond that range the curves go, as a factor. */
  private static final double BEYOND = 3;

  private static final double STEEP = 30;

  /** What two particles are: masses and charges of receiver and sender. */
  private record Pair(String name, double m1, double m2, double q1, double q2) {}

  private static final Pair ONE = new Pair("", 1, 1, 1, 1);

  private final ForceLaw truth;
  private final int dimension;
  private final List<EdgeSample> samples;
  private final EdgeForces forces;
  private final double low;
  private final double high;
  private final boolean steep;

  /** Forces in the range of sampled edges, some hundred at least. */
  public PairForces(ForceLaw truth, int dimension, List<EdgeSample> samples) {
    this.truth = truth;
    this.dimension = dimension;
    this.samples = List.copyOf(samples);
    this.forces = EdgeForces.of(samples, truth, dimension);
    EdgeVariables layout = new EdgeVariables(dimension);
    double[] r = samples.stream().mapToDouble(s -> layout.distance(s.inputs())).sorted().toArray();
    low = r[(int) (TAIL * (r.length - 1))];
    high = r[(int) ((1 - TAIL) * (r.length - 1))];
    double near = attraction(ONE, low);
    double far = attraction(ONE, high);
    boolean sign = near * far > 0;
    steep = sign && Math.max(near / far, far / near) > STEEP;
  }

  private double attraction(Pair pair, double r) {
    return truth.attraction(r, pair.m1, pair.m2, pair.q1, pair.q2);
  }

  /**
   * The section on the force of a pair over its distance; the network maps rows of edges to
   * messages (E x M), of which the projection is kept.
   */
  public List<Block> blocks(
      UnaryOperator<float[]> network, MessageProjection projection, ComposedLaw law) {
    return List.of(
        new Block.Heading("Force over the distance"),
        new Block.Figure(
            "pair-force",
            composed(law),
            "Messages are forces up to an affine map; the map that fits best on the sampled edges"
                + " is taken."),
        new Block.Figure(
            "extrapolation",
            extrapolation(network, projection::of, law),
            String.format(
                Locale.ROOT,
                "Two particles of mass and charge 1 at rest, averaged over directions. The data"
                    + " have r from %.2f to %.2f, except for one edge in a hundred at each end.",
                low,
                high)));
  }

  /**
   * True law, network and found law within and beyond the data; arguments as in {@link #blocks}.
   */
  public LineChart extrapolation(
      UnaryOperator<float[]> network, Function<float[], double[]> kept, ComposedLaw law) {
    double[] r = grid(low / BEYOND, high * BEYOND);
    double[] ofNetwork =
        curve(
            r,
            ONE,
            samples.stream().map(s -> kept.apply(s.message())).toList(),
            edges -> networkMessages(network, kept, edges));
    double[] ofLaw = curve(r, ONE, law);
    double[] ofTruth = Arrays.stream(r).map(x -> attraction(ONE, x)).toArray();
    return chart(
        "Force of a pair, within and beyond the data",
        List.of(
            new LineChart.Series("true law", r, ofTruth),
            new LineChart.Series("network", r, ofNetwork),
            new LineChart.Series("found law", r, ofLaw)),
        List.of(new LineChart.Band("distances of the data", low, high)));
  }

  /**
   * True and found law for pairs of several masses and charges, where the true law depends on them.
   */
  public LineChart composed(ComposedLaw law) {
    double[] r = grid(low, high);
    List<LineChart.Series> series = new ArrayList<>();
    for (Pair pair : pairs()) {
      double[] ofTruth = Arrays.stream(r).map(x -> attraction(pair, x)).toArray();
      series.add(new LineChart.Series("true" + pair.name, r, ofTruth));
      series.add(new LineChart.Series("found" + pair.name, r, curve(r, pair, law)));
    }
    return chart("True and found force of a pair", series, List.of());
  }

  /** Equal particles, and others for which the force differs. */
  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    double middle = Math.sqrt(low * high);
    for (Pair other :
        List.of(
            new Pair(", m1 = 2", 2, 1, 1, 1),
            new Pair(", m2 = 1/2", 1, 0.5, 1, 1),
            new Pair(", q2 = −1", 1, 1, 1, -1))) {
      boolean sign = attraction(other, middle) * attraction(ONE, middle) > 0;
      if (attraction(other, middle) != attraction(ONE, middle) && (sign || !steep)) {
        pairs.add(other);
      }
    }
    pairs.add(0, pairs.isEmpty() ? ONE : new Pair(", m = 1, q = 1", 1, 1, 1, 1));
    return pairs;
  }

  /** A steep force as its magnitude on logarithmic axes; others as they are, cut at the frame. */
  private LineChart chart(String title, List<LineChart.Series> series, List<LineChart.Band> bands) {
    double max =
        series.stream()
            .filter(s -> s.name().startsWith("true"))
            .flatMapToDouble(s -> Arrays.stream(s.y()).map(Math::abs))
            .max()
            .orElse(0);
    double limit = (steep ? 1e3 : 1.3) * max;
    double sign = steep ? Math.signum(attraction(ONE, low)) : 1;
    List<LineChart.Series> shown = new ArrayList<>();
    for (LineChart.Series s : series) {
      double[] y =
          Arrays.stream(s.y())
              .map(f -> sign * f)
              .map(f -> Math.abs(f) <= limit && !(steep && f <= 0) ? f : Double.NaN)
              .toArray();
      shown.add(new LineChart.Series(s.name(), s.x(), y));
    }
    return new LineChart(
        title,
        "distance r [length]",
        (sign > 0 ? "attraction" : "repulsion") + " [mass length / time^2]",
        steep ? AxisScale.LOG : AxisScale.LINEAR,
        steep ? AxisScale.LOG : AxisScale.LINEAR,
        shown,
        bands);
  }

  private double[] grid(double from, double to) {
    return IntStream.range(0, POINTS)
        .mapToDouble(i -> i / (POINTS - 1.0))
        .map(part -> steep ? from * Math.pow(to / from, part) : from + (to - from) * part)
        .toArray();
  }

  private double[] curve(double[] r, Pair pair, ComposedLaw law) {
    List<double[]> onSamples = messages(law, samples.stream().map(EdgeSample::inputs).toList());
    return curve(r, pair, onSamples, edges -> messages(law, edges));
  }

  /** The messages on edges of a pair at distances, mapped, along the line of centres. */
  private double[] curve(
      double[] r, Pair pair, List<double[]> onSamples, UnaryOperator<List<double[]>> messages) {
    MessageQuantity quantity = MessageQuantity.best(c -> fitted(onSamples, c));
    AffineFit[] map = fits(onSamples, quantity);
    List<double[]> directions = directions(dimension);
    List<double[]> edges = new ArrayList<>();
    for (double distance : r) {
      for (double[] u : directions) {
        double[] separation = Arrays.stream(u).map(c -> c * distance).toArray();
        edges.add(EdgeVariables.values(pair.m1, pair.m2, pair.q1, pair.q2, separation));
      }
    }
    List<double[]> found = messages.apply(edges);
    double[] mean = new double[r.length];
    for (int i = 0; i < found.size(); i++) {
      double[] u = directions.get(i % directions.size());
      double along = 0;
      for (int k = 0; k < dimension; k++) {
        along += map[k].at(found.get(i)) * u[k];
      }
      mean[i / directions.size()] += along * quantity.divisor(edges.get(i)) / directions.size();
    }
    return mean;
  }

  private double fitted(List<double[]> onSamples, MessageQuantity quantity) {
    return Arrays.stream(fits(onSamples, quantity)).mapToDouble(AffineFit::r2).sum();
  }

  /** The affine maps of messages onto the axes of what they carry. */
  private AffineFit[] fits(List<double[]> onSamples, MessageQuantity quantity) {
    double[][] columns = AffineFit.columns(onSamples);
    return Arrays.stream(forces.as(quantity))
        .map(f -> AffineFit.of(columns, f))
        .toArray(AffineFit[]::new);
  }

  private static List<double[]> messages(ComposedLaw law, List<double[]> edges) {
    return edges.stream()
        .map(edge -> law.edges().stream().mapToDouble(e -> e.evaluate(edge)).toArray())
        .toList();
  }

  /** The network's messages of pairs at rest around the origin. */
  private List<double[]> networkMessages(
      UnaryOperator<float[]> network, Function<float[], double[]> kept, List<double[]> edges) {
    EdgeVariables layout = new EdgeVariables(dimension);
    int width = 2 * GraphSchema.particles(dimension).width();
    float[] rows = new float[edges.size() * width];
    for (int e = 0; e < edges.size(); e++) {
      double[] edge = edges.get(e);
      double[] position = new double[2 * dimension];
      for (int k = 0; k < dimension; k++) {
        position[k] = -layout.separation(edge, k) / 2;
        position[dimension + k] = layout.separation(edge, k) / 2;
      }
      double[] mass = {layout.receiverMass(edge), layout.senderMass(edge)};
      double[] charge = {layout.receiverCharge(edge), layout.senderCharge(edge)};
      InitialState pair =
          new InitialState(mass, charge, position, new double[2 * dimension], dimension);
      // The first of its two edges: the first particle receives.
      System.arraycopy(Particles.of(pair).graph(0, 0, 0).edgeRows(), 0, rows, e * width, width);
    }
    float[] messages = network.apply(rows);
    int components = messages.length / edges.size();
    return IntStream.range(0, edges.size())
        .mapToObj(e -> Arrays.copyOfRange(messages, e * components, (e + 1) * components))
        .map(kept)
        .toList();
  }

  /** Unit vectors that cover the circle or the sphere evenly. */
  private static List<double[]> directions(int dimension) {
    List<double[]> directions = new ArrayList<>();
    for (int i = 0; i < DIRECTIONS; i++) {
      if (dimension == 2) {
        double angle = 2 * Math.PI * (i + 0.5) / DIRECTIONS;
        directions.add(new double[] {StrictMath.cos(angle), StrictMath.sin(angle)});
      } else {
        double z = 1 - (2 * i + 1.0) / DIRECTIONS;
        double angle = i * Math.PI * (3 - Math.sqrt(5));
        double rho = Math.sqrt(1 - z * z);
        directions.add(new double[] {rho * StrictMath.cos(angle), rho * StrictMath.sin(angle), z});
      }
    }
    return directions;
  }
}
