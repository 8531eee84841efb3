package org.principia.jobs.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.principia.dynamics.ForceLaw;
import org.principia.gnn.EpochReport;
import org.principia.jobs.Versions;
import org.principia.jobs.config.Reference;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.KeptMessages;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.Expression;
import org.principia.theory.ComposedLaw;
import org.principia.validation.AffineFit;
import org.principia.validation.MemberVerdict;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;
import org.principia.validation.TrueForce;
import org.principia.visuals.AxisScale;
import org.principia.visuals.BarChart;
import org.principia.visuals.Block;
import org.principia.visuals.FrontPoint;
import org.principia.visuals.LineChart;
import org.principia.visuals.ParetoPlot;
import org.principia.visuals.Plot;
import org.principia.visuals.ReportPage;
import org.principia.visuals.ScatterPlot;

/** Writes the report of a cell: one page, and each picture as a file of its own. */
final class ReportStage implements Stage {
  private static final String PAGE = "index.html";
  private static final int SPECTRUM = 15;

  @Override
  public String verb() {
    return "report";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().report();
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new EvaluateStage());
  }

  @Override
  public List<String> sections() {
    return List.of();
  }

  @Override
  public String settings(Cell cell) {
    return "";
  }

  /** The page of a cell. */
  static Path page(Cell cell) {
    return new Path(cell.workspace().report(), PAGE);
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    Scorecard scorecard = EvaluateStage.read(cell);
    Map<String, Plot> plots = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    law(cell, scorecard, blocks);
    messages(cell, blocks, plots);
    fronts(cell, blocks, plots);
    training(cell, scorecard, blocks, plots);
    provenance(cell, blocks);
    String title =
        String.format(
            Locale.ROOT,
            "The law of %s in %d dimensions",
            cell.settings().dynamics().law(),
            cell.dimension());
    String subtitle =
        String.format(
            Locale.ROOT,
            "strategy %s, %d particles, seed %d",
            cell.settings().gnn().strategy(),
            cell.settings().dynamics().resolvedParticles(),
            cell.seed());
    cell.workspace()
        .write(new Path(temporary, PAGE), new ReportPage(title, subtitle, blocks).html());
    plots.forEach(
        (name, plot) -> cell.workspace().write(new Path(temporary, name + ".svg"), plot.svg()));
    return Map.of("page", page(cell).toString(), "pictures", plots.size());
  }

  private static void law(Cell cell, Scorecard scorecard, List<Block> blocks) {
    ComposedLaw law = LawFile.fitted(cell);
    ForceLaw truth = cell.settings().dynamics().forceLaw();
    Recovery recovery = scorecard.recovery();
    blocks.add(new Block.Heading("The law"));
    List<Block.LawLine> lines = new ArrayList<>();
    for (int k = 0; k < cell.dimension(); k++) {
      lines.add(
          new Block.LawLine(
              "message " + (k + 1),
              law.edges().get(k).toText(5),
              "an affine map of f = " + truth.formula()));
    }
    List<String> axes = List.of("x", "y", "z");
    for (int k = 0; k < cell.dimension(); k++) {
      lines.add(
          new Block.LawLine(
              "acceleration " + axes.get(k),
              law.nodes().get(k).toText(5),
              "(1 / m) times the sum of f_" + axes.get(k)));
    }
    blocks.add(new Block.Laws(lines));
    blocks.add(
        new Block.Paragraph(
            "s1, s2 and so on are the messages summed over the other particles; u is the unit"
                + " vector from receiver to sender. As maps of the true force: "
                + String.join("; ", scorecard.maps())
                + "."));
    blocks.add(
        new Block.Paragraph(
            "What the network says, each function by itself, before the law was fitted as a whole:"));
    blocks.add(new Block.Laws(spoken(cell)));
    blocks.add(
        new Block.Verdict(
            "recovered",
            recovery.recovered() ? Block.Outcome.YES : Block.Outcome.NO,
            scorecard.lines().get(0).note() + ". Domain: " + Recovery.DOMAIN + "."));
    List<Block.Score> scores =
        scorecard.lines().stream()
            .map(line -> new Block.Score(line.name(), line.value(), line.note()))
            .toList();
    blocks.add(
        Block.Table.scorecard("Errors are mean absolute accelerations [length / time^2].", scores));
  }

  /** The formulas of the network's functions as they were chosen from the fronts. */
  private static List<Block.LawLine> spoken(Cell cell) {
    List<Block.LawLine> lines = new ArrayList<>();
    for (String line : LawFile.composed(cell).lines(4)) {
      int equals = line.indexOf(" = ");
      if (equals > 0) {
        lines.add(
            new Block.LawLine(
                line.substring(0, equals).replace('_', ' '), line.substring(equals + 3), ""));
      }
    }
    return lines;
  }

  private static void messages(Cell cell, List<Block> blocks, Map<String, Plot> plots) {
    List<EdgeSample> edges = RecordStage.edges(cell);
    KeptMessages kept = RecordStage.kept(cell);
    ForceLaw truth = cell.settings().dynamics().forceLaw();
    double[][] forces = new double[cell.dimension()][edges.size()];
    for (int row = 0; row < edges.size(); row++) {
      double[] f = TrueForce.of(truth, edges.get(row).inputs(), cell.dimension());
      for (int k = 0; k < f.length; k++) {
        forces[k][row] = f[k];
      }
    }
    blocks.add(new Block.Heading("Messages against the true force"));
    double[][] columns = kept.columns(edges);
    for (int k = 0; k < kept.count(); k++) {
      Plot plot = againstForce(k, forces, columns[k]);
      plots.put("message-" + (k + 1) + "-against-force", plot);
      blocks.add(
          new Block.Figure(
              plot, "Each point is an edge of the test set; on the line the message is linear."));
    }
    if (kept.deviations().length > kept.count()) {
      Plot spectrum = spectrum(kept);
      plots.put("message-spectrum", spectrum);
      blocks.add(new Block.Figure(spectrum, "How much each message component says."));
    }
  }

  private static Plot againstForce(int k, double[][] forces, double[] message) {
    AffineFit fit = AffineFit.of(forces, message);
    double[] mapped = new double[message.length];
    for (int row = 0; row < mapped.length; row++) {
      mapped[row] = fit.offset();
      for (int axis = 0; axis < forces.length; axis++) {
        mapped[row] += fit.slopes()[axis] * forces[axis][row];
      }
    }
    return new ScatterPlot(
        String.format(Locale.ROOT, "Message %d, R2 = %.4f", k + 1, fit.r2()),
        "best affine map of the true force",
        "message " + (k + 1),
        mapped,
        message,
        List.of(new ScatterPlot.Line("equal", 1, 0)));
  }

  private static Plot spectrum(KeptMessages kept) {
    double[] presence = kept.presence();
    List<Integer> order =
        IntStream.range(0, kept.deviations().length)
            .boxed()
            .sorted((a, b) -> Double.compare(kept.deviations()[b], kept.deviations()[a]))
            .limit(SPECTRUM)
            .toList();
    List<BarChart.Bar> bars =
        order.stream()
            .map(
                c ->
                    new BarChart.Bar(
                        String.valueOf(c + 1),
                        kept.deviations()[c],
                        presence[c] > 0.5 ? "kept" : "others"))
            .toList();
    return new BarChart(
        "Spread of the message components", "component", "standard deviation", bars);
  }

  private static void fronts(Cell cell, List<Block> blocks, Map<String, Plot> plots) {
    blocks.add(new Block.Heading("Formulas by complexity"));
    List<FrontTable.Member> fronts = RegressStage.fronts(cell);
    List<MemberVerdict> verdicts = EvaluateStage.members(cell);
    List<Block> tables = new ArrayList<>();
    List<String> components = new ArrayList<>(Components.messages(cell.dimension()));
    components.addAll(Components.accelerations(cell.dimension()));
    for (String component : components) {
      ParetoPlot plot = front(cell, fronts, verdicts, component);
      plots.put("front-" + component.replace('_', '-'), plot);
      blocks.add(
          new Block.Figure(
              plot,
              component.startsWith("message")
                  ? "Each step is the best formula of that complexity; the diamond is the simplest that is"
                      + " an affine map of the true force, mixed axes and scales included."
                  : "Each step is the best formula of that complexity; the diamond is the simplest that is"
                      + " the true acceleration where the messages are exact."));
      tables.add(Block.Table.front(plot));
    }
    blocks.addAll(tables);
  }

  private static ParetoPlot front(
      Cell cell, List<FrontTable.Member> fronts, List<MemberVerdict> verdicts, String component) {
    List<FrontTable.Member> members = FrontTable.first(fronts, component);
    List<String> names =
        component.startsWith("message")
            ? EdgeVariables.names(cell.dimension())
            : NodeVariables.names(cell.dimension());
    int chosen = ParetoPlot.NONE;
    int truth = ParetoPlot.NONE;
    List<FrontPoint> points = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      FrontTable.Member member = members.get(i);
      Expression formula = Expression.parse(member.formula(), names);
      points.add(new FrontPoint(member.complexity(), member.loss(), formula.toText(4)));
      if (member.chosen()) {
        chosen = i;
      }
      if (truth == ParetoPlot.NONE && recovered(verdicts, member)) {
        truth = i;
      }
    }
    return new ParetoPlot(component.replace('_', ' '), "loss", points, chosen, truth);
  }

  private static boolean recovered(List<MemberVerdict> verdicts, FrontTable.Member member) {
    return verdicts.stream()
        .anyMatch(
            v ->
                v.recovered()
                    && v.component().equals(member.component())
                    && v.structure().equals(member.structure())
                    && v.formula().equals(member.formula()));
  }

  private static void training(
      Cell cell, Scorecard scorecard, List<Block> blocks, Map<String, Plot> plots) {
    List<EpochReport> curve = TrainStage.curve(cell);
    double[] epochs = curve.stream().mapToDouble(EpochReport::epoch).toArray();
    LineChart chart =
        new LineChart(
            "Learning curve",
            "epoch",
            "mean absolute error [length / time^2]",
            AxisScale.LOG,
            List.of(
                new LineChart.Series(
                    "training",
                    epochs,
                    curve.stream().mapToDouble(EpochReport::trainingLoss).toArray()),
                new LineChart.Series(
                    "validation",
                    epochs,
                    curve.stream().mapToDouble(EpochReport::validationError).toArray())));
    plots.put("learning-curve", chart);
    blocks.add(new Block.Heading("Training"));
    blocks.add(
        new Block.Figure(
            chart,
            String.format(
                Locale.ROOT,
                "Error of the network; on the pruned test set it ends at %.4g.",
                scorecard.network().mean())));
  }

  private static void provenance(Cell cell, List<Block> blocks) {
    blocks.add(new Block.Heading("How it was made"));
    List<Block.Entry> entries = new ArrayList<>();
    Versions.all().forEach((name, version) -> entries.add(new Block.Entry(name, version)));
    for (String line : Reference.text(cell.settings()).lines().toList()) {
      if (line.contains(" = ") && !line.strip().startsWith("#")) {
        int equals = line.indexOf(" = ");
        entries.add(new Block.Entry(line.substring(0, equals).strip(), line.substring(equals + 3)));
      }
    }
    blocks.add(Block.Table.provenance(entries));
  }
}
