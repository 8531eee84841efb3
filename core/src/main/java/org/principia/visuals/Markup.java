package org.principia.visuals;

import java.util.List;

/** Writes XML elements: attributes and text are escaped, numbers do not depend on the locale. */
public final class Markup {
  private final StringBuilder out = new StringBuilder(4096);

  /** An opening tag; attributes as name, value, name, value. */
  public Markup open(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    return this;
  }

  /** An element without content. */
  public Markup empty(String tag, Object... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** An element with nothing but text. */
  public Markup text(String tag, String content, Object... attributes) {
    return open(tag, attributes).write(content).close(tag);
  }

  public Markup close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** A circle of SVG. */
  public Markup circle(String style, double x, double y, double radius) {
    return empty("circle", "class", style, "cx", x, "cy", y, "r", radius).newLine();
  }

  /** A rectangle of SVG. */
  public Markup rectangle(String style, double x, double y, double width, double height) {
    return empty("rect", "class", style, "x", x, "y", y, "width", width, "height", height)
        .newLine();
  }

  /** A path of SVG with its dashes. */
  public Markup path(String style, String dashes, String d) {
    return empty("path", "class", style, "stroke-dasharray", dashes, "d", d).newLine();
  }

  /** Escaped text. */
  public Markup write(String content) {
    out.append(escape(content));
    return this;
  }

  /** Markup that is known to be well-formed. */
  public Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  public Markup newLine() {
    out.append('\n');
    return this;
  }

  private void start(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      String text = value instanceof Double d ? pixels(d) : String.valueOf(value);
      out.append(' ').append(attributes[i]).append("=\"").append(escape(text)).append('"');
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** A coordinate with at most two decimals. */
  public static String pixels(double value) {
    double rounded = Math.round(value * 100) / 100.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** Text for XML 1.0; a character that it does not allow becomes U+FFFD. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /** Breaks a text at spaces, and inside words that are too long, into lines. */
  public static List<String> wrap(String text, int max) {
    List<String> lines = new java.util.ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      String rest = word;
      if (line.length() > 0 && line.length() + 1 + rest.length() > max) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > max) {
        int cut = Character.isHighSurrogate(rest.charAt(max - 1)) ? max - 1 : max;
        lines.add(rest.substring(0, cut));
        rest = rest.substring(cut);
      }
      line.append(line.length() > 0 ? " " : "").append(rest);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }
}
