package org.principia.jobs.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Lines and a progress line that is rewritten on a terminal and printed now and then elsewhere.
 *
 * <p>Results go to standard output, progress to standard error.
 */
public final class Console {
  private static final long TERMINAL_INTERVAL = 200_000_000L;
  private static final long LOG_INTERVAL = 10_000_000_000L;
  private static final int BAR = 20;
  private static final String NO_WRAP = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  private final PrintStream out;
  private final PrintStream err;
  private final Detail detail;
  private final boolean terminal;
  private long started;
  private double resumedAt;
  private long shown;
  private boolean finished;
  private int width;
  private List<String> block = List.of();
  private int height;

  /** How much is said. */
  public enum Detail {
    /** Results and progress. */
    FULL,
    /** Results alone. */
    QUIET
  }

  /**
   * A console on the process's streams.
   *
   * @param detail how much is said
   */
  @SuppressWarnings("SystemConsoleNull") // JDK 22 changed its meaning; this program runs on 17.
  public Console(Detail detail) {
    this(
        System.out,
        System.err,
        detail,
        System.console() != null && !"dumb".equals(System.getenv("TERM")));
  }

  Console(PrintStream out, PrintStream err, Detail detail, boolean terminal) {
    this.out = out;
    this.err = err;
    this.detail = detail;
    this.terminal = terminal;
  }

  /**
   * Prints a result.
   *
   * @param text one line or more
   */
  public synchronized void print(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /**
   * Prints what is going on, unless quiet.
   *
   * @param text one line
   */
  public synchronized void say(String text) {
    if (detail == Detail.FULL) {
      clear();
      err.println(text);
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
    if (detail == Detail.QUIET) {
      return;
    }
    long now = System.nanoTime();
    if (resumedAt < 0) {
      // What an earlier attempt did took none of this attempt's time.
      resumedAt = done > 1 ? done - 1 : 0;
    }
    boolean last = done >= total;
    if (last ? finished : now - shown < (terminal ? TERMINAL_INTERVAL : LOG_INTERVAL)) {
      return;
    }
    finished = last;
    shown = now;
    double seconds = (now - started) * 1e-9;
    double left = done > resumedAt ? seconds * (total - done) / (done - resumedAt) : Double.NaN;
    String line =
        String.format(
            Locale.ROOT,
            "  %-9s %s %3.0f %%  %s, %s left%s",
            step,
            bar(done / Math.max(total, 1e-300)),
            100 * done / Math.max(total, 1e-300),
            time(seconds),
            Double.isNaN(left) ? "?" : time(left),
            note.isEmpty() ? "" : "  " + note);
    if (terminal) {
      draw(line);
    } else {
      err.println(line);
    }
  }

  private static String bar(double share) {
    int full = (int) Math.floor(BAR * Math.min(1, share) + 1e-9);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
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

  /** Whether lines can be rewritten. */
  public boolean terminal() {
    return terminal;
  }

  /**
   * Sets what stands above the progress line and is rewritten with it; nothing but on a terminal.
   *
   * @param lines fewer than a terminal has; they are cut at its edge
   */
  public synchronized void block(List<String> lines) {
    block = List.copyOf(lines);
  }

  private void draw(String line) {
    if (block.isEmpty() && height == 0) {
      err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    } else {
      // Lines that were wrapped could not be counted, and so not be rewritten.
      StringBuilder text = new StringBuilder(erased()).append(NO_WRAP);
      block.forEach(above -> text.append(above).append('\n'));
      err.print(text.append(line).append(WRAP));
      height = block.size();
    }
    err.flush();
    width = line.length();
  }

  private String erased() {
    return (height > 0 ? "\r\033[" + height + "A" : "\r") + "\033[J";
  }

  /** Takes the progress line away, before something else writes to the terminal. */
  public synchronized void clear() {
    if (terminal && width > 0) {
      err.print(height > 0 ? erased() : "\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
      height = 0;
    }
  }
}
