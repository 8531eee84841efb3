package org.principia.visuals.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.principia.visuals.NumberText;

/**
 * Maps values to places in the picture, and chooses round ticks.
 *
 * <p>The ticks of a linear scale are multiples of 1, 2 or 5 times a power of ten, and whole where
 * all values are; those of a logarithmic scale are powers of ten, where these are too few 1, 2 and
 * 5 times such powers, and where even these are too few multiples of a round step.
 *
 * <p>Its ends are {@code low} and {@code high}, logarithms on a logarithmic scale, at the places
 * {@code from} and {@code to}; a zero may stand at the foot of a logarithmic scale.
 */
record Scale(
    AxisScale kind,
    double low,
    double high,
    boolean zeroAtFoot,
    boolean whole,
    double from,
    double to) {
  /** A mark on an axis: its place in the picture and its label. */
  record Tick(double place, String label) {}

  /** Beyond this, differences of values would overflow; such values are not drawn. */
  private static final double MAX_MAGNITUDE = 1e300;

  /** Below this, quotients of differences would underflow. */
  private static final double TINY = 1e-290;

  private static final double PADDING = 0.04;

  /**
   * The scale that shows all values between the places of its low and its high end in the picture;
   * values that {@link #shows} refuses play no part.
   */
  static Scale of(AxisScale kind, double[] values, double from, double to) {
    boolean log = kind == AxisScale.LOG;
    double[] shown = Arrays.stream(values).filter(v -> shows(kind, v)).toArray();
    double[] drawn = Arrays.stream(shown).filter(v -> !log || v != 0).toArray();
    boolean zero = drawn.length < shown.length;
    boolean none = drawn.length == 0;
    boolean whole = !log && !none && Arrays.stream(drawn).allMatch(v -> v == Math.rint(v));
    DoubleSummaryStatistics range =
        Arrays.stream(drawn).map(v -> log ? Math.log10(v) : v).summaryStatistics();
    double min = none ? 0 : range.getMin();
    double max = none ? (log ? 0 : 1) : range.getMax();
    double pad = PADDING * (max - min);
    if (max - min <= Math.max(TINY, 1e-9 * Math.max(Math.abs(min), Math.abs(max)))) {
      pad = log || max == 0 ? 0.5 : Math.max(TINY, 0.1 * Math.abs(max));
    }
    // A zero needs room below the smallest positive value.
    double foot = zero ? 0.15 * (max - min) + 0.5 : 0;
    return new Scale(kind, min - pad - foot, max + pad, zero, whole, from, to);
  }

  /** A linear scale from exactly zero, or up to it, for bars. */
  static Scale fromZero(double[] values, double from, double to) {
    DoubleSummaryStatistics range =
        Arrays.stream(values).filter(v -> shows(AxisScale.LINEAR, v)).summaryStatistics();
    double min = Math.min(0, range.getMin());
    double max = Math.max(0, range.getMax());
    double pad = min == max ? 1 : PADDING * (max - min);
    return linear(min < 0 ? min - pad : 0, max > 0 || min == 0 ? max + pad : 0, from, to);
  }

  private static Scale linear(double low, double high, double from, double to) {
    return new Scale(AxisScale.LINEAR, low, high, false, false, from, to);
  }

  /** Whether a value has a place: finite, and not negative on a logarithmic scale. */
  static boolean shows(AxisScale kind, double value) {
    return Math.abs(value) <= MAX_MAGNITUDE && (kind == AxisScale.LINEAR || value >= 0);
  }

  boolean shows(double value) {
    return shows(kind, value);
  }

  /** The place of a value that the scale shows. */
  double place(double value) {
    if (kind == AxisScale.LINEAR) {
      return from + (value - low) / (high - low) * (to - from);
    }
    return value == 0 ? from : from + (Math.log10(value) - low) / (high - low) * (to - from);
  }

  /** The scale in words, from which a page's script reads values: kind, ends, their places. */
  String words() {
    String name = kind == AxisScale.LOG ? "log" : "linear";
    return name + " " + low + " " + high + " " + from + " " + to;
  }

  /** Round ticks, at most about as many as wanted. */
  List<Tick> ticks(int wanted) {
    if (kind == AxisScale.LINEAR) {
      return linearTicks(low, high, wanted);
    }
    List<Tick> ticks = powers(Math.max(1, (int) Math.ceil((high - low) / wanted)), 1);
    if (ticks.size() < 2) {
      ticks = powers(1, 1, 2, 5);
    }
    if (ticks.size() < 2) {
      ticks = linearTicks(Math.pow(10, low), Math.pow(10, high), wanted);
    }
    if (zeroAtFoot) {
      ticks.removeIf(tick -> Math.abs(tick.place() - from) < 14);
      ticks.add(0, new Tick(from, "0"));
    }
    return ticks;
  }

  private List<Tick> linearTicks(double min, double max, int wanted) {
    BigDecimal step = step(max - min, wanted);
    return multiples(whole ? step.max(BigDecimal.ONE) : step, min, max);
  }

  /** The round step that divides a range into at most so many parts. */
  static BigDecimal step(double range, int wanted) {
    double rough = range / wanted;
    int exponent = (int) Math.floor(Math.log10(rough));
    double leading = rough / Math.pow(10, exponent);
    int digit = leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10;
    return BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
  }

  /** Ticks at all multiples of a step in a range. */
  private List<Tick> multiples(BigDecimal step, double min, double max) {
    double width = step.doubleValue();
    List<Tick> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(min / width); k * width <= max; k++) {
      ticks.add(tick(step.multiply(BigDecimal.valueOf(k))));
    }
    return ticks;
  }

  /** Ticks at multiples of every so-many-th power of ten. */
  private List<Tick> powers(int stride, int... mantissas) {
    List<Tick> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(low); e <= high; e++) {
      for (int mantissa : mantissas) {
        double place = Math.log10(mantissa) + e;
        if (place >= low && place <= high && Math.floorMod(e, stride) == 0) {
          ticks.add(tick(BigDecimal.valueOf(mantissa).scaleByPowerOfTen(e)));
        }
      }
    }
    return ticks;
  }

  private Tick tick(BigDecimal value) {
    return new Tick(place(value.doubleValue()), NumberText.of(value));
  }

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
     * The plane that shows all abscissae and ordinates, each one that a linear scale {@linkplain
     * Scale#shows shows}, between places in the picture; the lower end follows from the values.
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
      return new Plane(x, y, x.multiples(step, x.low, x.high), y.multiples(step, y.low, y.high));
    }

    /** The range of a coordinate: its middle and its length, never zero. */
    private record Extent(double middle, double length) {
      static Extent of(double[] values) {
        if (values.length == 0) {
          return new Extent(0, 1);
        }
        DoubleSummaryStatistics range = Arrays.stream(values).summaryStatistics();
        double min = range.getMin();
        double max = range.getMax();
        // Below this the places would be rounding errors.
        double finest = Math.max(1e-9 * Math.max(Math.abs(min), Math.abs(max)), 1e-280);
        return new Extent(min / 2 + max / 2, Math.max(max - min, finest));
      }

      Scale scale(double range, double from, double to) {
        return linear(middle - range / 2, middle + range / 2, from, to);
      }
    }
  }
}
