package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.principia.visuals.Csv;
import org.principia.visuals.Markup;
import org.principia.visuals.NumberText;
import org.principia.visuals.Palette;

/**
 * Points in the plane, with straight lines fitted through them.
 *
 * <p>Up to {@value #SINGLE} points are drawn one by one. Above, those that fall into one cell of a
 * grid of {@value #CELL} units are drawn as one dot at their mean, the stronger the more they are:
 * no point is left out, and the same dots come out for any order of the points up to rounding.
 *
 * @param title what is shown
 * @param xLabel what x is, with its unit in brackets
 * @param yLabel what y is, with its unit in brackets
 * @param x abscissae (n); a point that is not finite is not drawn
 * @param y ordinates (n)
 * @param lines fitted lines, often one or none
 */
public record ScatterPlot(
    String title, String xLabel, String yLabel, double[] x, double[] y, List<Line> lines)
    implements Plot {
  static final int SINGLE = 800;
  static final double CELL = 2.5;
  private static final double[] OPACITY = {0.35, 0.55, 0.8, 1};

  /** A straight line {@code y = slope x + intercept}, with its name in the key. */
  public record Line(String label, double slope, double intercept) {}

  /** Checks that each point has both coordinates. */
  public ScatterPlot {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "Invalid scatter plot: " + x.length + " x and " + y.length + " y (equally many)");
    }
    lines = List.copyOf(lines);
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder();
    text.append("Scatter plot of ").append(x.length).append(" points: ");
    text.append(yLabel).append(" against ").append(xLabel).append('.');
    for (Line line : lines) {
      text.append(" Line ").append(line.label()).append(": slope ");
      text.append(NumberText.of(line.slope())).append(", intercept ");
      text.append(NumberText.of(line.intercept())).append('.');
    }
    return text.toString();
  }

  @Override
  public String csv() {
    Csv csv = new Csv("x", "y");
    for (int i = 0; i < x.length; i++) {
      csv.row(x[i], y[i]);
    }
    return csv.toString();
  }

  @Override
  public String svg() {
    List<Legend.Entry> key = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      key.add(new Legend.Entry(Legend.Key.LINE, colour(i), lines.get(i).label()));
    }
    Canvas canvas =
        Canvas.of(
            this,
            new Canvas.Axis(xLabel, AxisScale.LINEAR, x),
            new Canvas.Axis(yLabel, AxisScale.LINEAR, y),
            key);
    canvas.begin(Canvas.ALWAYS, x.length <= SINGLE ? "point" : "mean of near points");
    int drawn = x.length <= SINGLE ? drawEach(canvas) : drawBinned(canvas);
    canvas.end();
    if (drawn == 0) {
      canvas.nothing();
    }
    for (int i = 0; i < lines.size(); i++) {
      canvas.begin(i, "");
      draw(canvas, lines.get(i), colour(i));
      canvas.end();
    }
    return canvas.finish();
  }

  private static int colour(int line) {
    return (line + 1) % Palette.COLOURS;
  }

  private int drawEach(Canvas canvas) {
    int drawn = 0;
    canvas.out.open("g", "class", "pp-f0", "fill-opacity", 0.6).newLine();
    for (int i = 0; i < x.length; i++) {
      if (canvas.shows(x[i], y[i])) {
        double px = canvas.x.place(x[i]);
        double py = canvas.y.place(y[i]);
        canvas.out.empty("circle", "cx", px, "cy", py, "r", 2.5).newLine();
        drawn++;
      }
    }
    canvas.out.close("g").newLine();
    return drawn;
  }

  private int drawBinned(Canvas canvas) {
    Map<Long, double[]> cells = new TreeMap<>();
    int drawn = 0;
    for (int i = 0; i < x.length; i++) {
      if (canvas.shows(x[i], y[i])) {
        double px = canvas.x.place(x[i]);
        double py = canvas.y.place(y[i]);
        long key = (long) Math.floor(py / CELL) * 10_000 + (long) Math.floor(px / CELL);
        double[] cell = cells.computeIfAbsent(key, k -> new double[3]);
        cell[0] += px;
        cell[1] += py;
        cell[2]++;
        drawn++;
      }
    }
    StringBuilder[] paths = new StringBuilder[OPACITY.length];
    for (double[] cell : cells.values()) {
      int level = (int) Math.min(OPACITY.length - 1, Math.floor(Math.log(cell[2]) / Math.log(2.5)));
      paths[level] = paths[level] == null ? new StringBuilder() : paths[level];
      paths[level].append('M').append(Markup.pixels(cell[0] / cell[2]));
      paths[level].append(' ').append(Markup.pixels(cell[1] / cell[2])).append("h0");
    }
    for (int level = 0; level < OPACITY.length; level++) {
      if (paths[level] != null) {
        canvas.out.open("g", "stroke-opacity", OPACITY[level]);
        canvas.out.path("pp-dots pp-s0", "none", paths[level].toString());
        canvas.out.close("g").newLine();
      }
    }
    return drawn;
  }

  /** The part of the line inside the frame. */
  private void draw(Canvas canvas, Line line, int colour) {
    double from = canvas.x.low();
    double to = canvas.x.high();
    if (line.slope() != 0) {
      double a = (canvas.y.low() - line.intercept()) / line.slope();
      double b = (canvas.y.high() - line.intercept()) / line.slope();
      from = Math.max(from, Math.min(a, b));
      to = Math.min(to, Math.max(a, b));
    }
    double y1 = line.slope() * from + line.intercept();
    double y2 = line.slope() * to + line.intercept();
    boolean inside = line.slope() != 0 || (y1 >= canvas.y.low() && y1 <= canvas.y.high());
    if (!(from <= to) || !inside || !canvas.y.shows(y1) || !canvas.y.shows(y2)) {
      return;
    }
    double right = canvas.x.place(to);
    double left = canvas.x.place(from);
    double rise = canvas.y.place(y2);
    // A light band below keeps the line apart from the dots.
    canvas.line("pp-halo", left, canvas.y.place(y1), right, rise);
    canvas.seriesLine(colour, Canvas.segment(left, canvas.y.place(y1), right, rise));
  }
}
