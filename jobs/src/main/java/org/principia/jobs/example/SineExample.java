package org.principia.jobs.example;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;

/**
 * A network and a formula fitted to samples of sin(x), and both extrapolated.
 *
 * <p>The samples lie from -3 pi to 3 pi, the picture goes to twice that. The network is one layer
 * of 100 ReLU units; the search has the operators of its settings and is told nothing else.
 */
public final class SineExample {
  private static final double TRAINED = 3 * Math.PI;
  private static final double SHOWN = 2 * TRAINED;
  private static final int SAMPLES = 300;
  private static final int UNITS = 100;
  private static final int STEPS = 10_000;
  private static final double RATE = 0.01;
  private static final int POINTS = 1201;

  private final double[] x = new double[SAMPLES];
  private final double[] y = new double[SAMPLES];
  private final ReluNetwork network;
  private final Expression formula;

  /**
   * Draws the samples and fits both.
   *
   * @param settings of the search
   * @param seed of every random draw
   */
  public SineExample(SymbolicSettings settings, long seed) {
    RandomGenerator rng = RandomStream.of(seed, "example.sin.samples");
    for (int i = 0; i < SAMPLES; i++) {
      x[i] = TRAINED * (2 * rng.nextDouble() - 1);
    }
    Arrays.sort(x);
    Arrays.setAll(y, i -> Math.sin(x[i]));
    network = ReluNetwork.create(UNITS, TRAINED, RandomStream.of(seed, "example.sin.network"));
    network.train(x, y, STEPS, RATE);
    ParetoMember chosen =
        SymbolicRegression.builder()
            .settings(settings)
            .seed(seed)
            .build()
            .fit(Table.of(List.of("x"), new double[][] {x}, y))
            .chosen();
    formula = chosen.expression();
  }

  /** The formula that was found. */
  public Expression formula() {
    return formula;
  }

  /**
   * Errors of both, where there were samples and beyond.
   *
   * @return some lines
   */
  public String table() {
    return String.format(
        Locale.ROOT,
        "found: sin(x) ~ %s%n"
            + "largest error        where sampled, |x| < 3 pi   beyond, 3 pi < |x| < 6 pi%n"
            + "network              %26.2g   %25.2g%n"
            + "formula              %26.2g   %25.2g",
        formula.toText(4),
        error(network::at, 0, TRAINED),
        error(network::at, TRAINED, SHOWN),
        error(this::found, 0, TRAINED),
        error(this::found, TRAINED, SHOWN));
  }

  /** Largest distance from the sine where {@code from < |x| < to}. */
  double largestErrorOfNetwork(boolean beyond) {
    return error(network::at, beyond ? TRAINED : 0, beyond ? SHOWN : TRAINED);
  }

  private double found(double at) {
    return formula.evaluate(new double[] {at});
  }

  private static double error(DoubleUnaryOperator f, double from, double to) {
    double largest = 0;
    for (double at : axis()) {
      if (Math.abs(at) >= from && Math.abs(at) <= to) {
        largest = Math.max(largest, Math.abs(f.applyAsDouble(at) - Math.sin(at)));
      }
    }
    return largest;
  }

  private static double[] axis() {
    double[] axis = new double[POINTS];
    Arrays.setAll(axis, i -> SHOWN * (2.0 * i / (POINTS - 1) - 1));
    return axis;
  }

  /**
   * The picture.
   *
   * @return network and formula over x, and where the samples lie
   */
  public LineChart picture() {
    double[] axis = axis();
    return new LineChart(
        "A network and a formula fitted to sin(x)",
        "x",
        "y",
        AxisScale.LINEAR,
        List.of(
            new LineChart.Series(
                "network of 100 ReLU units", axis, Arrays.stream(axis).map(network::at).toArray()),
            new LineChart.Series(
                "formula found: " + formula.toText(4),
                axis,
                Arrays.stream(axis).map(this::found).toArray()),
            new LineChart.Series(
                "where the samples lie", new double[] {-TRAINED, TRAINED}, new double[] {0, 0})));
  }
}
