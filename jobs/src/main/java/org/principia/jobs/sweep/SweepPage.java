package org.principia.jobs.sweep;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.console.Console;
import org.principia.jobs.sweep.CellResult.Status;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.Block.Alignment;
import org.principia.visuals.page.Block.Column;
import org.principia.visuals.page.Block.Matrix.Answer;
import org.principia.visuals.page.Block.Matrix.Row;
import org.principia.visuals.page.ReportPage;

/**
 * The page of a sweep: a matrix of laws and strategies with links to the cells' own pages, errors
 * beside those published, and what ran for how long with which commit; {@code
 * OUT/report/index.html}, with its pictures and data.
 */
final class SweepPage {
  private SweepPage() {}

  /** Where the page lies. */
  static Path page(Storage output) {
    return new Path(output.root(), "report/index.html");
  }

  /** Writes the page anew; it is there as a whole or not at all. */
  static void write(SparkApplication spark, Storage output, List<CellResult> results) {
    Map<String, String> made = new LinkedHashMap<>(Versions.all());
    made.put("master", spark.master());
    ReportPage report =
        of(
            results,
            new Facts(
                path -> output.isOccupied(new Path(output.root(), path)),
                cell -> finished(output, cell),
                made));
    Path directory = page(output).getParent();
    for (Block.Figure figure : report.named()) {
      output.write(new Path(directory, figure.name() + ".svg"), figure.plot().svg());
      output.write(new Path(directory, "data/" + figure.name() + ".csv"), figure.plot().csv());
    }
    Path fresh = new Path(directory, "_index.html");
    output.write(fresh, report.html());
    try {
      output.delete(page(output));
      output.fileSystem().rename(fresh, page(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the scorecard of a cell was written. */
  private static Optional<Instant> finished(Storage output, PlannedCell cell) {
    Path manifest = new Path(cell.directory(output), "scorecard/" + Manifest.FILE);
    try {
      return Optional.of(Instant.ofEpochMilli(Failure.modified(output, manifest)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Facts of the output other than the results.
   *
   * @param written whether a path below the output is there: pages that are not are not linked
   * @param finished when the last stage of a cell that is complete ended
   * @param made with what the page was made
   */
  record Facts(
      Predicate<String> written,
      Function<PlannedCell, Optional<Instant>> finished,
      Map<String, String> made) {}

  /** The page of all cells. */
  static ReportPage of(List<CellResult> results, Facts facts) {
    ResultText.Grid grid = grid(results);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Laws and strategies"));
    blocks.add(matrix(grid, facts.written()));
    blocks.add(
        new Block.Paragraph(
            "A law that is right, but that the network's messages do not contain, is marked as"
                + " open. Errors are means over frames of the mean absolute error of the"
                + " acceleration on the pruned test set [length / time^2]. Published: a"
                + " reproduction of Cranmer et al. (arXiv:2006.11287), whose networks saw about 375"
                + " million frames each (frames times epochs) and whose test sets were pruned less"
                + " than ours, so that errors compare within one source only."));
    blocks.add(new Block.Heading("Errors"));
    blocks.add(errors(grid, "network-errors", "network", ResultText.NETWORK));
    blocks.add(errors(grid, "law-errors", "found law", ResultText.LAW));
    blocks.add(new Block.Heading("What ran"));
    blocks.add(runs(results, facts));
    List<CellResult> explained = results.stream().filter(r -> !r.reason().isEmpty()).toList();
    if (!explained.isEmpty()) {
      Shown reason = new Shown(new Column("reason", Alignment.TEXT), CellResult::reason);
      blocks.add(
          table("Why a law was not recovered, or a cell failed", List.of(reason), explained));
    }
    List<Shown> columns =
        results.stream()
            .flatMap(r -> r.scores().keySet().stream())
            .distinct()
            .map(
                name ->
                    new Shown(new Column(name, Alignment.TEXT), r -> text(r.scores().get(name))))
            .toList();
    blocks.add(
        new Block.Folded("All columns of the table of results", table("", columns, results)));
    blocks.add(Block.Table.pairs("Provenance", facts.made()));
    return new ReportPage("Laws found by a sweep", ResultText.counts(results), blocks);
  }

  private static Block.Matrix matrix(ResultText.Grid grid, Predicate<String> written) {
    List<Row> answers = new ArrayList<>();
    for (Map.Entry<String, Map<String, CellResult>> row : grid.rows().entrySet()) {
      Stream<CellResult> cells = grid.strategies().stream().map(row.getValue()::get);
      answers.add(new Row(row.getKey(), cells.map(r -> answer(r, written)).toList()));
    }
    return new Block.Matrix(
        "Whether the law was recovered; errors of network and found law; what is published",
        grid.strategies(),
        answers);
  }

  /** Rows by law and dimension, and by the directory above them where there are several. */
  private static ResultText.Grid grid(List<CellResult> results) {
    boolean one = results.stream().map(r -> r.cell().root()).distinct().count() == 1;
    return ResultText.Grid.of(results, one ? cell -> cell.id().system() : PlannedCell::frames);
  }

  private static Answer answer(CellResult r, Predicate<String> written) {
    if (r == null) {
      return new Answer(Block.Outcome.NONE, "–", "", List.of());
    }
    List<String> details = new ArrayList<>();
    if (r.status() == Status.RECOVERED || r.status() == Status.NOT_RECOVERED) {
      details.add("network " + number(r.score(ResultText.NETWORK)));
      details.add("law " + number(r.score(ResultText.LAW)));
      Optional.ofNullable(r.scores().get("found_by")).map(SweepPage::way).ifPresent(details::add);
    }
    Published.of(r.cell())
        .ifPresent(
            p ->
                details.add(
                    (p.recovered() ? "published: yes, network " : "published: no, network ")
                        + p.networkError()
                        + (p.composedError().isEmpty() ? "" : ", law " + p.composedError())));
    String page = r.cell().page();
    return new Answer(
        switch (r.status()) {
          case RECOVERED ->
              ResultText.isByAccelerations(r) ? Block.Outcome.OPEN : Block.Outcome.YES;
          case NOT_RECOVERED, FAILED -> Block.Outcome.NO;
          case MISSING -> Block.Outcome.OPEN;
        },
        r.status() == Status.MISSING && r.seconds().containsKey("train")
            ? "trained"
            : r.status().label(),
        written.test(page) ? "../" + page : "",
        details);
  }

  /** How a law was found, as the column of the results has it. */
  private static String way(Object foundBy) {
    return switch (String.valueOf(foundBy)) {
      case "choice" -> "by the formulas chosen";
      case "fronts" -> "by formulas on the fronts";
      case "accelerations" -> "by accelerations, not by messages";
      default -> "by " + foundBy;
    };
  }

  /** Errors of networks or of laws by strategy: a curve each, the rows in the matrix' order. */
  private static Block.Figure errors(
      ResultText.Grid grid, String name, String what, String column) {
    List<Map<String, CellResult>> rows = List.copyOf(grid.rows().values());
    List<String> numbered = new ArrayList<>();
    grid.rows().keySet().forEach(row -> numbered.add((numbered.size() + 1) + " " + row));
    double[] x = IntStream.rangeClosed(1, rows.size()).asDoubleStream().toArray();
    List<LineChart.Series> series = new ArrayList<>();
    for (String strategy : grid.strategies()) {
      Stream<CellResult> cells = rows.stream().map(row -> row.get(strategy));
      double[] y = cells.mapToDouble(r -> r == null ? Double.NaN : r.score(column)).toArray();
      series.add(new LineChart.Series(strategy, x, y));
    }
    return new Block.Figure(
        name,
        new LineChart(
            "Error of the " + what,
            "row of the matrix",
            "mean absolute error [length / time^2]",
            AxisScale.LOG,
            series),
        "By strategy; the rows of the matrix are " + String.join(", ", numbered) + ".");
  }

  /** A column of a table of cells, and what it shows of each. */
  private record Shown(Column column, Function<CellResult, String> text) {}

  private static Block.Table table(String caption, List<Shown> columns, List<CellResult> cells) {
    List<Shown> all = new ArrayList<>(columns);
    all.add(0, new Shown(new Column("cell", Alignment.TEXT), r -> r.cell().label()));
    return new Block.Table(
        caption,
        all.stream().map(Shown::column).toList(),
        cells.stream().map(r -> all.stream().map(c -> c.text().apply(r)).toList()).toList());
  }

  private static Block.Table runs(List<CellResult> results, Facts facts) {
    List<Shown> columns = new ArrayList<>();
    columns.add(new Shown(new Column("status", Alignment.TEXT), r -> r.status().label()));
    columns.add(
        new Shown(
            new Column("ended [UTC]", Alignment.NUMBER),
            r -> facts.finished().apply(r.cell()).map(SweepPage::minute).orElse("–")));
    columns.add(
        new Shown(new Column("trained by commit", Alignment.CODE), r -> known(r.trainedCommit())));
    columns.add(new Shown(new Column("judged by commit", Alignment.CODE), r -> known(r.commit())));
    columns.add(
        new Shown(
            new Column("million frames seen", Alignment.NUMBER),
            r ->
                r.scale().epochs() > 0
                    ? String.format(Locale.ROOT, "%.3g", r.scale().passes() * 1e-6)
                    : "–"));
    columns.add(new Shown(new Column("time", Alignment.NUMBER), r -> time(r.allSeconds())));
    results.stream()
        .flatMap(r -> r.seconds().keySet().stream())
        .distinct()
        .map(
            v ->
                new Shown(
                    new Column(v, Alignment.NUMBER), r -> time(r.seconds().getOrDefault(v, 0.0))))
        .forEach(columns::add);
    return table(
        "Cells, with the time of their stages and the commits of the program", columns, results);
  }

  private static String known(String commit) {
    return commit.isEmpty() ? "–" : commit;
  }

  private static String time(double seconds) {
    return seconds > 0 ? Console.time(seconds) : "–";
  }

  private static String minute(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MINUTES).toString().replace("T", " ").substring(0, 16);
  }

  /** A value of the table of results, numbers in four digits. */
  private static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    return Optional.ofNullable(value).map(String::valueOf).orElse("–");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4g", value);
  }
}
