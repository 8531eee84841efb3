package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.principia.visuals.Csv;
import org.principia.visuals.Palette;

/**
 * The paths of particles in the plane, each from a ring to a dot; a unit is equally long on both
 * axes. Several motions from the same start are told apart by dashes.
 *
 * <p>Of more than two dimensions the first two are drawn.
 *
 * @param title what is shown
 * @param particles n
 * @param dimension d, at least 2
 * @param timeStep time between two states [time]
 * @param unit of length
 * @param motions the motions, often one or two
 */
public record TrajectoryPlot(
    String title, int particles, int dimension, double timeStep, String unit, List<Motion> motions)
    implements Plot {
  /**
   * A motion of all particles: under which law (empty for the only one), and positions [length]
   * (steps x n x d), finite.
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

  private int steps(Motion motion) {
    return motion.position.length / (particles * dimension);
  }

  @Override
  public String description() {
    Stream<String> states =
        motions.stream().map(m -> (m.name.isEmpty() ? "" : m.name + ", ") + steps(m) + " states");
    return String.format(
        Locale.ROOT,
        "Paths of %d particles in %d dimensions%s: %s.",
        particles,
        dimension,
        dimension > 2 ? ", the first two drawn" : "",
        states.collect(Collectors.joining("; ")));
  }

  @Override
  public String csv() {
    List<String> axes = List.of("x", "y", "z").subList(0, Math.min(3, dimension));
    List<String> head = new ArrayList<>(List.of("motion", "time", "particle"));
    head.addAll(axes);
    Csv csv = new Csv(head.toArray(String[]::new));
    for (Motion motion : motions) {
      for (int row = 0; row < motion.position.length / dimension; row++) {
        int step = row / particles;
        List<Object> cells =
            new ArrayList<>(List.of(motion.name, step * timeStep, row % particles + 1));
        for (int k = 0; k < axes.size(); k++) {
          cells.add(motion.position[row * dimension + k]);
        }
        csv.row(cells.toArray());
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
    Canvas.Axis across = new Canvas.Axis("x [" + unit + "]", AxisScale.LINEAR, coordinates(0));
    Canvas.Axis up = new Canvas.Axis("y [" + unit + "]", AxisScale.LINEAR, coordinates(1));
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
    double[] position = motion.position;
    for (int i = 0; i < particles && position.length > 0; i++) {
      canvas.out.path("pp-line pp-s" + i % Palette.COLOURS, dashes, line(canvas, position, i));
    }
    // Above all paths, so that none hides them.
    int row = particles * dimension;
    for (int at = 0; at < Math.min(row, position.length); at += dimension) {
      double y = canvas.y.place(position[at + 1]);
      Legend.start(canvas.out, colour(at), canvas.x.place(position[at]), y);
    }
    for (int at = Math.max(0, position.length - row); at < position.length; at += dimension) {
      double y = canvas.y.place(position[at + 1]);
      Legend.end(canvas.out, colour(at), canvas.x.place(position[at]), y);
    }
  }

  private int colour(int place) {
    return place / dimension % particles % Palette.COLOURS;
  }

  private double[] coordinates(int axis) {
    return motions.stream()
        .flatMapToDouble(
            motion ->
                IntStream.range(0, motion.position.length / dimension)
                    .mapToDouble(row -> motion.position[row * dimension + axis]))
        .toArray();
  }

  private String line(Canvas canvas, double[] position, int particle) {
    StringBuilder d = new StringBuilder();
    for (int at = particle * dimension; at < position.length; at += particles * dimension) {
      d.append(d.isEmpty() ? 'M' : 'L').append(canvas.point(position[at], position[at + 1]));
    }
    return d.toString();
  }
}
