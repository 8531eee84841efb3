package org.principia.jobs.cluster.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.jobs.cluster.search.SearchJob.SearchListener;
import org.principia.jobs.console.Console;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * How searches get on: a table that is rewritten on a terminal, a line a round elsewhere, and the
 * time left below.
 */
public final class SearchTable implements SearchListener {
  /** Lines of the longest search: of more rounds than that some are passed over. */
  private static final int LINES = 200;

  /** Lines of the table on a terminal. */
  private static final int ROWS = 14;

  private static final double WHOLE = 1000;

  private final Console console;
  private final String step;
  private final SymbolicSettings settings;
  private final int searches;
  private final int every;
  private final int nameWidth;
  private final long started = System.nanoTime();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private int ended;
  private long fits;
  private boolean headed;

  /** The last known state of a search. */
  private record Row(ParetoFront front, int round, long fits, String end) {}

  /** The table of a job that searches for all these names; the progress line says the step. */
  public SearchTable(Console console, String step, SymbolicSettings settings, List<String> names) {
    this.console = console;
    this.step = step;
    this.settings = settings;
    this.searches = names.size();
    long lines = (long) settings.rounds() * names.size();
    this.every = (int) Math.min(Integer.MAX_VALUE, (lines + LINES - 1) / LINES);
    this.nameWidth =
        names.size() == 1
            ? 0
            : Math.max(6, Math.min(20, names.stream().mapToInt(String::length).max().orElse(1)));
  }

  @Override
  public void at(String name, Search search) {
    Row before = rows.get(name);
    if (before == null && search.round() > 0) {
      say("  " + (searches == 1 ? "" : name + " ") + "goes on after round " + search.round());
    }
    if (before == null && !search.columns().isEmpty()) {
      say(
          "  %sof many columns the search takes %s; --features names others"
              .formatted(searches == 1 ? "" : name + ": ", String.join(", ", search.columns())));
    }
    if (before != null && before.front().loss() != search.front().loss()) {
      say(
          "  %serrors grow with the target: they are judged as shares of it from here on"
              .formatted(searches == 1 ? "" : name + ": "));
    }
    fits += before == null ? 0 : search.fits() - before.fits();
    Row row = new Row(search.front(), search.round(), search.fits(), "");
    rows.put(name, row);
    // The last round is reported with the end.
    if (before != null && search.round() % every == 0 && !search.finished()) {
      line(name, row);
    }
    show();
  }

  @Override
  public void ended(String name, Found found) {
    ended++;
    Row row = new Row(found.front(), found.rounds(), found.fits(), found.end().label());
    rows.put(name, row);
    if (searches <= LINES) {
      line(name, row);
    }
    show();
  }

  @Override
  public void stopping() {
    console.info("  stopping: rounds under way are dropped; another signal ends at once");
  }

  /** Of many searches only the active ones are shown when they begin. */
  private void say(String text) {
    if (searches <= LINES) {
      console.info(text);
    }
  }

  private void line(String name, Row row) {
    if (console.terminal()) {
      return;
    }
    if (!headed) {
      headed = true;
      console.info(header());
    }
    console.info(text(name, row));
  }

  private String header() {
    return String.format(
        Locale.ROOT,
        "  %s%5s %10s %13s %9s  %s",
        padded("search"),
        "round",
        "complexity",
        settings.loss() == Loss.AUTO ? "loss" : settings.loss().label(),
        "fits/s",
        "formula");
  }

  private String text(String name, Row row) {
    ParetoMember m = row.front().chosen();
    return String.format(
        Locale.ROOT,
        "  %s%5d %10d %13.4g %9.0f  %s%s",
        padded(name),
        row.round(),
        m.complexity(),
        m.loss(),
        rate(),
        m.expression().readable().toText(4),
        row.end().isEmpty() ? "" : "   (" + row.end() + ")");
  }

  /** A name in its column; a search alone needs none. */
  private String padded(String name) {
    if (nameWidth == 0) {
      return "";
    }
    String shown = name.length() > nameWidth ? name.substring(0, nameWidth - 1) + "…" : name;
    return shown + " ".repeat(nameWidth + 1 - shown.length());
  }

  /** Formulas fitted a second by all searches, since this process began. */
  private double rate() {
    return fits / Math.max(1e-3, seconds());
  }

  private double seconds() {
    return (System.nanoTime() - started) * 1e-9;
  }

  private void show() {
    if (console.terminal()) {
      console.block(block());
    }
    console.progress(
        step,
        ended == searches ? WHOLE : WHOLE * Math.min(0.999, share()),
        WHOLE,
        String.format(
            Locale.ROOT,
            "%s%.0f formulas fitted a second",
            searches > 1 ? ended + " of " + searches + " searches ended, " : "",
            rate()));
  }

  /** How much is done of all rounds; a search may end before its last one. */
  private double share() {
    double done = 0;
    for (Row row : rows.values()) {
      double rounds = settings.shareBefore(row.round());
      double limit =
          settings.evaluationLimit() > 0 ? row.fits() / (double) settings.evaluationLimit() : 0;
      done += row.end().isEmpty() ? Math.min(1, Math.max(rounds, limit)) : 1;
    }
    double time = settings.timeLimit() > 0 ? seconds() / settings.timeLimit() : 0;
    return Math.max(done / searches, time);
  }

  private List<String> block() {
    List<String> lines = new ArrayList<>();
    if (searches == 1) {
      rows.values().forEach(row -> front(lines, row));
      return lines;
    }
    lines.add(header());
    rows.forEach(
        (name, row) -> {
          if (lines.size() <= ROWS && row.end().isEmpty()) {
            lines.add(text(name, row));
          }
        });
    return lines;
  }

  /** The last members: the simplest are of the least interest. */
  private static void front(List<String> lines, Row row) {
    List<String> all = row.front().toText().lines().toList();
    lines.add("  round " + row.round());
    lines.add(all.get(0));
    lines.addAll(all.subList(Math.max(1, all.size() - ROWS), all.size()));
  }
}
