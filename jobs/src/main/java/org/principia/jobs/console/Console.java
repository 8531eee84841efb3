package org.principia.jobs.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.principia.jobs.artefact.Json;

/**
 * What a command shows: results on standard output, lines and progress on standard error.
 *
 * <p>Of results as JSON the text is progress too. Of several works at a time each has a {@link
 * #part}: its lines bear its name, and on a terminal its progress is one line of a block. Where the
 * {@link EventLog} is on, it gets the lines in place of standard error.
 */
public final class Console implements Progress {
  private static final long TERMINAL_INTERVAL = 200_000_000L;
  private static final long LOG_INTERVAL = 10_000_000_000L;
  private static final long LOG_INTERVAL_OF_A_PART = 60_000_000_000L;
  private static final int BAR = 20;

  private final PrintStream out;
  private final Terminal terminal;
  private final Detail detail;
  private final Format format;
  private final LongSupplier nanoTime;
  private final boolean log = EventLog.isOn();

  /** Name of a part; empty for the whole. */
  private final String name;

  private Map<String, String> context = Map.of();
  private Progress watcher = Progress.NONE;

  /** When the step started and was shown last [ns], and whether its end was. */
  private long started;

  private long shown;
  private boolean finished;

  /** What an earlier attempt did, which took none of this one's time. */
  private double resumedAt;

  /** How much is shown: results and progress, or results alone. */
  public enum Detail {
    FULL,
    QUIET
  }

  /** In which form results are printed: for people, or as one JSON object on one line. */
  public enum Format {
    TEXT,
    JSON
  }

  /** A console on the process's streams. */
  public Console(Detail detail) {
    this(detail, Format.TEXT);
  }

  /** A console on the process's streams. */
  public Console(Detail detail, Format format) {
    this(System.out, terminal(System.err), detail, format, System::nanoTime, "");
  }

  private static Terminal terminal(PrintStream err) {
    boolean terminal = Colours.terminal();
    boolean colours = Colours.wanted(terminal, System.getenv("NO_COLOR")) && !EventLog.isOn();
    return new Terminal(err, terminal, colours);
  }

  Console(
      PrintStream out,
      Terminal terminal,
      Detail detail,
      Format format,
      LongSupplier nanoTime,
      String name) {
    this.out = out;
    this.terminal = terminal;
    this.detail = detail;
    this.format = format;
    this.nanoTime = nanoTime;
    this.name = name;
  }

  /**
   * The console of one of several works at a time, which writes through this one and begins lines
   * with the work's name; to be cleared when that work ends.
   */
  public Console part(String work) {
    return new Console(out, terminal, detail, format, nanoTime, work);
  }

  private boolean isPart() {
    return !name.isEmpty();
  }

  /** Sets what receives all progress, shown or not, in place of the former watcher. */
  public synchronized void watch(Progress next) {
    watcher = next;
  }

  /** Sets what stands below the lines of the parts: one line, not empty. */
  public void foot(String text) {
    terminal.foot(text);
  }

  /** Prints a result of one line or more. */
  public synchronized void print(String text) {
    if (isPart() || json()) {
      info(text);
      return;
    }
    if (log) {
      EventLog.info(text, context);
    }
    write(text);
  }

  /**
   * Prints the entries of a command's result, where that is wanted as JSON; the last that it
   * prints.
   */
  public synchronized void result(Map<String, ?> entries) {
    if (json()) {
      write(Json.ascii(entries));
    }
  }

  private void write(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /** Prints a line on what is going on, unless quiet; of a part, also several. */
  public synchronized void info(String text) {
    if (log) {
      EventLog.info(text, context);
    } else if (detail == Detail.FULL) {
      terminal.print(name, text);
    }
  }

  /** Prints a line on something that begins, unless quiet. */
  public synchronized void heading(String text) {
    info(terminal.in(Colours.BOLD, text));
  }

  /**
   * Sets what the log names as being worked on, cell and stage by their keys; returns the former.
   */
  public synchronized Map<String, String> working(Map<String, String> next) {
    Map<String, String> before = context;
    context = Map.copyOf(next);
    return before;
  }

  /** Starts the clock of a long step, from which the time left is estimated. */
  public void start() {
    startAt(-1);
  }

  /**
   * Starts the clock of a step of which an earlier attempt did a part, in the unit of {@link
   * #progress}; negative to take it from the first progress.
   */
  public synchronized void startAt(double done) {
    started = nanoTime.getAsLong();
    shown = started;
    resumedAt = done;
    finished = false;
    block(List.of());
  }

  @Override
  public synchronized void progress(String step, double done, double total, String note) {
    watcher.progress(step, done, total, note);
    if (!isDue(done, total) || (detail == Detail.QUIET && !log)) {
      return;
    }
    double share = done / Math.max(total, 1e-300);
    double seconds = (shown - started) * 1e-9;
    double left = done > resumedAt ? seconds * (total - done) / (done - resumedAt) : Double.NaN;
    String line =
        String.format(
            Locale.ROOT,
            "  %-9s %s %3.0f %%  %s, %s left%s",
            step,
            bar(share),
            100 * share,
            time(seconds),
            Double.isNaN(left) ? "?" : time(left),
            note.isEmpty() ? "" : "  " + note);
    if (log) {
      EventLog.info(line, context);
    } else {
      terminal.progress(name, line);
    }
  }

  /** Whether progress is to be shown: the end once, all else not more often than an interval. */
  private boolean isDue(double done, double total) {
    if (resumedAt < 0) {
      resumedAt = Math.max(0, done - 1);
    }
    long now = nanoTime.getAsLong();
    long slow = isPart() ? LOG_INTERVAL_OF_A_PART : LOG_INTERVAL;
    long interval = terminal.isRewritable() && !log ? TERMINAL_INTERVAL : slow;
    boolean last = done >= total;
    if (last ? finished : now - shown < interval) {
      return false;
    }
    finished = last;
    shown = now;
    return true;
  }

  private String bar(double share) {
    int full = (int) Math.floor(BAR * Math.min(1, share) + 1e-9);
    return "[" + terminal.in(Colours.GREEN, "#".repeat(full)) + ".".repeat(BAR - full) + "]";
  }

  /** Seconds as a person writes them: {@code 42 s} or {@code 3 min 05 s}. */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }

  /** Whether results are printed as JSON. */
  public boolean json() {
    return format == Format.JSON;
  }

  /**
   * Whether lines can be rewritten; of a part, that they are: it has one line and shows no more.
   */
  public boolean terminal() {
    return !log && (isPart() || terminal.isRewritable());
  }

  /**
   * Sets what stands above the progress line and is rewritten with it, fewer lines than a terminal
   * has, cut at its edge; nothing but on a terminal.
   */
  public void block(List<String> lines) {
    if (!isPart()) {
      terminal.block(lines);
    }
  }

  /** Takes the progress line away, before something else writes to the terminal. */
  public void clear() {
    if (isPart()) {
      terminal.end(name);
    } else {
      terminal.clear();
    }
  }
}
