package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.batch.Translation;
import org.principia.graphs.GraphSchema;

final class NodeModelTest {
  private static final GnnSettings SETTINGS = TestNetworks.settings("standard", 0);

  /** Two known numbers of five: the others are told by them, and by a constant. */
  private static final NodeModel.SumMap SUMS =
      new NodeModel.SumMap(
          new double[][] {{1, 0}, {0, 0.5}, {0.3, -0.2}, {0, 0}, {2, 1}},
          new double[] {0, 0.1, -0.4, 0.7, 0});

  private static GraphNetwork network() {
    return new GraphNetwork(
        Architecture.create(SETTINGS, GraphSchema.particles(2), 10, 3),
        SETTINGS,
        GraphSchema.particles(2));
  }

  private static float[] rows(int count) {
    float[] rows = new float[count * NodeModel.inputs(GraphSchema.particles(2))];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) Math.sin(1.7 * i + 0.3);
    }
    return rows;
  }

  @Test
  void aModelOfAKnownSumSaysWhatTheNetworkSaysOfTheMessagesThatItStandsFor() {
    GraphNetwork network = network();
    float[] rows = rows(7);
    float[] whole = new float[7 * (6 + 5)];
    for (int i = 0; i < 7; i++) {
      System.arraycopy(rows, i * 8, whole, i * 11, 6);
      for (int c = 0; c < 5; c++) {
        whole[i * 11 + 6 + c] =
            (float)
                (SUMS.rest()[c]
                    + SUMS.back()[c][0] * rows[i * 8 + 6]
                    + SUMS.back()[c][1] * rows[i * 8 + 7]);
      }
    }
    float[] expected = network.nodeOutputs(whole);
    float[] found = NodeModel.of(network, SUMS, SETTINGS, 1).outputs(rows);
    assertThat(found).containsExactly(expected, within(1e-5f));
    float[] others = new float[11];
    assertThat(network.nodeOutputs(others)[0]).isNotEqualTo(expected[0]);
  }

  @Test
  void aMinibatchHasItsFramesOnceAndPaddingWeighsNothing() {
    GraphBlock frames = GraphBlock.of(TestGraphs.random(3, 3, 2));
    float[] sums = rows(3 * 3 * 2 / 2);
    NodeBlock block = new NodeBlock(frames, java.util.Arrays.copyOf(sums, 3 * 3 * 2));
    MultiDataSet batch =
        block.minibatch(new Deal(new int[] {2, 0}, 1, 9, 1), 0, new Translation(0, 0, 0));
    assertThat(batch.getFeatures(0).shape()).containsExactly(9, 8);
    assertThat(batch.getFeatures(0).getDouble(0, 6)).isEqualTo(block.sums()[2 * 6]);
    assertThat(batch.getFeatures(0).getDouble(4, 7)).isEqualTo(block.sums()[3]);
    assertThat(batch.getLabels(0).getDouble(3, 1)).isEqualTo(frames.targets()[1]);
    double[] weights = batch.getLabelsMaskArray(0).dup('c').data().asDouble();
    assertThat(weights[0]).isCloseTo(3.0 / 2 / 2, within(1e-6));
    assertThat(List.of(weights[12], weights[17])).containsOnly(0.0);
  }

  @Test
  void fittingLowersTheErrorOfTheScore() {
    GraphBlock frames = GraphBlock.of(TestGraphs.random(8, 3, 2));
    NodeBlock block = new NodeBlock(frames, new float[8 * 3 * 2]);
    NodeModel model = NodeModel.of(network(), SUMS, SETTINGS, 60);
    int[] order = {0, 1, 2, 3, 4, 5, 6, 7};
    double first = Double.NaN;
    double last = Double.NaN;
    for (int k = 0; k < 60; k++) {
      MultiDataSet batch = block.minibatch(new Deal(order, 1, 24, 1), 0, new Translation(0, 0, 0));
      model.graph().fit(batch);
      GraphBatch.free(batch);
      last = model.graph().score();
      first = k == 0 ? last : first;
    }
    float[] found = model.outputs(block.rows());
    double error = 0;
    for (int i = 0; i < found.length; i++) {
      error += Math.abs((double) found[i] - frames.targets()[i]) / found.length;
    }
    assertThat(last).isLessThan(0.8 * first);
    assertThat(error).isCloseTo(last, within(0.2 * last));
  }
}
