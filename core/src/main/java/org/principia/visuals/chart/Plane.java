package org.principia.visuals.chart;

import java.math.BigDecimal;
import java.util.List;

/**
 * Two linear scales on which a unit is equally long, and their ticks, a common step apart.
 *
 * @param x the scale to the right
 * @param y the scale upwards
 * @param xTicks ticks of x
 * @param yTicks ticks of y
 */
record Plane(Scale x, Scale y, List<Tick> xTicks, List<Tick> yTicks) {
  private static final double MIN_HEIGHT = 205;
  private static final double MAX_HEIGHT = 345;

  /** What marks at the edge of the data need. */
  private static final double ROOM = 10;

  private static final int WANTED_TICKS = 5;

  /**
   * The plane that shows all values.
   *
   * @param xs abscissae, each one that a linear scale {@linkplain Scale#shows shows}
   * @param ys ordinates, likewise
   * @param left place of the left end in the picture
   * @param right place of the right end
   * @param top place of the upper end; the lower end follows from the values
   */
  static Plane of(double[] xs, double[] ys, double left, double right, double top) {
    Extent h = Extent.of(xs);
    Extent v = Extent.of(ys);
    double width = right - left;
    double wanted = 2 * ROOM + (width - 2 * ROOM) * v.length() / h.length();
    double height = Math.max(MIN_HEIGHT, Math.min(MAX_HEIGHT, wanted));
    double unit = Math.max(h.length() / (width - 2 * ROOM), v.length() / (height - 2 * ROOM));
    Scale x = h.scale(unit * width, left, right);
    Scale y = v.scale(unit * height, top + height, top);
    BigDecimal step = Scale.step(unit * Math.min(width, height), WANTED_TICKS);
    return new Plane(x, y, x.multiples(step), y.multiples(step));
  }

  /** The range of a coordinate: its middle and its length, never zero. */
  private record Extent(double middle, double length) {
    static Extent of(double[] values) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      if (min > max) {
        return new Extent(0, 1);
      }
      // Below this the places would be rounding errors.
      double finest = Math.max(1e-9 * Math.max(Math.abs(min), Math.abs(max)), 1e-280);
      return new Extent(min / 2 + max / 2, Math.max(max - min, finest));
    }

    Scale scale(double range, double from, double to) {
      return Scale.between(middle - range / 2, middle + range / 2, from, to);
    }
  }
}
