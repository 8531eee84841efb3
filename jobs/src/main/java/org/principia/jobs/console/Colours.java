package org.principia.jobs.console;

import java.util.regex.Pattern;

/**
 * Colours of a terminal: where {@code NO_COLOR} is set and not empty, and everywhere but on a
 * terminal, text stays as it is.
 */
public enum Colours {
  /** What begins. */
  BOLD("1"),
  /** What is done. */
  GREEN("32"),
  /** What went wrong. */
  RED("31");

  /** The property by which the launcher reports whether standard error is a terminal. */
  private static final String TERMINAL = "principia.terminal";

  private static final String ESCAPE = "\033[";

  private static final Pattern CODES = Pattern.compile("\033\\[[0-9]*m");

  private final String code;

  Colours(String code) {
    this.code = code;
  }

  /** The text in this colour, where colours are wanted. */
  String of(String text, boolean wanted) {
    return wanted && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }

  /** The text in this colour, if this process writes to a terminal and colours are wanted. */
  public String of(String text) {
    return of(text, wanted(terminal(), System.getenv("NO_COLOR")));
  }

  /**
   * Whether colours are wanted on what may be a terminal; {@code NO_COLOR} is {@code null} where it
   * is not set.
   */
  static boolean wanted(boolean terminal, String refused) {
    return terminal && (refused == null || refused.isEmpty());
  }

  /** How wide a line, with colours or without, is on a terminal. */
  static int width(String text) {
    return CODES.matcher(text).replaceAll("").length();
  }

  /** Whether this process's standard error, where colours go, is a terminal. */
  static boolean terminal() {
    return terminal(System.getProperty(TERMINAL)) && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * The same as the launcher reports it; without it, {@code null}, standard input and output are
   * asked.
   */
  @SuppressWarnings("SystemConsoleNull") // JDK 22 changed its meaning; this program runs on 17.
  static boolean terminal(String reported) {
    return reported == null ? System.console() != null : Boolean.parseBoolean(reported);
  }
}
