package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.common.RandomStream;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.graphs.Quantity;

/** Graphs whose nodes receive from different numbers of others. */
final class VaryingNeighboursTest {
  private static final double SIDE = 6;

  /** Points in a periodic box; explained is the mass within a distance of one, smoothly. */
  private static final GraphSchema MASSES =
      new GraphSchema(
          2,
          List.of(
              new Quantity("position", Quantity.Role.POSITION, "length", 2),
              new Quantity("mass", Quantity.Role.SCALAR, "mass", 1)),
          List.of(new Quantity("density", Quantity.Role.SCALAR, "mass", 1)),
          new NeighbourRule.Within(1.5),
          Collections.nCopies(2, SIDE));

  private static Graph masses(int number, int n) {
    RandomGenerator random = RandomStream.of(5, "test.masses", number);
    float[] features = new float[3 * n];
    for (int i = 0; i < n; i++) {
      features[3 * i] = (float) (SIDE * random.nextDouble());
      features[3 * i + 1] = (float) (SIDE * random.nextDouble());
      features[3 * i + 2] = (float) (0.5 + random.nextDouble());
    }
    float[] targets = new float[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double square = 0;
        for (int k = 0; k < 2; k++) {
          double step = features[3 * j + k] - features[3 * i + k];
          step -= SIDE * Math.rint(step / SIDE);
          square += step * step;
        }
        double term = j != i && square < 1.5 * 1.5 ? features[3 * j + 2] * (1 - square / 2.25) : 0;
        targets[i] = (float) (targets[i] + term);
      }
    }
    return new Graph(MASSES, number, 0, 0, features, targets);
  }

  /** Graphs of 10 to 40 nodes. */
  private static GraphBlock block(int from, int count) {
    List<Graph> graphs = new ArrayList<>();
    for (int g = from; g < from + count; g++) {
      graphs.add(masses(g, 10 + RandomStream.of(5, "test.sizes", g).nextInt(31)));
    }
    return GraphBlock.of(graphs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void outputsAreThoseOfALoopOverEdgesWithoutNoise(String strategy) {
    GnnSettings settings = TestNetworks.settings(strategy, 0);
    GraphBlock block = block(0, 3);
    ComputationGraph network = TestNetworks.of(settings, 3, 1, DataType.FLOAT);
    MultiDataSet batch = TestNetworks.batch(block, settings, 2, 3);
    NetworkLoop.Graph drawn = TestNetworks.graph(block, batch);
    // The loop has no periodic box: graphs give it the edges as they are.
    List<Graph> graphs = List.of(masses(0, 4), masses(1, 3));
    float[] found = new GraphNetwork(network, settings, MASSES).outputs(graphs);
    int at = 0;
    for (Graph graph : graphs) {
      float[] edges = graph.edgeRows();
      float[] messages = new GraphNetwork(network, settings, MASSES).messages(edges);
      int components = settings.messageComponents(1);
      int e = 0;
      for (int i = 0; i < graph.nodes(); i++) {
        float[] row =
            Arrays.copyOf(Arrays.copyOfRange(graph.features(), 3 * i, 3 * i + 3), 3 + components);
        for (int k = 0; k < graph.neighbours().degree(i); k++, e++) {
          for (int c = 0; c < components; c++) {
            row[3 + c] += messages[e * components + c];
          }
        }
        float expected = new GraphNetwork(network, settings, MASSES).nodeOutputs(row)[0];
        assertThat(found[at++]).isCloseTo(expected, within(1e-5f));
      }
    }
    assertThat(drawn.receivers()).isNotEmpty();
    INDArray byDl4j = network.output(false, batch.getFeatures(), batch.getFeaturesMaskArrays())[0];
    assertThat(byDl4j.size(0)).isEqualTo(block.starts()[3] + 2);
  }

  /** The same graph with its nodes in another order. */
  private static Graph turned(Graph graph) {
    int n = graph.nodes();
    float[] features = new float[3 * n];
    float[] targets = new float[n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(graph.features(), 3 * i, features, 3 * (n - 1 - i), 3);
      targets[n - 1 - i] = graph.targets()[i];
    }
    return new Graph(MASSES, graph.simulation(), graph.step(), 0, features, targets);
  }

  @Test
  void theOrderOfTheNodesDoesNotMatter() {
    GnnSettings settings = TestNetworks.settings("standard", 0);
    ComputationGraph network = TestNetworks.of(settings, 3, 1, DataType.FLOAT);
    GraphNetwork use = new GraphNetwork(network, settings, MASSES);
    Graph graph = masses(0, 30);
    float[] straight = use.outputs(List.of(graph));
    float[] turned = use.outputs(List.of(turned(graph)));
    for (int i = 0; i < 30; i++) {
      assertThat(turned[29 - i]).isCloseTo(straight[i], within(1e-5f));
    }
    double score =
        TestNetworks.gradient(
            network, TestNetworks.batch(GraphBlock.of(List.of(graph)), settings, 0, 0));
    double other =
        TestNetworks.gradient(
            network, TestNetworks.batch(GraphBlock.of(List.of(turned(graph))), settings, 0, 0));
    assertThat(other).isCloseTo(score, within(1e-6));
  }

  /**
   * A displacement of everything, across the faces of the box too, changes no edge's separation.
   */
  @Test
  void edgesAcrossTheFacesOfTheBoxMoveWithTheirReceivers() {
    GraphBlock block = block(0, 4);
    GnnSettings settings = TestNetworks.settings("standard", 0);
    int rows = block.starts()[4];
    int edges = Arrays.stream(block.neighbours()).mapToInt(n -> n.edges()).sum();
    GraphBatch batches = new GraphBatch(block, rows, edges, settings.trainingStrategy(), 5);
    INDArray still =
        batches.of(TestGraphs.inOrder(4), 0, 4, new Translation(1, 0, 0)).getFeatures(1);
    INDArray moved =
        batches.of(TestGraphs.inOrder(4), 0, 4, new Translation(1, 0, 3)).getFeatures(1);
    boolean across = false;
    for (int e = 0; e < edges; e++) {
      for (int k = 0; k < 2; k++) {
        double separation = still.getDouble(e, 3 + k) - still.getDouble(e, k);
        assertThat(Math.abs(separation)).isLessThanOrEqualTo(1.5);
        assertThat(moved.getDouble(e, 3 + k) - moved.getDouble(e, k))
            .isCloseTo(separation, within(2e-6));
        across |= still.getDouble(e, 3 + k) < 0;
      }
    }
    assertThat(across).isTrue();
    assertThat(moved.getDouble(0, 0)).isNotEqualTo(still.getDouble(0, 0));
  }

  /** Numbers of first, second ... edges that are all the same are the fixed case, bit for bit. */
  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void whereAllPairsAreNeighboursItIsTheFixedCase(String strategy) {
    GnnSettings settings = TestNetworks.settings(strategy, 1e-2);
    GraphBlock block = GraphBlock.of(TestGraphs.random(4, 4, 2));
    MultiDataSet fixed = TestNetworks.batch(block, settings, 0, 0);
    INDArray[] masks = new INDArray[fixed.getFeatures().length];
    masks[1] = Nd4j.createFromArray(new float[][] {{16, 16, 16}});
    MultiDataSet counted =
        new MultiDataSet(
            fixed.getFeatures(), fixed.getLabels(), masks, fixed.getLabelsMaskArrays());
    ComputationGraph one = TestNetworks.of(settings, 6, 2, DataType.FLOAT);
    ComputationGraph other = TestNetworks.of(settings, 6, 2, DataType.FLOAT);
    for (int step = 0; step < 5; step++) {
      one.fit(fixed);
      other.fit(counted);
    }
    assertThat(other.params()).isEqualTo(one.params());
    // A radius that reaches everybody is all pairs.
    GraphSchema wide = GraphSchema.particles(2, new NeighbourRule.Within(1e3), List.of());
    List<Graph> graphs = TestGraphs.random(4, 4, 2).stream().map(g -> g.as(wide)).toList();
    MultiDataSet within = TestNetworks.batch(GraphBlock.of(graphs), settings, 0, 0);
    assertThat(within.getFeatures(1)).isEqualTo(fixed.getFeatures(1));
    assertThat(within.getFeaturesMaskArrays()).isNull();
  }

  /** Rows of data and rows in all, of nodes and edges, over the minibatches of an epoch. */
  private static double padding(GraphBlock block, int minibatches) {
    Deal deal = Deal.of(block, TestGraphs.inOrder(block.size()), minibatches, 0);
    double used = block.starts()[block.size()];
    used += Arrays.stream(block.neighbours()).mapToLong(n -> n.edges()).sum();
    return 1 - used / ((double) minibatches * (deal.rows() + deal.edges()));
  }

  @Test
  void atMostATenthOfTheRowsIsPadding() {
    // Sizes differ by a factor of four, numbers of edges by sixteen.
    GraphBlock block = block(0, 400);
    assertThat(padding(block, 25)).isBetween(0.0, 0.05);
    assertThat(padding(block, 50)).isBetween(0.0, 0.10);
    // Dealt as they come, the largest minibatch would say how large all are.
    int rows = 0;
    for (int k = 0; k < 25; k++) {
      int all = 0;
      for (int g = 16 * k; g < 16 * (k + 1); g++) {
        all += block.nodes(g) + block.edges(g);
      }
      rows = Math.max(rows, all);
    }
    double used = block.starts()[400];
    used += Arrays.stream(block.neighbours()).mapToLong(n -> n.edges()).sum();
    assertThat(1 - used / (25.0 * rows)).isGreaterThan(0.2);
  }

  @Test
  void everyGraphIsDealtOnceAndNotAlwaysWithTheSame() {
    GraphBlock block = block(0, 97);
    int[] reversed = TestGraphs.inOrder(97);
    for (int i = 0; i < 97; i++) {
      reversed[i] = 96 - i;
    }
    Deal one = Deal.of(block, TestGraphs.inOrder(97), 9, 0);
    Deal other = Deal.of(block, reversed, 9, 0);
    assertThat(Arrays.stream(one.order()).sorted().toArray()).isEqualTo(TestGraphs.inOrder(97));
    assertThat(other.order()).isNotEqualTo(one.order());
    assertThat(one.first(9)).isEqualTo(97);
    for (int k = 0; k < 9; k++) {
      assertThat(one.first(k + 1) - one.first(k)).isBetween(10, 11);
    }
  }

  @Test
  void aScalarIsLearntFromNeighboursWithinARadius() {
    GraphBlock block = block(0, 200);
    GraphBlock unseen = block(1000, 30);
    GnnSettings settings =
        new GnnSettings("standard", 32, 8, 30, 16, 1, 1, 3e-3, 0, 1, 1e-2, 1, 0.65);
    ComputationGraph network = Architecture.create(settings, MASSES, 30 * 13, 1);
    GraphNetwork use = new GraphNetwork(network, settings, MASSES);
    double before = use.absoluteError(unseen);
    for (int epoch = 0; epoch < 30; epoch++) {
      Deal deal = Deal.of(block, TestGraphs.inOrder(200), 13, 0);
      GraphBatch batches =
          new GraphBatch(block, deal.rows(), deal.edges(), settings.trainingStrategy(), 8);
      for (int k = 0; k < 13; k++) {
        MultiDataSet batch =
            batches.of(
                deal.order(), deal.first(k), deal.first(k + 1), new Translation(1, epoch, 1));
        network.fit(batch);
        GraphBatch.free(batch);
      }
    }
    assertThat(use.absoluteError(unseen)).isLessThan(0.2 * before);
  }
}
