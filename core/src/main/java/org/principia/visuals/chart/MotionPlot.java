package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.principia.visuals.Csv;
import org.principia.visuals.Json;
import org.principia.visuals.Palette;

/**
 * Particles on the move under two laws, from the same start.
 *
 * <p>The picture shows the paths in the plane of the first two axes, the second motion dashed; on a
 * page with scripts the particles move side by side.
 *
 * @param title what is shown
 * @param particles n
 * @param dimension d, at least 2
 * @param timeStep time between two states [time]
 * @param mass masses, which the sizes of the dots follow [mass] (n)
 * @param motions the motions, often two
 */
public record MotionPlot(
    String title,
    int particles,
    int dimension,
    double timeStep,
    double[] mass,
    List<Motion> motions)
    implements Plot {

  /**
   * A motion.
   *
   * @param name under which law
   * @param position positions [length] (steps x n x d), finite
   */
  public record Motion(String name, double[] position) {}

  /** Checks the shapes by the pictures of the single motions. */
  public MotionPlot {
    motions = List.copyOf(motions);
    for (Motion motion : motions) {
      new TrajectoryPlot(title, particles, dimension, motion.position());
    }
    if (mass.length != particles) {
      throw new IllegalArgumentException(
          "Invalid masses: " + mass.length + " (" + particles + " particles)");
    }
  }

  private int steps(Motion motion) {
    return motion.position().length / (particles * dimension);
  }

  @Override
  public String description() {
    List<String> parts = new ArrayList<>();
    for (Motion motion : motions) {
      parts.add(motion.name() + ", " + steps(motion) + " states");
    }
    return String.format(
        Locale.ROOT,
        "Paths of %d particles in %d dimensions%s: %s.",
        particles,
        dimension,
        dimension > 2 ? ", the first two drawn" : "",
        String.join("; ", parts));
  }

  @Override
  public String data() {
    return Json.object(
        "type",
        Json.text("motion"),
        "particles",
        Integer.toString(particles),
        "dimension",
        Integer.toString(dimension),
        "step",
        Json.number(timeStep),
        "mass",
        Json.numbers(mass),
        "motions",
        Json.array(
            motions,
            m -> Json.object("name", Json.text(m.name()), "position", Json.numbers(m.position()))));
  }

  @Override
  public String csv() {
    return csv(particles, dimension, timeStep, motions, "time");
  }

  static String csv(
      int particles, int dimension, double timeStep, List<Motion> motions, String clock) {
    List<String> axes = List.of("x", "y", "z").subList(0, Math.min(3, dimension));
    List<String> head = new ArrayList<>(List.of("motion", clock, "particle"));
    head.addAll(axes);
    Csv csv = new Csv(head.toArray(String[]::new));
    for (Motion motion : motions) {
      for (int row = 0; row < motion.position().length / dimension; row++) {
        Object[] cells = new Object[head.size()];
        int state = row / particles;
        cells[0] = motion.name();
        cells[1] = state * timeStep;
        cells[2] = row % particles + 1;
        for (int k = 0; k < axes.size(); k++) {
          cells[3 + k] = motion.position()[row * dimension + k];
        }
        csv.row(cells);
      }
    }
    return csv.toString();
  }

  @Override
  public String svg() {
    List<Legend.Entry> key = new ArrayList<>();
    for (int m = 0; m < motions.size(); m++) {
      Legend.Key line = m == 0 ? Legend.Key.SOLID : Legend.Key.DASHED;
      key.add(new Legend.Entry(line, 0, motions.get(m).name()));
    }
    key.add(new Legend.Entry(Legend.Key.START, 0, "start"));
    key.add(new Legend.Entry(Legend.Key.END, 0, "end"));
    Canvas canvas =
        Canvas.ofPlane(
            this,
            new Canvas.Axis("x [length]", AxisScale.LINEAR, coordinates(0)),
            new Canvas.Axis("y [length]", AxisScale.LINEAR, coordinates(1)),
            key);
    if (motions.stream().allMatch(motion -> steps(motion) == 0)) {
      canvas.nothing();
    }
    for (int m = 0; m < motions.size(); m++) {
      draw(canvas, motions.get(m), m == 0 ? "none" : Legend.DASHES);
    }
    return canvas.finish();
  }

  private void draw(Canvas canvas, Motion motion, String dashes) {
    int steps = steps(motion);
    for (int i = 0; i < particles && steps > 0; i++) {
      int colour = i % Palette.COLOURS;
      TrajectoryPlot.Path path =
          TrajectoryPlot.Path.of(canvas, motion.position(), particles, dimension, i);
      String style = "pp-line pp-s" + colour;
      canvas
          .out()
          .empty("path", "class", style, "stroke-dasharray", dashes, "d", path.simplified())
          .newLine();
      Legend.start(canvas.out(), colour, path.x()[0], path.y()[0]);
      Legend.end(canvas.out(), colour, path.x()[steps - 1], path.y()[steps - 1]);
      canvas.out().newLine();
    }
  }

  private double[] coordinates(int axis) {
    return motions.stream()
        .flatMapToDouble(
            motion ->
                java.util.stream.IntStream.range(0, motion.position().length / dimension)
                    .mapToDouble(row -> motion.position()[row * dimension + axis]))
        .toArray();
  }
}
