package org.principia.jobs.stage;

import org.principia.jobs.run.Work;
import org.principia.jobs.run.Stage;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.artefact.cell.ScorecardArtefact;
import org.principia.jobs.artefact.cell.ReportArtefact;
import org.principia.jobs.artefact.cell.ModelArtefact;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.jobs.artefact.cell.LawArtefact;
import org.principia.jobs.artefact.cell.FrontsArtefact;
import org.principia.jobs.artefact.cell.FrontMember;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.Directory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.dynamics.ForceLaw;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.config.Reference;
import org.principia.jobs.report.ChartLibrary;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.Expression;
import org.principia.theory.ComposedLaw;
import org.principia.theory.PhysicalForm;
import org.principia.validation.AffineFit;
import org.principia.validation.EdgeForces;
import org.principia.validation.MemberVerdict;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.BarChart;
import org.principia.visuals.chart.FrontPoint;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.Plot;
import org.principia.visuals.chart.ScatterPlot;
import org.principia.visuals.chart.SpectrumPlot;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;
import org.principia.visuals.report.ErrorSpread;
import org.principia.visuals.report.PairForces;
import org.principia.visuals.report.TwoMotions;

/** Writes the report of a cell: one page, and each picture as a file of its own. */
public final class ReportStage implements Stage<ScorecardArtefact, ReportArtefact> {
  /** To be changed when the same tables come to make another page. */
  private static final String METHOD = "page 3\n";

  private static final int SPECTRUM = 15;

  /** Frames of the test set whose errors are shown. */
  private static final int FRAMES = 1000;

  private static final int DIGITS = 5;
  private static final List<String> AXES = List.of("x", "y", "z");

  @Override
  public String verb() {
    return "report";
  }

  @Override
  public Directory directory(CellDirectories cell) {
    return cell.report();
  }

  @Override
  public List<String> sections() {
    return List.of();
  }

  @Override
  public String settings(Configuration all) {
    return METHOD;
  }

  @Override
  public ReportArtefact output(ScorecardArtefact scorecard, Directory at, Work work) {
    return new ReportArtefact(at, scorecard);
  }

  @Override
  public Map<String, Object> make(ScorecardArtefact judged, ReportArtefact output, Work work) {
    Cell cell = Cell.of(judged, work);
    List<Block> blocks = new ArrayList<>();
    Scorecard scorecard = cell.scorecard().scorecard();
    GraphNetwork network = cell.model().network();
    ComposedLaw law = cell.law().fitted();
    law(cell, scorecard, law, blocks);
    motion(cell, law, blocks);
    forces(cell, network, law, blocks);
    messages(cell, blocks);
    fronts(cell, blocks);
    errors(cell, network, law, blocks);
    training(cell, scorecard, blocks);
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
    ReportPage page = new ReportPage(title, subtitle, blocks);
    output.write(page, page.html(ChartLibrary.text()));
    Object path = directory(work.directories()).file("index.html");
    return Map.of("page", path.toString(), "pictures", page.named().size());
  }

  /** What the sections read. */
  private record Cell(
      Configuration settings,
      ScorecardArtefact scorecard,
      LawArtefact law,
      FrontsArtefact fronts,
      MessagesArtefact messages,
      ModelArtefact model) {
    static Cell of(ScorecardArtefact judged, Work work) {
      FrontsArtefact fronts = judged.law().fronts();
      MessagesArtefact messages = fronts.messages();
      return new Cell(
          work.settings(), judged, judged.law(), fronts, messages, messages.model());
    }

    int dimension() {
      return settings.dynamics().dimension();
    }

    long seed() {
      return settings.run().seed();
    }
  }

  private static void law(Cell cell, Scorecard scorecard, ComposedLaw law, List<Block> blocks) {
    ForceLaw truth = cell.settings().dynamics().forceLaw();
    Recovery recovery = scorecard.recovery();
    blocks.add(
        new Block.Verdict(
            "recovered",
            recovery.recovered() ? Block.Outcome.YES : Block.Outcome.NO,
            scorecard.lines().get(0).note() + ". Domain: " + Recovery.DOMAIN + "."));
    blocks.add(new Block.Heading("The law"));
    List<Block.LawLine> lines = new ArrayList<>();
    PhysicalForm.of(law)
        .flatMap(PhysicalForm::attraction)
        .ifPresent(
            force -> lines.add(line("force of a pair along u", force, attraction(truth), "")));
    for (int k = 0; k < cell.dimension(); k++) {
      String note =
          "Any affine map of the true force is the true message; here "
              + scorecard.maps().get(k)
              + ".";
      lines.add(line("message " + (k + 1), law.edges().get(k), truth.formula(), note));
    }
    for (int k = 0; k < cell.dimension(); k++) {
      String axis = AXES.get(k);
      lines.add(line("acceleration " + axis, law.nodes().get(k), "sum(f" + axis + ") / m", ""));
    }
    blocks.add(new Block.Laws(lines));
    blocks.add(
        new Block.Paragraph(
            "m1 and q1 are mass and charge of the particle that is acted on, m2 and q2 of the other"
                + " one; u is the unit vector towards it; each message has one component of u. s1,"
                + " s2 and so on are the messages summed over the other particles."));
    blocks.add(
        Block.Table.scorecard(
            "Errors are mean absolute accelerations [length / time^2].",
            scorecard.lines().stream()
                .map(line -> new Block.Score(line.name(), line.value(), line.note()))
                .toList()));
    ComposedLaw spoken = cell.law().composed();
    List<List<String>> rows = new ArrayList<>();
    for (String formula : spoken.lines(4)) {
      int equals = formula.indexOf(" = ");
      if (equals > 0) {
        rows.add(
            List.of(formula.substring(0, equals).replace('_', ' '), formula.substring(equals + 3)));
      }
    }
    blocks.add(
        new Block.Folded(
            "What the network says, each function by itself, before the law was fitted as a whole",
            new Block.Table(
                "",
                List.of(
                    new Block.Column("function", Block.Alignment.TEXT),
                    new Block.Column("formula", Block.Alignment.CODE)),
                rows)));
  }

  /** The true force without its direction. */
  private static String attraction(ForceLaw truth) {
    return truth.formula().replaceAll(" ?\\bu\\b", "").replace("  ", " ");
  }

  private static Block.LawLine line(String name, Expression found, String truth, String note) {
    return new Block.LawLine(
        name, found.toText(DIGITS), truth, note, found.toLatex(DIGITS), found.toSql());
  }

  private static void motion(Cell cell, ComposedLaw law, List<Block> blocks) {
    TwoMotions motions = TwoMotions.of(cell.settings().dynamics(), cell.seed(), law);
    blocks.add(new Block.Heading("Motion"));
    String end =
        motions.found().diverged()
            ? " Under the found law it could not be followed to its end."
            : "";
    blocks.add(
        new Block.Figure(
            "motion",
            motions.motion(),
            "A run of the test set, and the same start under the found law." + end));
    blocks.add(
        new Block.Figure(
            "drift",
            motions.drift(),
            "How far the two are apart, beside how far the particles went."));
  }

  private static void forces(Cell cell, GraphNetwork network, ComposedLaw law, List<Block> blocks) {
    PairForces forces =
        new PairForces(
            cell.settings().dynamics().forceLaw(), cell.dimension(), cell.messages().edges());
    blocks.add(new Block.Heading("Force over the distance"));
    blocks.add(
        new Block.Figure(
            "pair-force",
            forces.composed(law),
            "Messages are forces up to an affine map: the one that fits best on the sampled edges"
                + " is taken."));
    blocks.add(
        new Block.Figure(
            "extrapolation",
            forces.extrapolation(network::messages, cell.messages().kept()::of, law),
            "Two particles of mass and charge 1 at rest, the mean over directions. The data have "
                + forces.range()
                + ", but for one edge in a hundred at each end."));
  }

  private static void messages(Cell cell, List<Block> blocks) {
    List<EdgeSample> edges = cell.messages().edges();
    MessageProjection kept = cell.messages().kept();
    EdgeForces forces =
        EdgeForces.of(edges, cell.settings().dynamics().forceLaw(), cell.dimension());
    blocks.add(new Block.Heading("Messages"));
    double[][] columns = kept.columns(edges);
    for (int k = 0; k < kept.count(); k++) {
      blocks.add(
          new Block.Figure(
              "message-" + (k + 1) + "-against-force",
              againstForce(k, forces, columns[k]),
              "Each point is an edge of the test set; on the line the message is linear."));
    }
    if (kept.deviations().length > kept.count()) {
      blocks.add(
          new Block.Figure(
              "message-spectrum", spectrum(kept), "How much each message component says."));
    }
    List<EpochReport> curve = cell.model().curve();
    blocks.add(
        new Block.Figure(
            "spectrum-over-epochs",
            new SpectrumPlot(
                "The spectrum of the messages in training",
                cell.dimension(),
                curve.stream().mapToInt(EpochReport::epoch).toArray(),
                curve.stream().map(EpochReport::deviations).toArray(double[][]::new),
                curve.stream().map(EpochReport::linearity).toArray(double[][]::new)),
            "Deviations of the largest components, epoch by epoch; R² is how well the leading ones"
                + " follow the true force."));
  }

  /** Against the force, or what is left of it without a factor that the message does not have. */
  private static Plot againstForce(int k, EdgeForces forces, double[] message) {
    EdgeForces.Closest closest = forces.closest(message);
    double[][] columns = forces.as(closest.quantity());
    AffineFit fit = closest.map();
    double[] mapped = new double[message.length];
    for (int row = 0; row < mapped.length; row++) {
      mapped[row] = fit.offset();
      for (int axis = 0; axis < columns.length; axis++) {
        mapped[row] += fit.slopes()[axis] * columns[axis][row];
      }
    }
    return new ScatterPlot(
        String.format(Locale.ROOT, "Message %d, R2 = %.4f", k + 1, fit.r2()),
        "best affine map of the true force" + closest.quantity().divisor(),
        "message " + (k + 1),
        mapped,
        message,
        List.of(new ScatterPlot.Line("equal", 1, 0)));
  }

  private static Plot spectrum(MessageProjection kept) {
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

  /** Every front, the structures of a component one after another. */
  private static void fronts(Cell cell, List<Block> blocks) {
    blocks.add(new Block.Heading("Formulas by complexity"));
    blocks.add(
        new Block.Paragraph(
            "Each step is the best formula of that complexity. Where one is marked as the true"
                + " structure, it is the simplest that is an affine map of the true force, mixed"
                + " axes and scales included, or the true acceleration where the messages are"
                + " exact. Free formulas stand for one component each; central ones for all of"
                + " them: one function of distance, masses and charges, times a direction, of which"
                + " the front shows what the component has. The law takes its formulas from either,"
                + " those that serve the simulated accelerations best, and fits their constants"
                + " again. A click on a point or on a line of the table shows the formula."));
    List<MemberVerdict> verdicts = cell.scorecard().members();
    Map<String, List<FrontMember>> fronts = new LinkedHashMap<>();
    for (FrontMember member : cell.fronts().members()) {
      String name =
          member.component().replace('_', ' ')
              + ("free".equals(member.structure()) ? "" : ", " + member.structure());
      fronts.computeIfAbsent(name, n -> new ArrayList<>()).add(member);
    }
    fronts.forEach(
        (name, members) ->
            blocks.add(
                new Block.Front(
                    new Block.Figure(
                        "front-" + name.replaceAll("[^A-Za-z0-9]+", "-"),
                        front(cell, name, members, verdicts),
                        ""))));
  }

  private static ParetoPlot front(
      Cell cell, String name, List<FrontMember> members, List<MemberVerdict> verdicts) {
    boolean message = members.get(0).component().startsWith("message");
    List<String> names =
        message ? EdgeVariables.names(cell.dimension()) : NodeVariables.names(cell.dimension());
    int chosen = ParetoPlot.NONE;
    int truth = ParetoPlot.NONE;
    List<FrontPoint> points = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      FrontMember member = members.get(i);
      Expression formula = Expression.parse(member.formula(), names);
      points.add(
          new FrontPoint(
              member.complexity(),
              member.loss(),
              formula.toText(4),
              formula.toLatex(DIGITS),
              formula.toSql()));
      if (member.chosen()) {
        chosen = i;
      }
      if (truth == ParetoPlot.NONE && recovered(verdicts, member)) {
        truth = i;
      }
    }
    return new ParetoPlot(name, "loss", points, chosen, truth);
  }

  private static boolean recovered(List<MemberVerdict> verdicts, FrontMember member) {
    return verdicts.stream()
        .anyMatch(
            v ->
                v.recovered()
                    && v.component().equals(member.component())
                    && v.structure().equals(member.structure())
                    && v.formula().equals(member.formula()));
  }

  private static void errors(Cell cell, GraphNetwork network, ComposedLaw law, List<Block> blocks) {
    ErrorSpread spread =
        new ErrorSpread(cell.model().frames().drawn(Split.TEST, FRAMES), network::accelerations, law);
    blocks.add(new Block.Heading("Errors"));
    blocks.add(
        new Block.Figure(
            "errors",
            spread.chart(),
            String.format(
                Locale.ROOT,
                "Errors on %d frames of the pruned test set, particle by particle and frame by"
                    + " frame; the further left a curve, the better.",
                spread.frames())));
  }

  private static void training(Cell cell, Scorecard scorecard, List<Block> blocks) {
    List<EpochReport> curve = cell.model().curve();
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
    blocks.add(
        new Block.Figure(
            "learning-curve",
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
    entries.add(new Block.Entry("seed", Long.toString(cell.seed())));
    blocks.add(Block.Table.provenance(entries));
    List<Block.Entry> settings = new ArrayList<>();
    for (String line : Reference.text(cell.settings()).lines().toList()) {
      if (line.contains(" = ") && !line.strip().startsWith("#")) {
        int equals = line.indexOf(" = ");
        settings.add(
            new Block.Entry(line.substring(0, equals).strip(), line.substring(equals + 3)));
      }
    }
    blocks.add(new Block.Folded("All settings", Block.Table.provenance(settings)));
  }
}
