package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the cells of a line of text are written.
 *
 * @param separator of cells; {@link #BLANKS} for runs of blanks
 * @param decimalComma whether a comma stands where the decimal point does elsewhere
 */
record TextFormat(char separator, boolean decimalComma) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Stands for blanks and tabs, any number of them. */
  static final char BLANKS = ' ';

  /** Separators, the likelier first. */
  static final String SEPARATORS = ",;\t|" + BLANKS;

  /** Decimal points and commas between cells. */
  static final TextFormat POINT = new TextFormat(',', false);

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final Pattern COMMENT =
      Pattern.compile("(#|%(?=[\\s%]|$)|!(?=\\s|$)|//).*", Pattern.DOTALL);

  /** Rules of dashes, Excel's word on the separator, a database's on the rows, the end of DOS. */
  private static final Pattern RULE =
      Pattern.compile("(?=.*---)[-+|:=\\s]+|sep=.|\\(\\d+ rows?\\)|\u001a");

  private static final Pattern INLINE_COMMENT = Pattern.compile("\\s#.*");

  /**
   * The encoding of a text: UTF-16 where its mark or its zero bytes tell, else UTF-8.
   *
   * @param head the first bytes
   */
  static Charset charset(byte[] head) {
    int[] zeros = new int[2];
    int looked = Math.min(head.length, 4096) / 2 * 2;
    for (int i = 0; i < looked; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    boolean mark = looked > 1 && (head[0] ^ head[1]) == 1 && head[0] + head[1] == -3;
    if (mark) {
      return head[0] == -1 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
    // Nearly every character of a table of numbers is of the first 256.
    if (10 * zeros[1] > 4 * looked && 20 * zeros[0] < looked) {
      return StandardCharsets.UTF_16LE;
    }
    return 10 * zeros[0] > 4 * looked && 20 * zeros[1] < looked
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  /** The text of a line; what is no UTF-8 is taken for the Latin letters of Windows. */
  static String decoded(byte[] bytes, Charset charset) {
    String read = new String(bytes, charset);
    boolean wrong = charset.equals(StandardCharsets.UTF_8) && read.indexOf('\ufffd') >= 0;
    String text = wrong ? new String(bytes, WINDOWS) : read;
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Whether a line is a comment. */
  static boolean isComment(String line) {
    return COMMENT.matcher(line.strip()).matches();
  }

  /** Whether a line holds no cells. */
  static boolean isEmpty(String line) {
    String text = line.strip();
    return text.isEmpty() || COMMENT.matcher(text).matches() || RULE.matcher(text).matches();
  }

  /** What a comment says. */
  static String comment(String line) {
    return line.strip().replaceFirst("^(#+|%+|!|//)", "").strip();
  }

  /**
   * The cells of a line, without the blanks around them; one that is empty is null. In a cell in
   * double quotes two quotes are one, and separators are text.
   */
  List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    String text = separator == BLANKS ? INLINE_COMMENT.matcher(line).replaceFirst("") : line;
    int at = 0;
    while (at >= 0) {
      at = skipBlanks(text, at);
      if (separator == BLANKS && at == text.length()) {
        break;
      }
      if (at < text.length() && text.charAt(at) == '"') {
        StringBuilder cell = new StringBuilder();
        int close = quoted(text, at + 1, cell);
        int end = end(text, close);
        cells.add(cell.append(trimmed(text.substring(close, end))).toString());
        at = end;
      } else {
        int end = end(text, at);
        String cell = trimmed(text.substring(at, end));
        cells.add(cell.isEmpty() ? null : cell);
        at = end;
      }
      at = at < text.length() ? at + 1 : -1;
    }
    return cells;
  }

  private int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != separatorOrNone() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private char separatorOrNone() {
    return separator == BLANKS ? '\0' : separator;
  }

  private int end(String text, int from) {
    if (separator != BLANKS) {
      int end = text.indexOf(separator, from);
      return end < 0 ? text.length() : end;
    }
    int at = from;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Takes in a cell up to its closing quote; returns the place behind it. */
  private static int quoted(String text, int from, StringBuilder cell) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append(c);
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || Character.isWhitespace(c);
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /**
   * The number that a cell holds; NaN if it holds none. Exponents may be Fortran's ({@code 1.5D3}),
   * a minus the typographer's; true is 1 and false 0.
   */
  double number(String cell) {
    String text = trimmed(cell);
    double decimal = PlainDecimal.of(text, decimalComma ? ',' : '.');
    if (!Double.isNaN(decimal)) {
      return decimal;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '0' && c <= '9') || (c == '.' && !decimalComma) || c == '+' || c == '-') {
        plain.append(c);
      } else if (c == ',' && decimalComma) {
        plain.append('.');
      } else if (i > 0 && "eEdD".indexOf(c) >= 0) {
        plain.append('e');
      } else if (c == '\u2212') {
        plain.append('-');
      } else {
        return word(text);
      }
    }
    try {
      // Java takes a d at the end, too.
      return plain.length() == 0 || plain.charAt(plain.length() - 1) == 'e'
          ? Double.NaN
          : Double.parseDouble(plain.toString());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double word(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "true" -> 1;
      case "false" -> 0;
      default -> Double.NaN;
    };
  }

  /** Whether a cell is a number, which may be infinite or the word NaN. */
  boolean isNumber(String cell) {
    return !Double.isNaN(number(cell)) || "nan".equalsIgnoreCase(trimmed(cell));
  }

  /** How it differs from a table of decimal points separated by commas; empty if it does not. */
  String words() {
    String cells =
        switch (separator) {
          case ';' -> "cells separated by semicolons";
          case '\t' -> "cells separated by tabs";
          case '|' -> "cells separated by bars";
          case BLANKS -> "cells separated by blanks";
          default -> "";
        };
    String comma = decimalComma ? "decimal commas" : "";
    return cells + (cells.isEmpty() || comma.isEmpty() ? "" : ", ") + comma;
  }
}
