package org.principia.jobs.console;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.principia.jobs.artefact.Json;

/**
 * Lines and a progress line that is rewritten on a terminal and printed now and then elsewhere.
 *
 * <p>Results go to standard output, progress to standard error; of results as JSON the text is
 * progress too. Of several works at a time each has a {@link #part}: its lines bear its name, and
 * on a terminal its progress is one line of a block. Where the {@link EventLog} is on, it has what
 * is said in place of standard error.
 */
public final class Console {
  private static final long TERMINAL_INTERVAL = 200_000_000L;
  private static final long LOG_INTERVAL = 10_000_000_000L;
  private static final long LOG_INTERVAL_OF_A_PART = 60_000_000_000L;
  private static final int BAR = 20;
  private static final String NO_WRAP = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  private final PrintStream out;
  private final PrintStream err;
  private final Detail detail;
  private final Format format;
  private final boolean terminal;
  private final boolean colours;
  private final boolean log = EventLog.isOn();
  private Map<String, String> where = Map.of();
  private final Optional<Console> whole;
  private final String name;
  private final Map<String, String> parts = new LinkedHashMap<>();
  private Watcher watcher = (step, done, total, note) -> {};
  private String foot = " ";
  private long started;
  private double resumedAt;
  private long shown;
  private boolean finished;
  private int width;
  private List<String> block = List.of();
  private int height;

  /** Is told of every progress, shown or not. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * A step is that far.
     *
     * @param step what is done
     * @param done how much, in any unit
     * @param total of how much
     * @param note what else there is to say
     */
    void at(String step, double done, double total, String note);
  }

  /** How much is said. */
  public enum Detail {
    /** Results and progress. */
    FULL,
    /** Results alone. */
    QUIET
  }

  /** In which form results are told. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object, on one line. */
    JSON
  }

  /**
   * A console on the process's streams.
   *
   * @param detail how much is said
   */
  public Console(Detail detail) {
    this(detail, Format.TEXT);
  }

  /**
   * A console on the process's streams.
   *
   * @param detail how much is said
   * @param format of results
   */
  public Console(Detail detail, Format format) {
    this(System.out, System.err, detail, format, Look.here());
  }

  Console(PrintStream out, PrintStream err, Detail detail, boolean terminal) {
    this(out, err, detail, Format.TEXT, terminal);
  }

  Console(PrintStream out, PrintStream err, Detail detail, Format format, boolean terminal) {
    this(out, err, detail, format, new Look(terminal, false));
  }

  /** Who reads it: whether on a terminal, and whether with colours. */
  private record Look(boolean terminal, boolean colours) {
    static Look here() {
      boolean terminal = Colours.terminal();
      return new Look(terminal, Colours.wanted(terminal, System.getenv("NO_COLOR")));
    }
  }

  private Console(PrintStream out, PrintStream err, Detail detail, Format format, Look look) {
    this.out = out;
    this.err = err;
    this.detail = detail;
    this.format = format;
    this.terminal = look.terminal();
    this.colours = look.colours();
    this.whole = Optional.empty();
    this.name = "";
  }

  private Console(Console whole, String name) {
    this.out = whole.out;
    this.err = whole.err;
    this.detail = whole.detail;
    this.format = whole.format;
    this.terminal = whole.terminal;
    this.colours = whole.colours;
    this.whole = Optional.of(whole);
    this.name = name;
  }

  /**
   * The console of one of several works at a time; to be cleared when that work ends.
   *
   * @param work its name, which its lines begin with
   * @return a console that writes through this one
   */
  public Console part(String work) {
    return new Console(this, work);
  }

  /**
   * Sets who is told of progress, in place of who was.
   *
   * @param next the watcher
   */
  public synchronized void watch(Watcher next) {
    watcher = next;
  }

  /**
   * What stands below the lines of the parts.
   *
   * @param text one line, not empty
   */
  public synchronized void foot(String text) {
    foot = text;
  }

  /**
   * Prints a result.
   *
   * @param text one line or more
   */
  public synchronized void print(String text) {
    if (whole.isPresent() || format == Format.JSON) {
      say(text);
      return;
    }
    if (log) {
      EventLog.info(text, where);
    }
    clear();
    out.println(text);
    out.flush();
  }

  /**
   * Prints what a command came to, where that is wanted as JSON; the last that it prints.
   *
   * @param entries of the object
   */
  public synchronized void result(Map<String, ?> entries) {
    if (format == Format.JSON) {
      clear();
      out.println(Json.ascii(entries));
      out.flush();
    }
  }

  /**
   * Prints what is going on, unless quiet.
   *
   * @param text one line; of a part, also several
   */
  public synchronized void say(String text) {
    if (log) {
      EventLog.info(text, where);
    } else {
      show(text);
    }
  }

  /**
   * Says that something begins, unless quiet.
   *
   * @param text one line
   */
  public synchronized void heading(String text) {
    say(Colours.BOLD.of(text, colours && !log));
  }

  /**
   * What is worked on from now on, for the log.
   *
   * @param context cell and stage by their keys
   * @return what was worked on before
   */
  public synchronized Map<String, String> working(Map<String, String> context) {
    Map<String, String> before = where;
    where = Map.copyOf(context);
    return before;
  }

  private void show(String text) {
    if (detail == Detail.FULL) {
      whole.ifPresentOrElse(console -> console.lines(name, text), () -> lines("", text));
    }
  }

  private synchronized void lines(String work, String text) {
    clear();
    if (work.isEmpty()) {
      err.println(text);
    } else {
      text.lines().filter(line -> !line.isBlank()).forEach(line -> err.println(work + "  " + line));
    }
  }

  /** Starts the clock of a long step, from which the time left is estimated. */
  public synchronized void start() {
    started = System.nanoTime();
    shown = started;
    resumedAt = -1;
    finished = false;
    block = List.of();
  }

  /**
   * Starts the clock of a step that goes on from an earlier attempt.
   *
   * @param done how much that attempt did, in the unit of {@link #progress}
   */
  public synchronized void startAt(double done) {
    start();
    resumedAt = done;
  }

  /**
   * Shows how far a long step is.
   *
   * @param step what is done
   * @param done how much, in any unit
   * @param total of how much
   * @param note what else there is to say, for example the loss
   */
  public synchronized void progress(String step, double done, double total, String note) {
    watcher.at(step, done, total, note);
    long now = System.nanoTime();
    if (resumedAt < 0) {
      // What an earlier attempt did took none of this attempt's time.
      resumedAt = done > 1 ? done - 1 : 0;
    }
    boolean last = done >= total;
    if (last ? finished : now - shown < interval()) {
      return;
    }
    finished = last;
    shown = now;
    if (detail == Detail.FULL || log) {
      showProgress(step, done, total, note);
    }
  }

  private void showProgress(String step, double done, double total, String note) {
    double seconds = (shown - started) * 1e-9;
    double left = done > resumedAt ? seconds * (total - done) / (done - resumedAt) : Double.NaN;
    String line =
        String.format(
            Locale.ROOT,
            "  %-9s %s %3.0f %%  %s, %s left%s",
            step,
            bar(done / Math.max(total, 1e-300), colours && !log),
            100 * done / Math.max(total, 1e-300),
            time(seconds),
            Double.isNaN(left) ? "?" : time(left),
            note.isEmpty() ? "" : "  " + note);
    if (log) {
      EventLog.info(line, where);
    } else if (whole.isPresent()) {
      whole.get().showPart(name, line);
    } else if (terminal) {
      draw(line);
    } else {
      err.println(line);
    }
  }

  private long interval() {
    if (terminal && !log) {
      return TERMINAL_INTERVAL;
    }
    return whole.isPresent() ? LOG_INTERVAL_OF_A_PART : LOG_INTERVAL;
  }

  private synchronized void showPart(String work, String line) {
    if (terminal) {
      parts.put(work, line);
      block = parts.entrySet().stream().map(part -> part.getKey() + part.getValue()).toList();
      draw(foot);
    } else {
      err.println(work + line);
    }
  }

  private synchronized void endPart(String work) {
    clear();
    parts.remove(work);
  }

  private static String bar(double share, boolean colours) {
    int full = (int) Math.floor(BAR * Math.min(1, share) + 1e-9);
    return "[" + Colours.GREEN.of("#".repeat(full), colours) + ".".repeat(BAR - full) + "]";
  }

  /** Seconds as a person says them: {@code 42 s} or {@code 3 min 05 s}. */
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

  /** Whether results are told as JSON. */
  public boolean json() {
    return format == Format.JSON;
  }

  /** Whether lines can be rewritten; of a part, that they are: it has a line, and shows no more. */
  public boolean terminal() {
    return !log && (terminal || whole.isPresent());
  }

  /**
   * Sets what stands above the progress line and is rewritten with it; nothing but on a terminal.
   *
   * @param lines fewer than a terminal has; they are cut at its edge
   */
  public synchronized void block(List<String> lines) {
    if (whole.isEmpty()) {
      block = List.copyOf(lines);
    }
  }

  private void draw(String line) {
    if (block.isEmpty() && height == 0) {
      err.print("\r" + line + " ".repeat(Math.max(0, width - Colours.width(line))));
    } else {
      // Lines that were wrapped could not be counted, and so not be rewritten.
      StringBuilder text = new StringBuilder(erased()).append(NO_WRAP);
      block.forEach(above -> text.append(above).append('\n'));
      err.print(text.append(line).append(WRAP));
      height = block.size();
    }
    err.flush();
    width = Colours.width(line);
  }

  private String erased() {
    return (height > 0 ? "\r\033[" + height + "A" : "\r") + "\033[J";
  }

  /** Takes the progress line away, before something else writes to the terminal. */
  public synchronized void clear() {
    whole.ifPresent(console -> console.endPart(name));
    if (terminal && width > 0) {
      err.print(height > 0 ? erased() : "\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
      height = 0;
    }
  }
}
