package org.principia.jobs.example;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;

/**
 * A network and a formula fitted to samples of sin(x), and both extrapolated.
 *
 * <p>The samples lie from -3 pi to 3 pi, the picture goes to twice that. The network is one layer
 * of 100 ReLU units, trained by Adam on all samples at once, its rate falling to zero; the search
 * knows nothing but the operators of its settings.
 */
public final class SineExample {
  static final double TRAINED = 3 * Math.PI;
  private static final double SHOWN = 2 * TRAINED;
  private static final int SAMPLES = 300;
  private static final int UNITS = 100;
  private static final int STEPS = 5000;
  private static final double RATE = 0.003;
  private static final int POINTS = 1201;

  private final double[] x = new double[SAMPLES];
  private final double[] y = new double[SAMPLES];
  private final MultiLayerNetwork network;
  private final Expression formula;

  /** Draws the samples by a seed and fits both, the formula by these settings. */
  public SineExample(SymbolicSettings settings, long seed) {
    RandomGenerator rng = RandomStream.of(seed, "example.sin.samples");
    for (int i = 0; i < SAMPLES; i++) {
      x[i] = TRAINED * (2 * rng.nextDouble() - 1);
    }
    Arrays.sort(x);
    Arrays.setAll(y, i -> Math.sin(x[i]));
    network = network();
    INDArray inputs = column(x);
    INDArray targets = column(y);
    for (int step = 0; step < STEPS; step++) {
      network.fit(inputs, targets);
    }
    formula =
        SymbolicRegression.builder()
            .settings(settings)
            .seed(seed)
            .build()
            .fit(Table.of(List.of("x"), new double[][] {x}, y))
            .chosen()
            .expression();
  }

  /**
   * An untrained network whose kinks are spread over the samples, which is where it can bend.
   * Nothing of it is drawn: DL4J draws other weights in each process, whatever the seed.
   */
  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new Adam(new PolySchedule(ScheduleType.ITERATION, RATE, 1, STEPS)))
                .list(
                    new DenseLayer.Builder().nIn(1).nOut(UNITS).activation(Activation.RELU).build(),
                    new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(UNITS)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    double[] slopes = new double[UNITS];
    double[] offsets = new double[UNITS];
    for (int unit = 0; unit < UNITS; unit++) {
      slopes[unit] = unit % 2 == 0 ? 1 : -1;
      offsets[unit] = TRAINED * ((2 * unit + 1.0) / UNITS - 1);
    }
    network.setParam("0_W", Nd4j.create(slopes, new long[] {1, UNITS}));
    network.setParam("0_b", Nd4j.create(offsets, new long[] {1, UNITS}));
    network.setParam("1_W", Nd4j.zeros(DataType.DOUBLE, UNITS, 1));
    return network;
  }

  private static INDArray column(double... values) {
    return Nd4j.create(values, new long[] {values.length, 1});
  }

  double predicted(double at) {
    return network.output(column(at)).getDouble(0);
  }

  /** The formula that was found. */
  public Expression formula() {
    return formula;
  }

  /** Errors of both, where there were samples and beyond. */
  public String table() {
    return String.format(
        Locale.ROOT,
        "found: sin(x) ~ %s%n"
            + "largest error        where sampled, |x| < 3 pi   beyond, 3 pi < |x| < 6 pi%n"
            + "network              %26.2g   %25.2g%n"
            + "formula              %26.2g   %25.2g",
        formula.toText(4),
        error(this::predicted, 0, TRAINED),
        error(this::predicted, TRAINED, SHOWN),
        error(this::found, 0, TRAINED),
        error(this::found, TRAINED, SHOWN));
  }

  private double found(double at) {
    return formula.evaluate(new double[] {at});
  }

  /** Largest distance from the sine where {@code from < |x| < to}. */
  static double error(DoubleUnaryOperator f, double from, double to) {
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

  /** The picture: network and formula over x, and where the samples lie. */
  public LineChart picture() {
    double[] axis = axis();
    return new LineChart(
        "A network and a formula fitted to sin(x)",
        "x",
        "y",
        AxisScale.LINEAR,
        List.of(
            new LineChart.Series(
                "network of 100 ReLU units",
                axis,
                Arrays.stream(axis).map(this::predicted).toArray()),
            new LineChart.Series(
                "formula found: " + formula.toText(4),
                axis,
                Arrays.stream(axis).map(this::found).toArray()),
            new LineChart.Series(
                "where the samples lie", new double[] {-TRAINED, TRAINED}, new double[] {0, 0})));
  }
}
