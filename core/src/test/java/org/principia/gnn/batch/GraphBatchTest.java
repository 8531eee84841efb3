package org.principia.gnn.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.TestGraphs;
import org.principia.graphs.Graph;

final class GraphBatchTest {
  private static final List<Graph> FRAMES = TestGraphs.random(6, 3, 2);
  private static final GraphBlock BLOCK = GraphBlock.of(FRAMES);
  private static final GnnSettings STANDARD = TestGraphs.small("standard");

  @Test
  void everyMinibatchHasTheSameNumberOfRows() {
    GraphBatch batches = TestGraphs.batches(BLOCK, 4, STANDARD);
    for (int count = 1; count <= 4; count++) {
      MultiDataSet batch = batches.of(TestGraphs.inOrder(6), 0, count, new Translation(0, 0, 0));
      assertThat(batch.getFeatures(0).shape()).containsExactly(12, 6);
      assertThat(batch.getFeatures(1).shape()).containsExactly(24, 12);
      assertThat(batch.getLabels(0).shape()).containsExactly(12, 2);
      assertThat(batch.getLabelsMaskArray(0).shape()).containsExactly(12, 2);
    }
  }

  @Test
  void rowsAreThoseOfTheFramesInTheGivenOrder() {
    int[] order = {5, 2, 0, 1, 3, 4};
    MultiDataSet batch =
        TestGraphs.batches(BLOCK, 2, STANDARD).of(order, 1, 3, new Translation(0, 0, 0));
    for (int slot = 0; slot < 2; slot++) {
      Graph frame = FRAMES.get(order[1 + slot]);
      assertRows(batch.getFeatures(0), slot * 3, frame.features());
      assertEdges(batch.getFeatures(1), slot, frame.edgeRows());
      assertRows(batch.getLabels(0), slot * 3, frame.target("acceleration"));
    }
  }

  /** The k-th edge of node i of six is row 6 k + i. */
  private static void assertEdges(INDArray edges, int slot, float[] rows) {
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 2; k++) {
        float[] row = Arrays.copyOfRange(rows, (2 * i + k) * 12, (2 * i + k + 1) * 12);
        assertRows(edges, k * 6 + slot * 3 + i, row);
      }
    }
  }

  private static void assertRows(INDArray matrix, int firstRow, float[] rows) {
    int width = (int) matrix.size(1);
    for (int i = 0; i < rows.length; i++) {
      assertThat(matrix.getFloat(firstRow + i / width, i % width)).isEqualTo(rows[i]);
    }
  }

  @Test
  void paddingIsZeroAndWeighsNothingAndTheRestWeighsMore() {
    GraphBatch batches = TestGraphs.batches(BLOCK, 4, STANDARD);
    batches.of(TestGraphs.inOrder(6), 0, 4, new Translation(0, 0, 0));
    MultiDataSet batch = batches.of(TestGraphs.inOrder(6), 0, 3, new Translation(0, 0, 0));
    for (int row = 0; row < 12; row++) {
      float weight = batch.getLabelsMaskArray(0).getFloat(row, 0);
      assertThat(weight).isEqualTo(row < 9 ? 12f / 9 / 2 : 0);
    }
    assertThat(batch.getFeatures(0).getRow(11).sumNumber().doubleValue()).isZero();
    assertThat(batch.getFeatures(1).getRow(11).sumNumber().doubleValue()).isZero();
  }

  @Test
  void penaltiesHaveAColumnOfZerosWhoseWeightsMakeAMeanOverEdges() {
    GraphBatch batches = TestGraphs.batches(BLOCK, 4, TestGraphs.small("l1"));
    MultiDataSet batch = batches.of(TestGraphs.inOrder(6), 0, 3, new Translation(0, 0, 0));
    assertThat(batch.getFeatures()).hasSize(2);
    INDArray labels = batch.getLabels(0);
    assertThat(labels.shape()).containsExactly(12, 3);
    assertThat(labels.getColumn(2).amaxNumber().doubleValue()).isZero();
    assertThat(labels.getFloat(4, 1)).isEqualTo(FRAMES.get(1).target("acceleration")[3]);
    INDArray weights = batch.getLabelsMaskArray(0);
    assertThat(weights.getFloat(8, 2)).isEqualTo(12f / 9 / 2);
    assertThat(weights.getFloat(9, 2)).isZero();
    assertThat(weights.getColumn(2).sumNumber().doubleValue()).isCloseTo(12 / 2.0, within(1e-5));
  }

  @Test
  void noiseIsNormalAndDependsOnSeedEpochAndFrameAlone() {
    GnnSettings settings = TestGraphs.small("kl");
    Translation still = new Translation(3, 1, 0);
    INDArray first =
        TestGraphs.batches(BLOCK, 6, settings)
            .of(TestGraphs.inOrder(6), 0, 6, still)
            .getFeatures(2);
    assertThat(first.shape()).containsExactly(36, 5);
    // 180 draws: five standard errors.
    assertThat(first.meanNumber().doubleValue()).isCloseTo(0, within(5 / Math.sqrt(180)));
    assertThat(first.varNumber().doubleValue()).isCloseTo(1, within(5 * Math.sqrt(2.0 / 180)));
    // The last two frames in a minibatch of their own: nodes 12 to 17 of 18 are 0 to 5 of 6.
    INDArray other =
        TestGraphs.batches(BLOCK, 2, settings)
            .of(TestGraphs.inOrder(6), 4, 6, still)
            .getFeatures(2);
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < 6; i++) {
        assertThat(other.getRow(k * 6 + i)).isEqualTo(first.getRow(k * 18 + 12 + i));
      }
    }
    for (Translation changed : List.of(new Translation(4, 1, 0), new Translation(3, 2, 0))) {
      INDArray noise =
          TestGraphs.batches(BLOCK, 6, settings)
              .of(TestGraphs.inOrder(6), 0, 6, changed)
              .getFeatures(2);
      assertThat(noise.getFloat(0, 0)).isNotEqualTo(first.getFloat(0, 0));
    }
  }

  @Test
  void translationMovesAllParticlesOfAFrameAlikeAndNothingElse() {
    Translation translation = new Translation(3, 1, 3.0);
    MultiDataSet moved =
        TestGraphs.batches(BLOCK, 6, STANDARD).of(TestGraphs.inOrder(6), 0, 6, translation);
    MultiDataSet still =
        TestGraphs.batches(BLOCK, 6, STANDARD)
            .of(TestGraphs.inOrder(6), 0, 6, new Translation(0, 0, 0));
    INDArray difference = moved.getFeatures(0).sub(still.getFeatures(0));
    for (int row = 0; row < 18; row++) {
      for (int c = 0; c < 6; c++) {
        float expected = c < 2 ? difference.getFloat(row - row % 3, c) : 0;
        assertThat(difference.getFloat(row, c)).isCloseTo(expected, within(1e-5f));
      }
    }
    assertThat(difference.getFloat(0, 0)).isNotEqualTo(difference.getFloat(3, 0));
    assertThat(moved.getLabels(0)).isEqualTo(still.getLabels(0));
  }

  @Test
  void translationIsDrawnAnewEachEpochWithTheStatedDeviation() {
    float[] shift = new float[2];
    double sum = 0;
    double squares = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      new Translation(3, i, 3.0).draw(5, 6, shift);
      sum += shift[0];
      squares += shift[1] * shift[1];
    }
    // Five standard errors of the mean and of the variance.
    assertThat(sum / draws).isCloseTo(0, within(5 * 3 / Math.sqrt(draws)));
    assertThat(squares / draws).isCloseTo(9, within(5 * 9 * Math.sqrt(2.0 / draws)));
  }
}
