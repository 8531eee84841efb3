package org.principia.visuals;

/** Writes comma-separated values with a head (RFC 4180), numbers with every digit. */
public final class Csv {
  private final StringBuilder out = new StringBuilder();

  public Csv(String... head) {
    row((Object[]) head);
  }

  public Csv row(Object... values) {
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ",").append(field(values[i]));
    }
    out.append('\n');
    return this;
  }

  private static String field(Object value) {
    if (value instanceof Double d) {
      // A value that is not there is an empty field, which every reader takes.
      return Double.isNaN(d) ? "" : Double.toString(d);
    }
    String text = String.valueOf(value);
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
