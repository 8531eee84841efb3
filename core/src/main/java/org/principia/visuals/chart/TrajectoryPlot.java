package org.principia.visuals.chart;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.principia.visuals.Markup;
import org.principia.visuals.Palette;

/**
 * The paths of particles in the plane, each from a ring to a dot; a unit is equally long on both
 * axes.
 *
 * <p>Of more than two dimensions the first two are drawn. A path is simplified by the method of
 * Douglas and Peucker: no state lies further than {@value #TOLERANCE} units of the picture from the
 * line that is drawn.
 *
 * <p>Source: Douglas and Peucker, Cartographica 10 (1973) 112.
 *
 * @param title what is shown
 * @param particles n
 * @param dimension d, at least 2
 * @param position positions [length] (steps x n x d), finite
 */
public record TrajectoryPlot(String title, int particles, int dimension, double[] position)
    implements Plot {
  static final double TOLERANCE = 0.1;

  /** Checks the shape and the values. */
  public TrajectoryPlot {
    if (particles < 1 || dimension < 2 || position.length % (particles * dimension) != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid trajectory: %d positions of %d particles in %d dimensions (steps * n * d"
                  + " values, n from 1, d from 2)",
              position.length,
              particles,
              dimension));
    }
    for (double value : position) {
      if (!Scale.shows(AxisScale.LINEAR, value)) {
        throw new IllegalArgumentException("Invalid position: " + value + " (a finite number)");
      }
    }
  }

  private int steps() {
    return position.length / (particles * dimension);
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "Paths of %d particles over %d states in %d dimensions%s.",
        particles,
        steps(),
        dimension,
        dimension > 2 ? ", the first two drawn" : "");
  }

  @Override
  public String csv() {
    return MotionPlot.csv(
        particles, dimension, 1, List.of(new MotionPlot.Motion("", position)), "state");
  }

  @Override
  public String svg() {
    Canvas canvas =
        Canvas.ofPlane(
            this,
            new Canvas.Axis("x [length]", AxisScale.LINEAR, coordinates(0)),
            new Canvas.Axis("y [length]", AxisScale.LINEAR, coordinates(1)),
            List.of(
                new Legend.Entry(Legend.Key.START, 0, "start"),
                new Legend.Entry(Legend.Key.END, 0, "end")));
    if (steps() == 0) {
      canvas.nothing();
      return canvas.finish();
    }
    Path[] paths = new Path[particles];
    for (int i = 0; i < particles; i++) {
      paths[i] = path(canvas, i);
      String style = "pp-line pp-s" + colour(i);
      canvas.out().empty("path", "class", style, "d", paths[i].simplified()).newLine();
    }
    // Above all paths, so that none hides them.
    for (int i = 0; i < particles; i++) {
      Legend.start(canvas.out(), colour(i), paths[i].x[0], paths[i].y[0]);
      canvas.out().newLine();
    }
    for (int i = 0; i < particles; i++) {
      Legend.end(canvas.out(), colour(i), paths[i].x[steps() - 1], paths[i].y[steps() - 1]);
      canvas.out().newLine();
    }
    return canvas.finish();
  }

  private static int colour(int particle) {
    return particle % Palette.COLOURS;
  }

  private double[] coordinates(int axis) {
    double[] values = new double[position.length / dimension];
    for (int k = 0; k < values.length; k++) {
      values[k] = position[k * dimension + axis];
    }
    return values;
  }

  private Path path(Canvas canvas, int particle) {
    return Path.of(canvas, position, particles, dimension, particle);
  }

  /** A path in the units of the picture. */
  record Path(double[] x, double[] y) {

    /** The path of one particle (steps x n x d). */
    static Path of(Canvas canvas, double[] position, int particles, int dimension, int particle) {
      int steps = position.length / (particles * dimension);
      Path path = new Path(new double[steps], new double[steps]);
      for (int s = 0; s < steps; s++) {
        int at = (s * particles + particle) * dimension;
        path.x[s] = canvas.x().place(position[at]);
        path.y[s] = canvas.y().place(position[at + 1]);
      }
      return path;
    }

    String simplified() {
      StringBuilder d = new StringBuilder();
      BitSet kept = kept();
      for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
        d.append(i == 0 ? 'M' : 'L').append(Markup.pixels(x[i]));
        d.append(' ').append(Markup.pixels(y[i]));
      }
      return d.toString();
    }

    private BitSet kept() {
      int last = x.length - 1;
      BitSet kept = new BitSet(x.length);
      kept.set(0);
      kept.set(last);
      Deque<int[]> open = new ArrayDeque<>();
      open.push(new int[] {0, last});
      while (!open.isEmpty()) {
        int[] part = open.pop();
        int farthest = farthest(part[0], part[1]);
        if (farthest > part[0]) {
          kept.set(farthest);
          open.push(new int[] {part[0], farthest});
          open.push(new int[] {farthest, part[1]});
        }
      }
      return kept;
    }

    /** The point between two others that is farthest from their segment; the first if none is. */
    private int farthest(int first, int last) {
      int farthest = first;
      double most = TOLERANCE;
      for (int i = first + 1; i < last; i++) {
        double distance = distance(i, first, last);
        if (distance > most) {
          most = distance;
          farthest = i;
        }
      }
      return farthest;
    }

    private double distance(int i, int first, int last) {
      double dx = x[last] - x[first];
      double dy = y[last] - y[first];
      double square = dx * dx + dy * dy;
      double along = (x[i] - x[first]) * dx + (y[i] - y[first]) * dy;
      double part = square == 0 ? 0 : Math.max(0, Math.min(1, along / square));
      return Math.hypot(x[i] - x[first] - part * dx, y[i] - y[first] - part * dy);
    }
  }
}
