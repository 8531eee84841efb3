package org.principia.jobs.cluster.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.training.NodeTraining;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.search.SearchJob;
import org.principia.jobs.cluster.search.SearchListener;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.cluster.search.SearchTable;
import org.principia.jobs.cluster.training.NodeCheckpoint;
import org.principia.jobs.cluster.training.Shards;
import org.principia.jobs.cluster.training.SparkTraining;
import org.principia.jobs.run.Work;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.messages.NodeVariables;
import org.principia.parallel.Distributed;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.JointMember;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.FormulaSums;
import org.principia.theory.law.ComposedLaw;

/**
 * The network with message formulas in the place of its edge function: its node function on their
 * sums, that function trained further on them, and formulas of what it is then.
 */
public final class NodeReplacement {
  /** State of the training and of the search, which go when the law is written. */
  public static final String STATE = "_retraining";

  private static final String NAME = "retrained";
  private static final String ONE = "one";

  /** The node's factor is one of m and q alone. */
  private static final int MOST_ROUNDS = 6;

  private static final int MOST_COMPLEXITY = 12;

  private final Work work;
  private final FramesArtefact frames;
  private final ComposedLaw law;
  private final GraphNetwork network;
  private final NodeModel.SumMap sums;

  /**
   * A replacement.
   *
   * @param work what surrounds the work
   * @param messages the samples
   * @param law whose message formulas are used
   */
  public NodeReplacement(Work work, MessagesArtefact messages, ComposedLaw law) {
    this.work = work;
    this.frames = messages.model().frames();
    this.law = law;
    this.network = messages.model().network();
    this.sums =
        sums(messages.kept(), messages.edges(), work.settings().dynamics().resolvedParticles() - 1);
  }

  /**
   * The message that is to be expected where these numbers are kept: linear regression over edges.
   */
  static NodeModel.SumMap sums(MessageProjection kept, List<EdgeSample> edges, int neighbours) {
    double[][] map = kept.map();
    int components = map[0].length;
    float[] mean = new float[components];
    double[] exact = new double[components];
    for (EdgeSample edge : edges) {
      for (int c = 0; c < components; c++) {
        exact[c] += edge.message()[c] / (double) edges.size();
      }
    }
    for (int c = 0; c < components; c++) {
      mean[c] = (float) exact[c];
    }
    double[][] back = kept.inverse(edges);
    double[] ofMean = kept.of(mean);
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

  /** Mean absolute error of the network. */
  public double networkError(List<Graph> frames) {
    return network.absoluteError(GraphBlock.of(frames)) / values(frames);
  }

  /** Mean absolute error of a node model on the formulas' sums. */
  public double error(NodeModel model, List<Graph> frames) {
    GraphBlock block = GraphBlock.of(frames);
    float[] found = model.accelerations(FormulaSums.of(law, block).rows());
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      sum += Math.abs((double) found[i] - block.accelerations()[i]);
    }
    return sum / found.length;
  }

  private static long values(List<Graph> frames) {
    return frames.stream().mapToLong(f -> f.acceleration().length).sum();
  }

  /** The network's own node function. */
  public NodeModel own() {
    return NodeModel.of(network, sums, training(1), 1);
  }

  /** The node function trained further on the formulas' sums; empty where that is skipped. */
  public Optional<NodeModel> retrained() {
    if (work.settings().theory().retrainEpochs() == 0) {
      return Optional.empty();
    }
    GnnSettings settings = training(work.settings().theory().retrainEpochs());
    NodeCheckpoint checkpoint =
        new NodeCheckpoint(
            frames.at().storage().fileSystem(),
            work.state(STATE).file("node-model"),
            fingerprint());
    // Each part of the stage has a time left of its own.
    work.console().start();
    GraphTable training = frames.table(Split.TRAIN);
    try (Shards shards = new Shards(frames.at().context(), training, settings.workers());
        Distributed<NodeBlock> blocks =
            shards.derive(
                law, (sum, part) -> List.of(FormulaSums.of(sum, part.items().next())).iterator())) {
      return Optional.of(
          new NodeTraining(blocks, training.size(), settings, work.cell().seed())
              .run(
                  network,
                  sums,
                  checkpoint,
                  SparkTraining.OnExecutor.of(frames.at().context(), settings, WorkerListener.NONE),
                  epoch -> {
                    String what = "node model trained on the formulas' sums, epoch " + epoch;
                    work.console().say("  " + what + " of " + settings.epochs());
                    work.console().progress("compose", epoch, settings.epochs(), what);
                  }));
    }
  }

  private GnnSettings training(int epochs) {
    GnnSettings s = work.settings().gnn();
    return new GnnSettings(
        s.strategy(),
        s.hidden(),
        s.messages(),
        epochs,
        s.batchFrames(),
        s.workers(),
        s.averagingFrequency(),
        s.learningRate(),
        s.weightDecay(),
        s.translation(),
        s.l1Weight(),
        s.klWeight(),
        s.pruningEnd());
  }

  private String fingerprint() {
    return Manifest.fingerprint(work.fingerprint(), String.join("\n", law.lines(17)));
  }

  /**
   * Searches formulas for what a node model says: one factor of m and q for all components, times
   * affine maps of the sums and of the velocity.
   *
   * @param model the node model
   * @param asked where it is asked
   * @return the node formulas of every structure found (each d), and the chosen one first
   */
  public List<List<Expression>> distilled(NodeModel model, List<Graph> asked) {
    JointTable table = table(model, asked);
    SymbolicSettings settings = work.settings().symbolic();
    SymbolicSettings small =
        settings
            .withEffort(
                settings.islands(),
                Math.min(settings.rounds(), MOST_ROUNDS),
                settings.fitsPerRound())
            .with(Map.of("max-complexity", Math.min(settings.maxComplexity(), MOST_COMPLEXITY)));
    SearchStore store =
        new SearchStore(
            frames.at().storage().fileSystem(),
            work.state(STATE).file("search"),
            Manifest.fingerprint(
                fingerprint(), String.valueOf(Arrays.deepHashCode(table.targets().values()))));
    work.console().start();
    SearchListener progress =
        JobMetrics.get()
            .cell(work.cell().name())
            .searching(new SearchTable(work.console(), "compose", small, List.of(NAME)));
    Map<String, Problem> problems = new LinkedHashMap<>();
    problems.put(NAME, table);
    try {
      JointFront front =
          JointFront.of(
              new SearchJob(
                      frames.at().context(),
                      small,
                      work.cell().seed(),
                      Optional.of(store),
                      progress)
                  .run(problems)
                  .get(NAME)
                  .front(),
              table);
      List<List<Expression>> vectors = new ArrayList<>();
      vectors.add(formulas(front.chosen()));
      front.members().forEach(member -> vectors.add(formulas(member)));
      return vectors;
    } catch (SearchStopped e) {
      throw e.saying("Stopped; the same command goes on where it was.");
    }
  }

  private List<Expression> formulas(JointMember member) {
    int d = work.cell().dimension();
    List<Expression> formulas = new ArrayList<>();
    for (int k = 0; k < d; k++) {
      formulas.add(
          member
              .formula(k)
              .substitute(Map.of(ONE, Expression.constant(1)))
              .simplified()
              .bind(NodeVariables.names(d)));
    }
    return formulas;
  }

  private JointTable table(NodeModel model, List<Graph> asked) {
    int d = work.cell().dimension();
    float[] rows = FormulaSums.of(law, GraphBlock.of(asked)).rows();
    float[] found = model.accelerations(rows);
    int width = NodeModel.inputs(d);
    int count = rows.length / width;
    // m, q, then v, sums and 1, which the factor multiplies.
    List<String> basis = new ArrayList<>(NodeVariables.names(d).subList(2 + d, 2 + 3 * d));
    basis.add(ONE);
    List<String> names = new ArrayList<>(List.of("m", "q"));
    names.addAll(basis);
    double[][] columns = new double[names.size()][count];
    double[][] targets = new double[d][count];
    for (int i = 0; i < count; i++) {
      columns[0][i] = rows[i * width + 2 * d + 1];
      columns[1][i] = rows[i * width + 2 * d];
      for (int k = 0; k < d; k++) {
        columns[2 + k][i] = rows[i * width + d + k];
        columns[2 + d + k][i] = rows[i * width + 2 * d + 2 + k];
        targets[k][i] = found[i * d + k];
      }
      columns[names.size() - 1][i] = 1;
    }
    try {
      return JointTable.of(
          new Columns(names, columns), basis, new Columns(Components.accelerations(d), targets));
    } catch (InputException e) {
      throw InputException.cannot("search a formula for the node model", e.getMessage(), e);
    }
  }
}
