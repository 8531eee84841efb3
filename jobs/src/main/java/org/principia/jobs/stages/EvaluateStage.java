package org.principia.jobs.stages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.ForceLaw;
import org.principia.frames.Frame;
import org.principia.frames.Split;
import org.principia.gnn.GraphNetwork;
import org.principia.jobs.config.Reference;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.KeptMessages;
import org.principia.symbolic.Expression;
import org.principia.theory.ComposedLaw;
import org.principia.validation.ErrorStatistics;
import org.principia.validation.Linearity;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;

/** Tests network and law on the test sets and judges whether the law was recovered. */
final class EvaluateStage implements Stage {
  static final String SCORECARD = "scorecard.json";

  @Override
  public String verb() {
    return "evaluate";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().stage("scorecard");
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new ComposeStage());
  }

  @Override
  public List<String> sections() {
    return List.of("validation");
  }

  @Override
  public String settings(Cell cell) {
    return Reference.values(cell.settings().validation());
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    Scorecard scorecard = scorecard(cell);
    cell.workspace().write(new Path(temporary, SCORECARD), json(scorecard));
    ResultTable.write(cell, scorecard, new Path(temporary, "row"));
    Map<String, Object> result = new LinkedHashMap<>();
    scorecard.lines().forEach(line -> result.put(line.name(), line.value()));
    return result;
  }

  private static Scorecard scorecard(Cell cell) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    ComposedLaw law = LawFile.fitted(cell);
    Errors pruned = errors(cell, Split.TEST, law);
    Errors raw = errors(cell, Split.TEST_RAW, law);
    List<EdgeSample> edges = RecordStage.edges(cell);
    KeptMessages kept = RecordStage.kept(cell);
    ForceLaw truth = dynamics.forceLaw();
    return new Scorecard(
        dynamics.law(),
        cell.dimension(),
        cell.settings().gnn().strategy(),
        pruned.network,
        raw.network,
        pruned.law,
        raw.law,
        Linearity.of(edges, kept, truth, cell.dimension()),
        kept.deviations(),
        kept.shareOfVariance(),
        recovery(cell, law),
        recovery(cell, LawFile.chosen(cell)).recovered(),
        onFront(cell, truth));
  }

  private static Recovery recovery(Cell cell, ComposedLaw law) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    return Recovery.of(
        law,
        dynamics.forceLaw(),
        dynamics.resolvedParticles(),
        cell.settings().validation(),
        cell.seed());
  }

  private record Errors(ErrorStatistics network, ErrorStatistics law) {}

  /** Errors of one frame by network and law. */
  private record Pair(double network, double law) implements java.io.Serializable {}

  private static Errors errors(Cell cell, Split split, ComposedLaw law) {
    JavaRDD<Frame> frames = cell.frames(split);
    Broadcast<byte[]> model = cell.context().broadcast(TrainStage.modelBytes(cell));
    try {
      List<Pair> pairs =
          frames
              .mapPartitions(
                  part -> {
                    GraphNetwork network = TrainStage.network(model.value());
                    return new FlatIterator<>(
                        new RunChunks(part), chunk -> pairs(network, law, chunk).iterator());
                  })
              .collect();
      return new Errors(
          ErrorStatistics.of(pairs.stream().mapToDouble(Pair::network).toArray()),
          ErrorStatistics.of(pairs.stream().mapToDouble(Pair::law).toArray()));
    } finally {
      model.destroy();
    }
  }

  private static List<Pair> pairs(GraphNetwork network, ComposedLaw law, List<Frame> frames) {
    double[] predicted = Widen.of(network.accelerations(frames));
    List<Pair> pairs = new ArrayList<>(frames.size());
    int at = 0;
    for (Frame frame : frames) {
      int size = frame.acceleration().length;
      double[] composed = new double[size];
      law.accelerations(
          Widen.of(frame.mass()),
          Widen.of(frame.charge()),
          frame.dimension(),
          Widen.of(frame.position()),
          Widen.of(frame.velocity()),
          composed);
      double[] own = Arrays.copyOfRange(predicted, at, at + size);
      at += size;
      pairs.add(
          new Pair(
              ErrorStatistics.ofFrame(own, frame.acceleration()),
              ErrorStatistics.ofFrame(composed, frame.acceleration())));
    }
    return pairs;
  }

  /** Whether each front has an affine map of the true force among its members. */
  private static boolean[] onFront(Cell cell, ForceLaw truth) {
    List<FrontTable.Member> fronts = RegressStage.fronts(cell);
    List<String> names = EdgeVariables.names(cell.dimension());
    List<String> components = Components.messages(cell.dimension());
    double limit = cell.settings().validation().linearity();
    boolean[] found = new boolean[components.size()];
    for (FrontTable.Member member : fronts) {
      int k = components.indexOf(member.component());
      if (k >= 0 && !found[k]) {
        Expression formula = Expression.parse(member.formula(), names);
        found[k] = Recovery.nonlinearity(formula, truth, cell.dimension(), cell.seed()) < limit;
      }
    }
    return found;
  }

  private static String json(Scorecard scorecard) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(scorecard)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write scorecard: " + e.getMessage(), e);
    }
  }

  /** The scorecard of a cell. */
  static Scorecard read(Cell cell) {
    Path file = new Path(cell.workspace().stage("scorecard"), SCORECARD);
    try {
      return new ObjectMapper()
          .configure(
              com.fasterxml.jackson.databind.DeserializationFeature
                  .FAIL_ON_MISSING_CREATOR_PROPERTIES,
              true)
          .readValue(cell.workspace().read(file), Scorecard.class);
    } catch (JsonProcessingException e) {
      throw org.principia.common.InputException.cannot(
          "read " + file, "it is no scorecard of this program", e);
    }
  }
}
