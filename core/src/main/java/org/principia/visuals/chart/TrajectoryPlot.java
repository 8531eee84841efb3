package org.principia.visuals.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.principia.visuals.Csv;
import org.principia.visuals.Markup;
import org.principia.visuals.Palette;

/**
 * The paths of particles in the plane, each from a ring to a dot; a unit is equally long on both
 * axes. Several motions from the same start are told apart by dashes.
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
 * @param timeStep time between two states [time]
 * @param motions the motions, often one or two
 */
public record TrajectoryPlot(
    String title, int particles, int dimension, double timeStep, List<Motion> motions)
    implements Plot {
  static final double TOLERANCE = 0.1;

  /**
   * A motion of all particles.
   *
   * @param name under which law; empty for the only one
   * @param position positions [length] (steps x n x d), finite
   */
  public record Motion(String name, double[] position) {}

  /** Checks the shapes and the values. */
  public TrajectoryPlot {
    motions = List.copyOf(motions);
    for (Motion motion : motions) {
      int values = motion.position.length;
      if (particles < 1 || dimension < 2 || values % (particles * dimension) != 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Invalid trajectory: %d positions of %d particles in %d dimensions (steps * n * d"
                    + " values, n from 1, d from 2)",
                values,
                particles,
                dimension));
      }
      for (double value : motion.position) {
        if (!Scale.shows(AxisScale.LINEAR, value)) {
          throw new IllegalArgumentException("Invalid position: " + value + " (a finite number)");
        }
      }
    }
  }

  /**
   * A single motion, its states numbered.
   *
   * @param title what is shown
   * @param particles n
   * @param dimension d, at least 2
   * @param position positions [length] (steps x n x d), finite
   */
  public TrajectoryPlot(String title, int particles, int dimension, double[] position) {
    this(title, particles, dimension, 1, List.of(new Motion("", position)));
  }

  private int steps(Motion motion) {
    return motion.position.length / (particles * dimension);
  }

  @Override
  public String description() {
    List<String> states = new ArrayList<>();
    for (Motion motion : motions) {
      String name = motion.name.isEmpty() ? "" : motion.name + ", ";
      states.add(name + steps(motion) + " states");
    }
    return String.format(
        Locale.ROOT,
        "Paths of %d particles in %d dimensions%s: %s.",
        particles,
        dimension,
        dimension > 2 ? ", the first two drawn" : "",
        String.join("; ", states));
  }

  @Override
  public String csv() {
    List<String> axes = List.of("x", "y", "z").subList(0, Math.min(3, dimension));
    List<String> head = new ArrayList<>(List.of("motion", "time", "particle"));
    head.addAll(axes);
    Csv csv = new Csv(head.toArray(String[]::new));
    for (Motion motion : motions) {
      for (int row = 0; row < motion.position.length / dimension; row++) {
        Object[] cells = new Object[head.size()];
        cells[0] = motion.name;
        cells[1] = row / particles * timeStep;
        cells[2] = row % particles + 1;
        for (int k = 0; k < axes.size(); k++) {
          cells[3 + k] = motion.position[row * dimension + k];
        }
        csv.row(cells);
      }
    }
    return csv.toString();
  }

  @Override
  public String svg() {
    List<Legend.Entry> key = new ArrayList<>();
    for (int m = 0; m < motions.size() && motions.size() > 1; m++) {
      Legend.Key line = m == 0 ? Legend.Key.SOLID : Legend.Key.DASHED;
      key.add(new Legend.Entry(line, 0, motions.get(m).name));
    }
    key.add(new Legend.Entry(Legend.Key.START, 0, "start"));
    key.add(new Legend.Entry(Legend.Key.END, 0, "end"));
    Canvas.Axis across = new Canvas.Axis("x [length]", AxisScale.LINEAR, coordinates(0));
    Canvas.Axis up = new Canvas.Axis("y [length]", AxisScale.LINEAR, coordinates(1));
    Canvas canvas = Canvas.ofPlane(this, across, up, key);
    if (motions.stream().allMatch(motion -> steps(motion) == 0)) {
      canvas.nothing();
    }
    for (int m = 0; m < motions.size(); m++) {
      String name = motions.get(m).name;
      canvas.begin(motions.size() > 1 ? m : Canvas.ALWAYS, name.isEmpty() ? "path" : name);
      draw(canvas, motions.get(m), m == 0 ? "none" : Legend.DASHES);
      canvas.end();
    }
    return canvas.finish();
  }

  private void draw(Canvas canvas, Motion motion, String dashes) {
    int steps = steps(motion);
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < particles && steps > 0; i++) {
      Path path = path(canvas, motion.position, i);
      canvas.out().path("pp-line pp-s" + colour(i), dashes, path.simplified());
      paths.add(path);
    }
    // Above all paths, so that none hides them.
    for (int i = 0; i < paths.size(); i++) {
      Legend.start(canvas.out(), colour(i), paths.get(i).x[0], paths.get(i).y[0]);
    }
    for (int i = 0; i < paths.size(); i++) {
      Legend.end(canvas.out(), colour(i), paths.get(i).x[steps - 1], paths.get(i).y[steps - 1]);
    }
  }

  private static int colour(int particle) {
    return particle % Palette.COLOURS;
  }

  private double[] coordinates(int axis) {
    return motions.stream()
        .flatMapToDouble(
            motion ->
                IntStream.range(0, motion.position.length / dimension)
                    .mapToDouble(row -> motion.position[row * dimension + axis]))
        .toArray();
  }

  /** The path of one particle. */
  private Path path(Canvas canvas, double[] position, int particle) {
    int steps = position.length / (particles * dimension);
    Path path = new Path(new double[steps], new double[steps]);
    for (int s = 0; s < steps; s++) {
      int at = (s * particles + particle) * dimension;
      path.x[s] = canvas.x().place(position[at]);
      path.y[s] = canvas.y().place(position[at + 1]);
    }
    return path;
  }

  /** A path in the units of the picture. */
  private record Path(double[] x, double[] y) {

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
      double max = TOLERANCE;
      for (int i = first + 1; i < last; i++) {
        double distance = distance(i, first, last);
        if (distance > max) {
          max = distance;
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
