package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.principia.visuals.Csv;
import org.principia.visuals.NumberText;
import org.principia.visuals.Palette;

/**
 * Several curves over one axis, a learning curve for example.
 *
 * <p>A value that the scale cannot show interrupts its curve. Of a curve with more points than the
 * picture can resolve, the first, least, largest and last of every half unit of width are drawn.
 *
 * @param title what is shown
 * @param xLabel what x is, with its unit in brackets
 * @param yLabel what y is, with its unit in brackets
 * @param xScale linear or logarithmic
 * @param yScale linear or logarithmic
 * @param series the curves
 * @param bands ranges of x that are shaded, often one or none
 */
public record LineChart(
    String title,
    String xLabel,
    String yLabel,
    AxisScale xScale,
    AxisScale yScale,
    List<Series> series,
    List<Band> bands)
    implements Plot {
  private static final int RESOLVED = 1500;

  /** A shaded range of x, with its name in the key. */
  public record Band(String name, double from, double to) {}

  /** A curve: its name in the key, abscissae (n), ascending, and ordinates (n). */
  public record Series(String name, double[] x, double[] y) {

    /** Checks that each point has both coordinates. */
    public Series {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "Invalid series: " + x.length + " x and " + y.length + " y (equally many)");
      }
    }
  }

  /** Curves over a linear axis without bands. */
  public LineChart(
      String title, String xLabel, String yLabel, AxisScale yScale, List<Series> series) {
    this(title, xLabel, yLabel, AxisScale.LINEAR, yScale, series, List.of());
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder("Line chart: ");
    text.append(yLabel).append(" against ").append(xLabel).append('.');
    for (Series s : series) {
      text.append(' ').append(s.name()).append(": ").append(s.x().length).append(" points");
      if (s.y().length > 0) {
        text.append(", from ").append(NumberText.of(s.y()[0]));
        text.append(" to ").append(NumberText.of(s.y()[s.y().length - 1]));
      }
      text.append('.');
    }
    return text.toString();
  }

  @Override
  public String csv() {
    Csv csv = new Csv("series", "x", "y");
    for (Series s : series) {
      for (int i = 0; i < s.x().length; i++) {
        csv.row(s.name(), s.x()[i], s.y()[i]);
      }
    }
    return csv.toString();
  }

  @Override
  public String svg() {
    List<Legend.Entry> key = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      key.add(new Legend.Entry(Legend.Key.LINE, i % Palette.COLOURS, series.get(i).name()));
    }
    bands.forEach(band -> key.add(new Legend.Entry(Legend.Key.BAND, 0, band.name())));
    double[] x = series.stream().flatMapToDouble(s -> DoubleStream.of(s.x())).toArray();
    double[] y = series.stream().flatMapToDouble(s -> DoubleStream.of(s.y())).toArray();
    Canvas canvas =
        Canvas.of(
            this, new Canvas.Axis(xLabel, xScale, x), new Canvas.Axis(yLabel, yScale, y), key);
    for (int i = 0; i < bands.size(); i++) {
      canvas.begin(series.size() + i, "");
      shade(canvas, bands.get(i));
      canvas.end();
    }
    int drawn = 0;
    for (int i = 0; i < series.size(); i++) {
      canvas.begin(i, series.get(i).name());
      drawn += draw(canvas, series.get(i), i % Palette.COLOURS);
      canvas.end();
    }
    if (drawn == 0) {
      canvas.nothing();
    }
    return canvas.finish();
  }

  private static void shade(Canvas canvas, Band band) {
    double from = Math.max(band.from(), canvas.x.low());
    double to = Math.min(band.to(), canvas.x.high());
    if (from < to && canvas.x.shows(from) && canvas.x.shows(to)) {
      double left = canvas.x.place(from);
      double width = canvas.x.place(to) - left;
      double height = canvas.bottom - canvas.top;
      canvas.out.rectangle("pp-band", left, canvas.top, width, height);
    }
  }

  private static int draw(Canvas canvas, Series s, int colour) {
    StringBuilder d = new StringBuilder();
    boolean pen = false;
    int drawn = 0;
    boolean[] kept = kept(canvas, s);
    for (int i = 0; i < s.x().length; i++) {
      boolean shown = canvas.shows(s.x()[i], s.y()[i]);
      if (shown && kept[i]) {
        // A line of no length first: a point between two gaps is a dot.
        d.append(pen ? 'L' : 'M').append(canvas.point(s.x()[i], s.y()[i])).append(pen ? "" : "h0");
        drawn++;
      }
      pen = shown && (pen || kept[i]);
    }
    if (drawn > 0) {
      canvas.seriesLine(colour, d.toString());
    }
    return drawn;
  }

  private static boolean[] kept(Canvas canvas, Series s) {
    int n = s.x().length;
    boolean[] kept = new boolean[n];
    int begin = 0;
    while (begin < n) {
      if (n <= RESOLVED || !canvas.shows(s.x()[begin], s.y()[begin])) {
        kept[begin++] = true;
        continue;
      }
      long column = column(canvas, s, begin);
      int min = begin;
      int max = begin;
      int end = begin;
      while (end < n && canvas.shows(s.x()[end], s.y()[end]) && column(canvas, s, end) == column) {
        min = s.y()[end] < s.y()[min] ? end : min;
        max = s.y()[end] > s.y()[max] ? end : max;
        end++;
      }
      kept[begin] = true;
      kept[min] = true;
      kept[max] = true;
      kept[end - 1] = true;
      begin = end;
    }
    return kept;
  }

  private static long column(Canvas canvas, Series s, int i) {
    return (long) Math.floor(2 * canvas.x.place(s.x()[i]));
  }
}
