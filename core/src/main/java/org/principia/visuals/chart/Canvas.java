package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import org.principia.visuals.Markup;
import org.principia.visuals.Palette;
import org.principia.visuals.chart.Scale.Plane;
import org.principia.visuals.chart.Scale.Tick;

/**
 * The frame that all pictures share: title, axes with round ticks, room for the data, key below.
 *
 * <p>400 units wide: texts keep ten pixels on a telephone; as high as title and key need.
 */
final class Canvas {
  static final double WIDTH = 400;
  private static final double MARGIN = 8;
  private static final double DATA_HEIGHT = 205;
  private static final double TITLE_LINE = 19;
  private static final double TICK_CHARACTER = 6.6;
  private static final int TITLE_CHARACTERS = 48;
  private static final int LABEL_CHARACTERS = 54;

  /** An axis before it has a place: its label, and the values that it must show. */
  record Axis(String label, AxisScale kind, double[] values) {}

  /** In place of an entry's number: marks that no entry of the key names. */
  static final int ALWAYS = -1;

  private static final int WANTED_TICKS = 6;

  static final double RIGHT = WIDTH - MARGIN;

  final Markup out = new Markup();
  final double top;
  final double bottom;
  final double left;
  final Scale y;
  Scale x;
  private final Plot plot;
  private final List<String> titleLines;
  private final List<String> yLabel;
  private final List<String> xLabel;
  private final Legend legend;
  private final List<Tick> yTicks;

  private Canvas(
      Plot plot,
      String xLabel,
      String yLabel,
      Scale y,
      List<Tick> yTicks,
      List<Legend.Entry> entries) {
    this.plot = plot;
    this.xLabel = Markup.wrap(xLabel, LABEL_CHARACTERS);
    this.titleLines = Markup.wrap(plot.title(), TITLE_CHARACTERS);
    this.yLabel = Markup.wrap(yLabel, LABEL_CHARACTERS);
    this.y = y;
    this.yTicks = yTicks;
    top = topOf(plot, yLabel);
    bottom = y.from();
    left = MARGIN + TICK_CHARACTER * longest(yTicks) + 6;
    legend = new Legend(entries, WIDTH - 2 * MARGIN);
  }

  private static int longest(List<Tick> ticks) {
    return ticks.stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
  }

  private static double topOf(Plot plot, String yLabel) {
    int titles = Markup.wrap(plot.title(), TITLE_CHARACTERS).size();
    int labels = Markup.wrap(yLabel, LABEL_CHARACTERS).size();
    return MARGIN + titles * TITLE_LINE + labels * Legend.LINE + 8;
  }

  /** A frame with two scales. */
  static Canvas of(Plot plot, Axis horizontal, Axis vertical, List<Legend.Entry> entries) {
    double top = topOf(plot, vertical.label());
    Scale y = Scale.of(vertical.kind(), vertical.values(), top + DATA_HEIGHT, top);
    Canvas canvas =
        new Canvas(plot, horizontal.label(), vertical.label(), y, y.ticks(WANTED_TICKS), entries);
    canvas.x = Scale.of(horizontal.kind(), horizontal.values(), canvas.left, RIGHT);
    canvas.begin();
    canvas.horizontalTicks(canvas.fittingTicks());
    return canvas;
  }

  /** A frame for bars: values from zero, places named by the caller. */
  static Canvas ofBars(Plot plot, String xLabel, Axis vertical, List<Legend.Entry> entries) {
    double top = topOf(plot, vertical.label());
    Scale y = Scale.fromZero(vertical.values(), top + DATA_HEIGHT, top);
    Canvas canvas = new Canvas(plot, xLabel, vertical.label(), y, y.ticks(WANTED_TICKS), entries);
    canvas.begin();
    return canvas;
  }

  /**
   * A frame for a plane: a unit is equally long on both axes, and the grid is of squares. The frame
   * is as high as the values require, within limits; beyond these one axis extends past them.
   */
  static Canvas ofPlane(Plot plot, Axis horizontal, Axis vertical, List<Legend.Entry> entries) {
    double top = topOf(plot, vertical.label());
    // The width left for the data hangs on the labels of the ticks, and these on the width.
    int characters = 0;
    Plane plane;
    do {
      characters++;
      double left = MARGIN + TICK_CHARACTER * characters + 6;
      plane = Plane.of(horizontal.values(), vertical.values(), left, RIGHT, top);
    } while (longest(plane.yTicks()) > characters);
    Canvas canvas =
        new Canvas(plot, horizontal.label(), vertical.label(), plane.y(), plane.yTicks(), entries);
    canvas.x = plane.x();
    canvas.begin();
    for (Tick tick : plane.xTicks()) {
      canvas.line("pp-grid", tick.place(), top, tick.place(), canvas.bottom);
    }
    canvas.horizontalTicks(plane.xTicks());
    return canvas;
  }

  private List<Tick> fittingTicks() {
    for (int wanted = WANTED_TICKS; wanted > 1; wanted--) {
      List<Tick> ticks = x.ticks(wanted);
      double room = ticks.size() < 2 ? WIDTH : ticks.get(1).place() - ticks.get(0).place();
      if (longest(ticks) * TICK_CHARACTER + 6 <= room) {
        return ticks;
      }
    }
    return x.ticks(1);
  }

  private void begin() {
    double height = bottom + 22 + xLabel.size() * Legend.LINE + legend.height() + MARGIN;
    List<Object> attributes = new ArrayList<>();
    attributes.addAll(List.of("xmlns", "http://www.w3.org/2000/svg", "class", "pp", "role", "img"));
    attributes.addAll(List.of("viewBox", "0 0 400 " + Markup.pixels(height)));
    if (x != null) {
      attributes.addAll(List.of("data-x", x.words(), "data-x-label", String.join(" ", xLabel)));
      attributes.addAll(List.of("data-y", y.words(), "data-y-label", String.join(" ", yLabel)));
    }
    out.open("svg", attributes.toArray());
    out.newLine().text("title", plot.title()).newLine();
    out.text("desc", plot.description()).newLine();
    out.open("style").raw(Palette.pictureStyle()).close("style").newLine();
    out.rectangle("pp-back", 0, 0, WIDTH, height);
    double line = MARGIN + 13;
    for (String title : titleLines) {
      out.text("text", title, "class", "pp-title", "x", MARGIN, "y", line).newLine();
      line += TITLE_LINE;
    }
    for (String label : yLabel) {
      out.text("text", label, "class", "pp-label", "x", MARGIN, "y", line).newLine();
      line += Legend.LINE;
    }
    for (Tick tick : yTicks) {
      line("pp-grid", left, tick.place(), RIGHT, tick.place());
      label(tick.label(), "end", left - 6, tick.place() + 4);
    }
    line("pp-axis", left, bottom, RIGHT, bottom);
  }

  /** Ticks of the horizontal axis; a label that would be cut at the right is moved inwards. */
  void horizontalTicks(List<Tick> ticks) {
    for (Tick tick : ticks) {
      line("pp-axis", tick.place(), bottom, tick.place(), bottom + 4);
      double half = tick.label().length() * TICK_CHARACTER / 2;
      label(tick.label(), "middle", Math.min(tick.place(), WIDTH - 2 - half), bottom + 17);
    }
  }

  private void label(String text, String anchor, double atX, double atY) {
    out.text("text", text, "class", "pp-tick", "text-anchor", anchor, "x", atX, "y", atY).newLine();
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    out.path(style, "none", segment(x1, y1, x2, y2));
  }

  /**
   * Begins the marks of an entry of the key ({@link #ALWAYS} for marks that have none), which a
   * page's script hides by it. The name is that of the values, where the script shows the nearest
   * one; empty for marks without.
   */
  void begin(int entry, String name) {
    List<Object> attributes = new ArrayList<>();
    if (entry != ALWAYS) {
      attributes.addAll(List.of("data-key", entry));
    }
    if (!name.isEmpty()) {
      attributes.addAll(List.of("data-name", name));
    }
    out.open("g", attributes.toArray()).newLine();
  }

  void end() {
    out.close("g").newLine();
  }

  /** Begins a mark with a value of its own, shown when it is pointed at; a mark follows. */
  void value(int index, String text) {
    out.open("g", "class", "pp-value", "data-index", index).text("title", text);
  }

  static String segment(double x1, double y1, double x2, double y2) {
    String begin = "M" + Markup.pixels(x1) + " " + Markup.pixels(y1);
    return begin + "L" + Markup.pixels(x2) + " " + Markup.pixels(y2);
  }

  /** A line of a series, with the dashes that its key has. */
  void seriesLine(int colour, String d) {
    out.path("pp-line pp-s" + colour, Legend.dashes(colour), d);
  }

  /** Writes in the middle that there is nothing to see. */
  void nothing() {
    centred("no data", (left + RIGHT) / 2, (top + bottom) / 2);
  }

  private void centred(String text, double atX, double atY) {
    out.text("text", text, "class", "pp-label", "text-anchor", "middle", "x", atX, "y", atY);
    out.newLine();
  }

  boolean shows(double px, double py) {
    return x.shows(px) && y.shows(py);
  }

  /** The place of a point in the language of paths. */
  String point(double px, double py) {
    return Markup.pixels(x.place(px)) + " " + Markup.pixels(y.place(py));
  }

  String finish() {
    double below = bottom + 22;
    double centre = (left + RIGHT) / 2;
    for (String label : xLabel) {
      // A line as long as the picture is wide stands in its middle, a short one below the data.
      double place = label.length() > LABEL_CHARACTERS * 2 / 3 ? WIDTH / 2 : centre;
      centred(label, place, below + 12);
      below += Legend.LINE;
    }
    legend.draw(out, MARGIN, below + 6);
    return out.close("svg").newLine().toString();
  }
}
