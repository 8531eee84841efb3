package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.frames.Frame;

/** The network as DL4J computes it, against loops written out here. */
final class NetworkGradientTest {
  private static final List<Frame> FRAMES = TestFrames.random(5, 3, 2);
  private static final FrameBlock BLOCK = FrameBlock.of(FRAMES);
  private static final int[] ORDER = TestFrames.inOrder(5);

  private static ComputationGraph graph(String strategy) {
    return Architecture.create(TestFrames.small(strategy), 2, 50, 1);
  }

  private static MultiDataSet batch(int capacity, int count) {
    return new GraphBatch(BLOCK, capacity).of(ORDER, 0, count, Translation.NONE);
  }

  private static double gradient(ComputationGraph graph, MultiDataSet batch) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(null, batch.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    return graph.score();
  }

  @Test
  void scoreIsTheMeanAbsoluteErrorAgainstAnExplicitLoop() {
    for (String strategy : List.of("standard", "bottleneck")) {
      ComputationGraph graph = graph(strategy);
      for (int capacity = 4; capacity <= 5; capacity++) {
        double score = gradient(graph, batch(capacity, 4));
        assertThat(score)
            .isCloseTo(Loops.meanAbsoluteError(graph, FRAMES.subList(0, 4)), within(1e-5));
      }
    }
  }

  @Test
  void gradientIsThatOfTheScoreByCentralDifferences() {
    ComputationGraph graph = graph("standard");
    MultiDataSet batch = batch(5, 4);
    gradient(graph, batch);
    INDArray gradient = graph.gradient().gradient().dup().divi(batch.getFeatures(0).size(0));
    INDArray parameters = graph.params();
    double worst = 0;
    for (long p = 0; p < parameters.length(); p += 7) {
      double value = parameters.getDouble(p);
      double h = 1e-3;
      parameters.putScalar(p, value + h);
      double above = Loops.meanAbsoluteError(graph, FRAMES.subList(0, 4));
      parameters.putScalar(p, value - h);
      double below = Loops.meanAbsoluteError(graph, FRAMES.subList(0, 4));
      parameters.putScalar(p, value);
      worst = Math.max(worst, Math.abs((above - below) / (2 * h) - gradient.getDouble(p)));
    }
    // The error is piecewise smooth: h crosses a few corners of single terms, one of 24 each.
    assertThat(worst).isLessThan(5e-3);
    assertThat(gradient.norm2Number().doubleValue()).isGreaterThan(0.1);
  }

  @Test
  void paddingChangesNeitherScoreNorUpdate() {
    ComputationGraph padded = graph("bottleneck");
    ComputationGraph full = graph("bottleneck");
    for (int step = 0; step < 3; step++) {
      padded.fit(batch(5, 3));
      full.fit(batch(3, 3));
      assertThat(padded.score()).isCloseTo(full.score(), within(1e-6));
    }
    assertThat(padded.params().distance2(full.params())).isLessThan(1e-5);
  }

  @Test
  void updateIsAdamWithTheDecayInTheGradientOfWeightsAndBiases() {
    ComputationGraph graph = graph("bottleneck");
    MultiDataSet batch = batch(5, 5);
    gradient(graph, batch);
    INDArray before = graph.params().dup();
    INDArray gradient = graph.gradient().gradient().dup().divi(batch.getFeatures(0).size(0));
    gradient.addi(before.mul(TestFrames.small("bottleneck").weightDecay()));
    graph.fit(batch);
    double rate = new OneCycleSchedule(1e-2, 50).valueAt(0, 0);
    for (long p = 0; p < before.length(); p++) {
      double g = gradient.getDouble(p);
      // The first step of Adam: both moments, corrected, are g and g^2.
      double expected = before.getDouble(p) - rate * g / (Math.abs(g) + 1e-8);
      // Below, the rounding of g in single precision shows.
      if (Math.abs(g) > 1e-4) {
        assertThat(graph.params().getDouble(p)).isCloseTo(expected, within(2e-6));
      }
    }
  }

  @Test
  void outputIsInvariantUnderPermutationOfTheNeighbours() {
    ComputationGraph graph = graph("standard");
    GraphNetwork network = GraphNetwork.of(graph, TestFrames.small("standard"), 2);
    Frame frame = FRAMES.get(0);
    float[] straight = network.accelerations(List.of(frame));
    float[] swapped = network.accelerations(List.of(Loops.swapLastTwo(frame)));
    assertThat(swapped[0]).isCloseTo(straight[0], within(1e-5f));
    assertThat(swapped[2]).isCloseTo(straight[4], within(1e-5f));
    assertThat(swapped[5]).isCloseTo(straight[3], within(1e-5f));
  }

  @Test
  void configurationSurvivesDl4jsJson() {
    ComputationGraphConfiguration configuration =
        Architecture.configuration(TestFrames.small("standard"), 3, 77);
    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
    assertThat(configuration.clone()).isEqualTo(configuration);
  }
}
