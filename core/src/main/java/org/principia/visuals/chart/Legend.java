package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import org.principia.visuals.Markup;
import org.principia.visuals.Palette;

/**
 * The key below a picture: short entries side by side, long ones (formulas) broken into lines. It
 * stands apart from the data, so that no label ever covers a point.
 */
final class Legend {
  static final double LINE = 17;
  private static final double CHARACTER = 6.9;
  private static final double INDENT = 24;
  private static final double GAP = 16;
  private static final String NEUTRAL = "n";

  /** Of lines that stand beside solid ones of the same colour. */
  static final String DASHES = "5 4";

  /** What stands before an entry's text. */
  enum Key {
    LINE,
    RING,
    DIAMOND,
    BOX,
    /** A shaded range. */
    BAND,
    /** A line of no series' colour. */
    SOLID,
    /** A dashed line of no series' colour. */
    DASHED,
    /** Where paths begin, of no path's colour. */
    START,
    /** Where paths end, of no path's colour. */
    END
  }

  /** One entry; a formula is set in a monospaced font after its name. */
  record Entry(Key key, int colour, String name, String formula) {
    Entry(Key key, int colour, String name) {
      this(key, colour, name, "");
    }
  }

  private record Placed(
      Entry entry, double x, double line, List<String> names, List<String> code) {}

  private final List<Placed> placed = new ArrayList<>();
  private double lines;

  Legend(List<Entry> entries, double width) {
    int max = (int) ((width - INDENT) / CHARACTER);
    double x = 0;
    for (Entry entry : entries) {
      List<String> names = Markup.wrap(entry.name(), max);
      List<String> code = Markup.wrap(entry.formula(), max);
      int rows = names.size() + code.size();
      double needed = INDENT + CHARACTER * entry.name().length();
      if (rows > 1 || x + needed > width) {
        lines += x > 0 ? 1 : 0;
        x = 0;
      }
      placed.add(new Placed(entry, x, lines, names, code));
      if (rows > 1) {
        lines += rows;
      } else {
        x += needed + GAP;
      }
    }
    lines += x > 0 ? 1 : 0;
  }

  double height() {
    return lines * LINE;
  }

  /** Draws the key; entry i is a group that names series i, which a page's script hides by it. */
  void draw(Markup out, double left, double top) {
    for (int i = 0; i < placed.size(); i++) {
      Placed p = placed.get(i);
      double x = left + p.x();
      double y = top + p.line() * LINE + LINE / 2;
      out.open("g", "class", "pp-key", "data-key", i).newLine();
      key(out, p.entry(), x + 8, y);
      for (String name : p.names()) {
        out.text("text", name, "x", x + INDENT, "y", y + 4.5).newLine();
        y += LINE;
      }
      for (String code : p.code()) {
        out.text("text", code, "class", "pp-code", "x", x + INDENT, "y", y + 4.5).newLine();
        y += LINE;
      }
      out.close("g").newLine();
    }
  }

  private static void key(Markup out, Entry entry, double x, double y) {
    int c = entry.colour();
    switch (entry.key()) {
      case RING -> ring(out, c, x, y);
      case DIAMOND -> diamond(out, c, x, y);
      case BOX -> out.rectangle("pp-f" + c, x - 5, y - 5, 10, 10);
      case BAND -> out.rectangle("pp-band", x - 8, y - 6, 16, 12);
      case SOLID -> line(out, NEUTRAL, "none", x, y);
      case DASHED -> line(out, NEUTRAL, DASHES, x, y);
      case START -> start(out, NEUTRAL, x, y);
      case END -> end(out, NEUTRAL, x, y);
      default -> line(out, c, dashes(c), x, y);
    }
  }

  private static void line(Markup out, Object colour, String dashes, double x, double y) {
    out.path(
        "pp-line pp-s" + colour,
        dashes,
        "M" + Markup.pixels(x - 8) + " " + Markup.pixels(y) + "h16");
  }

  static void start(Markup out, Object colour, double x, double y) {
    out.circle("pp-start pp-s" + colour, x, y, 3);
  }

  static void end(Markup out, Object colour, double x, double y) {
    out.circle("pp-mark pp-f" + colour, x, y, 4.5);
  }

  static void ring(Markup out, int colour, double x, double y) {
    out.circle("pp-ring pp-s" + colour, x, y, 7);
  }

  static void diamond(Markup out, int colour, double x, double y) {
    String d = "M" + Markup.pixels(x) + " " + Markup.pixels(y - 6) + "l6 6l-6 6l-6 -6z";
    out.path("pp-mark pp-f" + colour, "none", d);
  }

  /** The dashes of a series, so that colour is not all that tells it apart. */
  static String dashes(int colour) {
    return switch (colour % Palette.COLOURS) {
      case 1 -> "7 5";
      case 2 -> "1 5";
      case 3 -> "10 4 1 4";
      case 4 -> "4 4";
      case 5 -> "12 4";
      default -> "none";
    };
  }
}
