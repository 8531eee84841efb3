package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.common.InputException;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;

final class GraphNetworkTest {
  private static final GnnSettings SETTINGS = TestGraphs.small("standard");
  private static final List<Graph> FRAMES = TestGraphs.random(5, 3, 2);

  private static GraphNetwork trained() {
    return trained(SETTINGS);
  }

  private static GraphNetwork trained(GnnSettings settings) {
    ComputationGraph graph = Architecture.create(settings, GraphSchema.particles(2), 50, 1);
    GraphBatch batches = TestGraphs.batches(GraphBlock.of(FRAMES), 5, settings);
    for (int step = 0; step < 3; step++) {
      graph.fit(batches.of(TestGraphs.inOrder(5), 0, 5, new Translation(0, 0, 0)));
    }
    return new GraphNetwork(graph, settings, GraphSchema.particles(2));
  }

  private static byte[] saved(GraphNetwork network) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    network.save(out);
    return out.toByteArray();
  }

  @Test
  void accelerationsMessagesAndNodeOutputsAreThoseOfTheLoops() {
    GraphNetwork network = trained();
    List<Graph> frames = new ArrayList<>(FRAMES);
    frames.addAll(TestGraphs.random(2, 4, 2));
    float[] found = network.outputs(frames);
    int at = 0;
    for (Graph frame : frames) {
      for (double expected : Loops.accelerations(network.graph(), frame)) {
        assertThat(found[at++]).isCloseTo((float) expected, within(1e-5f));
      }
    }
    assertThat(at).isEqualTo(found.length);
  }

  @Test
  void messagesOfManyRowsAreThoseOfEachRow() {
    GraphNetwork network = trained();
    int count = 5000;
    float[] rows = new float[count * 12];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) Math.sin(i);
    }
    float[] messages = network.messages(rows);
    assertThat(messages).hasSize(count * 5);
    for (int row : new int[] {0, 4095, 4096, 4999}) {
      double[] input = new double[12];
      for (int k = 0; k < 12; k++) {
        input[k] = rows[row * 12 + k];
      }
      double[] expected = Loops.through(network.graph(), Loops.EDGE_MODEL, input);
      for (int c = 0; c < 5; c++) {
        assertThat(messages[row * 5 + c]).isCloseTo((float) expected[c], within(1e-5f));
      }
    }
  }

  @Test
  void absoluteErrorIsTheSumOverTheBlock() {
    GraphNetwork network = trained();
    assertThat(network.absoluteError(GraphBlock.of(FRAMES)) / (5 * 3 * 2))
        .isCloseTo(Loops.meanAbsoluteError(network.graph(), FRAMES), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "kl", "pruned"})
  void loadedNetworkIsTheSavedOneAndTrainsOnAlike(String strategy) throws IOException {
    GnnSettings settings = TestGraphs.small(strategy);
    GraphNetwork network = trained(settings);
    GraphNetwork loaded = GraphNetwork.load(new ByteArrayInputStream(saved(network)));
    assertThat(loaded.settings()).isEqualTo(settings);
    assertThat(loaded.dimension()).isEqualTo(2);
    assertThat(loaded.parameters()).isEqualTo(network.parameters());
    GraphBatch batches = TestGraphs.batches(GraphBlock.of(FRAMES), 5, settings);
    for (GraphNetwork each : List.of(network, loaded)) {
      each.graph().fit(batches.of(TestGraphs.inOrder(5), 0, 5, new Translation(0, 0, 0)));
    }
    assertThat(loaded.parameters()).isEqualTo(network.parameters());
    assertThat(loaded.graph().getConfiguration().getIterationCount()).isEqualTo(4);
    assertThat(loaded.graph().getUpdater().getStateViewArray())
        .isEqualTo(network.graph().getUpdater().getStateViewArray());
  }

  @Test
  void fileCanBeReadByDl4jAlone() throws IOException {
    GraphNetwork network = trained();
    ComputationGraph graph =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(saved(network)), true);
    assertThat(graph.params().data().asFloat()).isEqualTo(network.parameters());
  }

  @Test
  void aWeightThatIsNoNumberIsSeenWhereTheErrorIsFinite() {
    GraphNetwork network = trained();
    GraphBlock block = GraphBlock.of(FRAMES);
    assertThat(network.isFinite()).isTrue();
    INDArray parameters = network.graph().params();
    boolean hidden = false;
    for (int i = 0; i < parameters.length(); i++) {
      double before = parameters.getDouble(i);
      parameters.putScalar(i, Double.NaN);
      assertThat(network.isFinite()).isFalse();
      hidden |= Double.isFinite(network.absoluteError(block));
      parameters.putScalar(i, before);
      // A stride through all layers is enough.
      i += 97;
    }
    assertThat(hidden).isTrue();
    assertThat(network.isFinite()).isTrue();
  }

  @Test
  void outputsAreTheSameBeforeAndAfterAScore() {
    GnnSettings settings =
        new GnnSettings("bottleneck", 16, 5, 10, 5, 1, 3, 1e-2, 1e-8, 3.0, 1e-2, 1, 0.65);
    ComputationGraph graph = Architecture.create(settings, GraphSchema.particles(2), 50, 1);
    MultiDataSet batch =
        TestGraphs.batches(GraphBlock.of(FRAMES), 5, settings)
            .of(TestGraphs.inOrder(5), 0, 5, new Translation(0, 0, 0));
    INDArray before = graph.output(batch.getFeatures())[0].dup();
    assertThat(graph.score(batch, false)).isPositive();
    assertThat(graph.output(batch.getFeatures())[0]).isEqualTo(before);
  }

  @Test
  void pruningIsOverOneEpochBeforeTheEndAndCountsWhatIsLeft() {
    GnnSettings settings =
        new GnnSettings("pruned", 16, 5, 3, 4, 1, 3, 1e-2, 1e-2, 3.0, 0.01, 1, 1);
    ComputationGraph graph = Architecture.create(settings, GraphSchema.particles(2), 50, 1);
    GraphNetwork network = new GraphNetwork(graph, settings, GraphSchema.particles(2));
    float[] edges = GraphBlock.of(FRAMES).edgeRows(0, 5);
    int[] order = MessageSpectrum.of(network, edges).order();
    // One is masked already, and no other one has to go: 1 of 3 epochs leaves 2 + 3 * 3 / 4 = 4.
    Architecture.vertex(graph).kept().putScalar(order[0], 0);
    assertThat(network.prune(1, edges)).isEqualTo(4);
    assertThat(network.prune(2, edges)).isEqualTo(2);
    assertThat(network.prune(3, edges)).isEqualTo(2);
  }

  @Test
  void pruningMasksTheComponentsOfLeastDeviationForGood() throws IOException {
    GnnSettings settings =
        new GnnSettings("pruned", 16, 5, 10, 4, 1, 3, 1e-2, 1e-2, 3.0, 1e-2, 1, 0.65);
    ComputationGraph graph = Architecture.create(settings, GraphSchema.particles(2), 50, 1);
    GraphNetwork network = new GraphNetwork(graph, settings, GraphSchema.particles(2));
    float[] edges = GraphBlock.of(FRAMES).edgeRows(0, 5);
    int[] order = MessageSpectrum.of(network, edges).order();
    assertThat(network.prune(0, edges)).isEqualTo(5);
    // 3 of 10 epochs are 0.46 of 0.65: 2 + 3 (1 + cos(0.46 pi)) / 2 = 3.7.
    assertThat(network.prune(3, edges)).isEqualTo(4);
    assertThat(Architecture.vertex(graph).kept().getDouble(order[4])).isZero();
    GraphBatch batches = TestGraphs.batches(GraphBlock.of(FRAMES), 5, settings);
    graph.fit(batches.of(TestGraphs.inOrder(5), 0, 5, new Translation(0, 0, 0)));
    assertThat(network.prune(7, edges)).isEqualTo(2);
    assertThat(network.prune(10, edges)).isEqualTo(2);
    float[] messages = network.messages(edges);
    int silent = 0;
    for (int c = 0; c < 5; c++) {
      silent += messages[c] == 0 && messages[5 + c] == 0 ? 1 : 0;
    }
    assertThat(silent).isEqualTo(3);
    GraphNetwork loaded = GraphNetwork.load(new ByteArrayInputStream(saved(network)));
    assertThat(loaded.messages(edges)).isEqualTo(messages);
    assertThat(network.outputs(FRAMES.subList(0, 1))[0])
        .isCloseTo(batchOutput(graph), within(1e-5f));
  }

  /** First component of the first acceleration as DL4J's own inference gives it. */
  private static float batchOutput(ComputationGraph graph) {
    GraphBatch batches = TestGraphs.batches(GraphBlock.of(FRAMES), 5, SETTINGS);
    return graph
        .output(batches.of(TestGraphs.inOrder(5), 0, 5, new Translation(0, 0, 0)).getFeatures())[0]
        .getFloat(0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "l1", "kl"})
  void dl4jsOwnInferenceGivesTheSameAccelerationsWhateverTheNoise(String strategy)
      throws IOException {
    GnnSettings settings = TestGraphs.small(strategy);
    GraphNetwork fresh =
        new GraphNetwork(
            Architecture.create(settings, GraphSchema.particles(2), 50, 1),
            settings,
            GraphSchema.particles(2));
    assertThatInferenceIsThatOf(fresh);
    GraphNetwork network = trained(settings);
    assertThatInferenceIsThatOf(network);
    assertThatInferenceIsThatOf(GraphNetwork.load(new ByteArrayInputStream(saved(network))));
  }

  private static void assertThatInferenceIsThatOf(GraphNetwork network) {
    GraphBatch batches = TestGraphs.batches(GraphBlock.of(FRAMES), 5, network.settings());
    float[] expected = network.outputs(FRAMES);
    for (int epoch = 0; epoch < 2; epoch++) {
      INDArray[] inputs =
          batches.of(TestGraphs.inOrder(5), 0, 5, new Translation(1, epoch, 0)).getFeatures();
      INDArray output = network.graph().output(inputs)[0];
      float[] found = new float[expected.length];
      for (int i = 0; i < found.length; i++) {
        found[i] = output.getFloat(i / 2, i % 2);
      }
      // Sums are taken in another order: rounding of numbers of about one.
      assertThat(found).containsExactly(expected, within(2e-6f));
      INDArray drawn = network.graph().output(true, inputs)[0];
      boolean sampled = network.settings().trainingStrategy().sampled();
      assertThat(drawn.distance2(output) > 0.1).isEqualTo(sampled);
    }
  }

  @Test
  void messagesOfKlAreTheMeans() {
    GnnSettings settings = TestGraphs.small("kl");
    GraphNetwork network =
        new GraphNetwork(
            Architecture.create(settings, GraphSchema.particles(2), 50, 1),
            settings,
            GraphSchema.particles(2));
    float[] rows = FRAMES.get(0).edgeRows();
    float[] messages = network.messages(rows);
    assertThat(network.messageComponents()).isEqualTo(5);
    assertThat(messages).hasSize(6 * 5);
    double[] input = new double[12];
    for (int k = 0; k < 12; k++) {
      input[k] = rows[12 + k];
    }
    double[] expected = Loops.through(network.graph(), Loops.EDGE_MODEL, input);
    for (int c = 0; c < 5; c++) {
      assertThat(messages[5 + c]).isCloseTo((float) expected[c], within(1e-5f));
    }
  }

  @Test
  void anotherFileIsTheUsersMistake() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("letter.txt"));
    }
    assertThatThrownBy(() -> GraphNetwork.load(new ByteArrayInputStream(out.toByteArray())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not a network of Principia");
  }

  @Test
  void trainingFindsTheSpringFromFrames() {
    GraphBlock block = GraphBlock.of(SpringGraphs.of(0, 60, 4, 100, 10));
    GraphBlock unseen = GraphBlock.of(SpringGraphs.of(1000, 1020, 4, 100, 10));
    GnnSettings settings =
        new GnnSettings("bottleneck", 64, 100, 20, 16, 1, 1, 3e-3, 0, 0, 1e-2, 1, 0.65);
    int minibatches = block.size() / 16;
    ComputationGraph graph =
        Architecture.create(settings, GraphSchema.particles(2), 20 * minibatches, 1);
    GraphNetwork network = new GraphNetwork(graph, settings, GraphSchema.particles(2));
    double before = network.absoluteError(unseen);
    GraphBatch batches = TestGraphs.batches(block, 16, settings);
    for (int step = 0; step < 20 * minibatches; step++) {
      int from = step % minibatches * 16;
      graph.fit(
          batches.of(TestGraphs.inOrder(block.size()), from, from + 16, new Translation(0, 0, 0)));
    }
    assertThat(network.absoluteError(unseen)).isLessThan(0.65 * before);
  }
}
