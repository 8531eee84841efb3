package org.principia.jobs.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.principia.jobs.console.Console;
import org.principia.jobs.sweep.CellResult.Status;

/** The results for people: a table of laws and strategies, and one of all cells. */
final class ResultText {
  /** Column of the network's mean error. */
  static final String NETWORK = "network_error_mean";

  /** Column of the law's mean error. */
  static final String LAW = "law_error_mean";

  /** Columns of the errors that are shown beside the verdict. */
  static final List<String> ERRORS = List.of(NETWORK, LAW);

  /** The smallest ratio of the network's error to the law's outside the training range. */
  private static final String OUTSIDE = "extrapolation_ratio";

  private static final int WIDE = 26;

  private ResultText() {}

  /** The strategies, and the results of each row by strategy, both in the plan's order. */
  record Grid(List<String> strategies, Map<String, Map<String, CellResult>> rows) {
    /** Arranges results; a function names the row of a cell. */
    static Grid of(List<CellResult> results, Function<PlannedCell, String> name) {
      Map<String, Map<String, CellResult>> rows = new LinkedHashMap<>();
      for (CellResult r : results) {
        rows.computeIfAbsent(name.apply(r.cell()), any -> new LinkedHashMap<>())
            .put(r.cell().id().strategy(), r);
      }
      return new Grid(
          results.stream().map(r -> r.cell().id().strategy()).distinct().toList(), rows);
    }
  }

  /** The table that a sweep ends with. */
  static String matrix(List<CellResult> results) {
    Grid grid = Grid.of(results, PlannedCell::frames);
    List<String> strategies = grid.strategies();
    Map<String, Map<String, CellResult>> rows = grid.rows();
    int first = Math.max(12, rows.keySet().stream().mapToInt(String::length).max().orElse(0));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Recovered, error of the network, error of the law; below it what is published:");
    lines.add(StringUtils.rightPad("", first) + joined(strategies));
    rows.forEach(
        (name, cells) -> {
          lines.add(
              StringUtils.rightPad(name, first)
                  + joined(strategies.stream().map(s -> ours(cells.get(s))).toList()));
          if (cells.values().stream().anyMatch(r -> Published.of(r.cell()).isPresent())) {
            lines.add(
                StringUtils.rightPad("  published", first)
                    + joined(strategies.stream().map(s -> theirs(cells.get(s))).toList()));
          }
        });
    lines.add("");
    lines.add(counts(results));
    lines.add(scale(results));
    if (results.stream().map(ResultText::recovered).anyMatch("yes*"::equals)) {
      lines.add(
          "* right, but found from training accelerations; the network's messages do not contain"
              + " it.");
    }
    results.stream()
        .filter(r -> r.status() == Status.FAILED)
        .forEach(r -> lines.add("failed: " + r.cell().label() + ": " + r.reason()));
    return String.join("\n", lines);
  }

  private static String joined(List<String> cells) {
    return cells.stream()
        .map(c -> "  " + StringUtils.rightPad(c, WIDE))
        .collect(Collectors.joining())
        .stripTrailing();
  }

  private static String ours(CellResult r) {
    if (r == null) {
      return "";
    }
    return switch (r.status()) {
      case RECOVERED -> recovered(r) + " " + errors(r);
      case NOT_RECOVERED -> "no  " + errors(r);
      case FAILED -> "failed";
      case MISSING -> r.seconds().containsKey("train") ? "trained" : "-";
    };
  }

  /** With an asterisk where the network's messages do not contain the law that was found. */
  private static String recovered(CellResult r) {
    return isByAccelerations(r) ? "yes*" : "yes";
  }

  private static String errors(CellResult r) {
    return number(r.score(NETWORK)) + "  " + number(r.score(LAW));
  }

  private static String theirs(CellResult r) {
    return Optional.ofNullable(r)
        .flatMap(result -> Published.of(result.cell()))
        .map(
            p ->
                (p.recovered() ? "yes " : "no  ")
                    + p.networkError()
                    + "  "
                    + (p.composedError().isEmpty() ? "-" : p.composedError()))
        .orElse("");
  }

  private static String factor(double value) {
    return Double.isNaN(value)
        ? "-"
        : String.format(Locale.ROOT, value < 1e4 ? "%.3g" : "%.1e", value);
  }

  private static String number(double value) {
    String format = value != 0 && Math.abs(value) < 1e-3 ? "%.1e" : "%.4f";
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** How many came to what. */
  static String counts(List<CellResult> results) {
    long apart = results.stream().filter(ResultText::isByAccelerations).count();
    return results.size()
        + " cells: "
        + Arrays.stream(Status.values())
            .map(s -> results.stream().filter(r -> r.status() == s).count() + " " + s.label())
            .collect(Collectors.joining(", "))
        + (apart == 0 ? "" : " (" + apart + " of the recovered by accelerations alone)");
  }

  /** Whether the law is right, and was found by training accelerations and not by messages. */
  static boolean isByAccelerations(CellResult r) {
    return r.status() == Status.RECOVERED && "accelerations".equals(r.scores().get("found_by"));
  }

  private static String scale(List<CellResult> results) {
    DoubleSummaryStatistics seen =
        results.stream()
            .filter(r -> r.scale().epochs() > 0)
            .mapToDouble(r -> r.scale().passes())
            .summaryStatistics();
    if (seen.getCount() == 0) {
      return "No network is trained yet.";
    }
    return String.format(
        Locale.ROOT,
        "Networks saw %s to %s million frames in all (frames times epochs); those published about"
            + " 375 million each (7500 runs of 500 states, 100 epochs).",
        millions(seen.getMin()),
        millions(seen.getMax()));
  }

  private static String millions(double passes) {
    return String.format(Locale.ROOT, passes < 1e6 ? "%.2g" : "%.1f", passes * 1e-6);
  }

  /** All cells as a table in Markdown. */
  static String markdown(List<CellResult> results) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| cell | recovered | network error | law error | outside, network / law | million frames"
            + " seen | time | commit | published: recovered | messages | accelerations | network"
            + " error | composed error |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    results.forEach(r -> lines.add(row(r)));
    lines.add("");
    lines.add(counts(results) + ". " + scale(results));
    lines.add(
        "Errors are means over frames of the mean absolute error of the acceleration on the pruned"
            + " test set; the published sets are pruned less, so that errors compare within a"
            + " source only. Outside: the smallest, over kinds of states outside the training"
            + " range, of the network's error over the law's. Published: a reproduction of"
            + " arXiv:2006.11287; its composed error is that of the best composed formulas for the"
            + " law and dimension. With an asterisk: right, but found from training accelerations;"
            + " the network's messages do not contain it.");
    List<CellResult> explained = results.stream().filter(r -> !r.reason().isEmpty()).toList();
    if (!explained.isEmpty()) {
      lines.add("");
      explained.forEach(
          r -> {
            boolean told = r.scores().get("reason_text") instanceof String text && !text.isEmpty();
            Object why = told ? r.scores().get("reason_text") : r.reason();
            lines.add("- %s (%s): %s".formatted(r.cell().label(), r.status().label(), why));
          });
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(CellResult r) {
    Optional<Published> p = Published.of(r.cell());
    return Stream.of(
            r.cell().label(),
            switch (r.status()) {
              case RECOVERED -> recovered(r);
              case NOT_RECOVERED -> "no";
              default -> r.status().label();
            },
            number(r.score(NETWORK)),
            number(r.score(LAW)),
            factor(r.score(OUTSIDE)),
            r.scale().epochs() > 0 ? millions(r.scale().passes()) : "-",
            r.allSeconds() > 0 ? Console.time(r.allSeconds()) : "-",
            commits(r),
            p.map(q -> q.recovered() ? "yes" : "no").orElse("-"),
            p.map(Published::messages).orElse("-"),
            p.map(Published::accelerations).orElse("-"),
            p.map(Published::networkError).orElse("-"),
            p.map(Published::composedError).filter(e -> !e.isEmpty()).orElse("-"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String commits(CellResult r) {
    String trained = r.trainedCommit();
    if (r.commit().isEmpty()) {
      return trained.isEmpty() ? "-" : trained;
    }
    return r.commit() + (r.commit().equals(trained) ? "" : " (trained " + trained + ")");
  }
}
