package org.principia.theory;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.principia.common.Floats;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.training.NodeTraining;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.messages.NodeVariables;
import org.principia.messages.Recording;
import org.principia.parallel.Distributed;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.OutputNames;
import org.principia.theory.search.SearchTables;

/**
 * A network with message formulas in the place of its edge function: its node function reads their
 * sums; that function may be trained further on them, and formulas searched for it.
 *
 * <p>The sums of d formulas stand for the sums of M message components by linear regression over
 * the sampled edges, {@code message = mean + B (projected - projected mean)}. What is left of the
 * sum, the rest of the mean once for each neighbour, is taken with the mean number of neighbours
 * for every node: exact where all have as many, else an approximation.
 */
public final class Distillation {
  /** The node's factor is one of m and q alone. */
  private static final int MAX_ROUNDS = 6;

  private static final int MAX_COMPLEXITY = 12;

  private final GraphNetwork network;
  private final ComposedLaw law;
  private final NodeModel.SumMap sums;

  /**
   * A distillation with the message formulas of a law; neighbours are the senders of a receiver,
   * the mean where they differ.
   */
  public Distillation(
      GraphNetwork network, Recording recording, ComposedLaw law, double neighbours) {
    this.network = network;
    this.law = law;
    this.sums = sums(recording.projection(), recording.edges(), neighbours);
  }

  /** The message to be expected where the projected numbers are known: regression over edges. */
  static NodeModel.SumMap sums(MessageProjection kept, List<EdgeSample> edges, double neighbours) {
    double[][] map = kept.map();
    int components = map[0].length;
    double[] exact = new double[components];
    for (EdgeSample edge : edges) {
      for (int c = 0; c < components; c++) {
        exact[c] += edge.message()[c] / (double) edges.size();
      }
    }
    double[][] back = kept.inverse(edges);
    double[] ofMean = kept.of(Floats.narrow(exact));
    double[] rest = new double[components];
    for (int c = 0; c < components; c++) {
      rest[c] = exact[c];
      for (int k = 0; k < map.length; k++) {
        rest[c] -= back[c][k] * ofMean[k];
      }
      rest[c] *= neighbours;
    }
    return new NodeModel.SumMap(back, rest);
  }

  /**
   * The frames of a block with the sums of a law's edge formulas over the neighbours of every node;
   * 0 where a formula has a pole.
   */
  public static NodeBlock formulaSums(ComposedLaw law, GraphBlock block) {
    GraphSchema schema = block.schema();
    int d = schema.dimension();
    int width = schema.width();
    int place = schema.position();
    int charges = schema.feature("charge");
    int masses = schema.feature("mass");
    float[] sums = new float[block.targets().length];
    for (int graph = 0; graph < block.size(); graph++) {
      int n = block.nodes(graph);
      double[] mass = new double[n];
      double[] charge = new double[n];
      double[] position = new double[n * d];
      for (int i = 0; i < n; i++) {
        int row = (block.starts()[graph] + i) * width;
        for (int k = 0; k < d; k++) {
          position[i * d + k] = block.features()[row + place + k];
        }
        charge[i] = block.features()[row + charges];
        mass[i] = block.features()[row + masses];
      }
      double[] found = law.sums(mass, charge, position);
      for (int k = 0; k < found.length; k++) {
        // A formula may have a pole; one such sum must not spoil the whole training.
        sums[block.starts()[graph] * d + k] = Double.isFinite(found[k]) ? (float) found[k] : 0;
      }
    }
    return new NodeBlock(block, sums);
  }

  /** Mean absolute error of the network itself [length / time^2]. */
  double networkError(List<Graph> graphs) {
    long values = graphs.stream().mapToLong(g -> g.targets().length).sum();
    return network.absoluteError(GraphBlock.of(graphs)) / values;
  }

  /** Mean absolute error of a node model on the formulas' sums [length / time^2]. */
  double error(NodeModel model, List<Graph> graphs) {
    GraphBlock block = GraphBlock.of(graphs);
    float[] found = model.outputs(formulaSums(law, block).rows());
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      sum += Math.abs((double) found[i] - block.targets()[i]);
    }
    return sum / found.length;
  }

  /** The network's own node function. */
  NodeModel own() {
    return NodeModel.of(network, sums, network.settings(), 1);
  }

  /**
   * Trains the node function further on the formulas' sums, with the settings of the network.
   *
   * @param training graphs to fit, a shard for each worker
   * @param graphs how many these are
   * @param epochs passes over them
   * @param workers told what the workers do, where they do it
   * @param listener told of each epoch that is over, from 1
   */
  public NodeModel retrained(
      Distributed<GraphBlock> training,
      long graphs,
      int epochs,
      long seed,
      WorkerListener workers,
      IntConsumer listener) {
    // The node function has no messages of its own, whatever the strategy was.
    GnnSettings settings =
        network.settings().with(Map.of("epochs", epochs, "strategy", "standard"));
    try (Distributed<NodeBlock> blocks =
        training.derive(
            law, (sum, part) -> List.of(formulaSums(sum, part.items().next())).iterator())) {
      return new NodeTraining(blocks, graphs, settings, seed).run(network, sums, workers, listener);
    }
  }

  /**
   * What a node model says on graphs, as a table: one factor of m and q for all components, times
   * affine maps of the sums and of the velocity.
   */
  JointTable table(NodeModel model, List<Graph> graphs) {
    int d = network.dimension();
    float[] rows = formulaSums(law, GraphBlock.of(graphs)).rows();
    float[] found = model.outputs(rows);
    GraphSchema schema = network.schema();
    int width = NodeModel.inputs(schema);
    int count = rows.length / width;
    double[][] columns = new double[NodeVariables.names(d).size()][count];
    double[][] targets = new double[d][count];
    for (int i = 0; i < count; i++) {
      columns[0][i] = rows[i * width + schema.feature("mass")];
      columns[1][i] = rows[i * width + schema.feature("charge")];
      for (int k = 0; k < d; k++) {
        columns[2 + k][i] = rows[i * width + schema.feature("position") + k];
        columns[2 + d + k][i] = rows[i * width + schema.feature("velocity") + k];
        columns[NodeVariables.sums(d) + k][i] = rows[i * width + schema.width() + k];
        targets[k][i] = found[i * d + k];
      }
    }
    return SearchTables.accelerations(
        new Columns(NodeVariables.names(d), columns),
        new Columns(OutputNames.accelerations(d), targets));
  }

  /** The settings of the search in {@link #table}, given those of the other searches. */
  static SymbolicSettings effort(SymbolicSettings settings) {
    return settings
        .withEffort(
            settings.islands(), Math.min(settings.rounds(), MAX_ROUNDS), settings.fitsPerRound())
        .with(Map.of("max-complexity", Math.min(settings.maxComplexity(), MAX_COMPLEXITY)));
  }

  /** The node formulas of every structure found (each d), the chosen one first. */
  static List<List<Expression>> formulas(JointFront front, int dimension) {
    return Stream.concat(Stream.of(front.chosen()), front.members().stream())
        .map(member -> SearchTables.nodeFormulas(member, dimension))
        .toList();
  }
}
