package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.principia.visuals.Csv;
import org.principia.visuals.Markup;
import org.principia.visuals.NumberText;

/**
 * A Pareto front: the smallest error of any formula up to a complexity, on a logarithmic axis.
 *
 * @param title what is shown
 * @param lossLabel what the error is, with its unit in brackets
 * @param front the formulas, in any order
 * @param chosen index in the front of the chosen formula, or {@link #NONE}
 * @param truth index in the front of the formula with the true structure, or {@link #NONE}
 */
public record ParetoPlot(
    String title, String lossLabel, List<FrontPoint> front, int chosen, int truth) implements Plot {
  /**
   * A formula on a Pareto front.
   *
   * @param complexity its number of operators, constants and variables
   * @param loss its error, not negative
   * @param formula its text
   * @param latex the formula in LaTeX, empty where there is none to copy
   * @param sql the formula in SQL, empty where there is none to copy
   */
  public record FrontPoint(int complexity, double loss, String formula, String latex, String sql) {}

  /** In place of an index: no formula is chosen, or none is known to be true. */
  public static final int NONE = -1;

  /** Checks the indices. */
  public ParetoPlot {
    front = List.copyOf(front);
    for (int index : new int[] {chosen, truth}) {
      if (index < NONE || index >= front.size()) {
        throw new IllegalArgumentException(
            "Invalid index of the front: " + index + " (from -1 to " + (front.size() - 1) + ")");
      }
    }
  }

  /** The marks of a formula: chosen, true structure. */
  public String note(int index) {
    String note = index == chosen ? "chosen" : "";
    return index == truth ? (note.isEmpty() ? "" : note + ", ") + "true structure" : note;
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder("Pareto front of ");
    text.append(front.size()).append(" formulas: ").append(lossLabel).append(" by complexity.");
    if (chosen != NONE) {
      text.append(" Chosen: ").append(inWords(front.get(chosen))).append('.');
    }
    if (truth != NONE) {
      text.append(" True structure: ").append(inWords(front.get(truth))).append('.');
    }
    return text.toString();
  }

  private static String inWords(FrontPoint point) {
    String loss = NumberText.of(point.loss());
    return point.formula() + " (complexity " + point.complexity() + ", " + loss + ")";
  }

  @Override
  public String csv() {
    Csv csv = new Csv("complexity", "loss", "chosen", "true_structure", "formula", "latex", "sql");
    for (int i = 0; i < front.size(); i++) {
      FrontPoint p = front.get(i);
      csv.row(p.complexity(), p.loss(), i == chosen, i == truth, p.formula(), p.latex(), p.sql());
    }
    return csv.toString();
  }

  @Override
  public String svg() {
    double[] x = front.stream().mapToDouble(FrontPoint::complexity).toArray();
    double[] y = front.stream().mapToDouble(FrontPoint::loss).toArray();
    Canvas canvas =
        Canvas.of(
            this,
            new Canvas.Axis("complexity", AxisScale.LINEAR, x),
            new Canvas.Axis(lossLabel, AxisScale.LOG, y),
            key());
    drawSteps(canvas);
    canvas.begin(Canvas.ALWAYS, "formula");
    for (int i = 0; i < front.size(); i++) {
      if (canvas.y.shows(front.get(i).loss())) {
        double px = canvas.x.place(front.get(i).complexity());
        double py = canvas.y.place(front.get(i).loss());
        canvas.value(i, inWords(front.get(i)));
        canvas.out.circle("pp-mark pp-f0", px, py, 4.5);
        canvas.end();
      }
    }
    canvas.end();
    mark(canvas, truth, false);
    mark(canvas, chosen, true);
    return canvas.finish();
  }

  private List<Legend.Entry> key() {
    List<Legend.Entry> key = new ArrayList<>();
    if (chosen != NONE) {
      key.add(new Legend.Entry(Legend.Key.RING, 1, "chosen", front.get(chosen).formula()));
    }
    if (truth != NONE) {
      String name = "true structure" + (truth == chosen ? ": the chosen one" : "");
      String formula = truth == chosen ? "" : front.get(truth).formula();
      key.add(new Legend.Entry(Legend.Key.DIAMOND, 2, name, formula));
    }
    return key;
  }

  private void drawSteps(Canvas canvas) {
    List<FrontPoint> sorted = new ArrayList<>(front);
    sorted.removeIf(point -> !canvas.y.shows(point.loss()));
    if (sorted.isEmpty()) {
      canvas.nothing();
      return;
    }
    sorted.sort(
        Comparator.comparingInt(FrontPoint::complexity).thenComparingDouble(FrontPoint::loss));
    StringBuilder d = new StringBuilder();
    double best = Double.POSITIVE_INFINITY;
    for (FrontPoint point : sorted) {
      if (point.loss() < best) {
        best = point.loss();
        String px = Markup.pixels(canvas.x.place(point.complexity()));
        String py = Markup.pixels(canvas.y.place(best));
        d.append(d.isEmpty() ? "M" + px + " " + py : "H" + px + "V" + py);
      }
    }
    d.append('H').append(Markup.pixels(Canvas.RIGHT));
    canvas.seriesLine(0, d.toString());
  }

  private void mark(Canvas canvas, int index, boolean ring) {
    if (index == NONE || !canvas.y.shows(front.get(index).loss())) {
      return;
    }
    double px = canvas.x.place(front.get(index).complexity());
    double py = canvas.y.place(front.get(index).loss());
    canvas.begin(ring || chosen == NONE ? 0 : 1, "");
    if (ring) {
      Legend.ring(canvas.out, 1, px, py);
    } else {
      Legend.diamond(canvas.out, 2, px, py);
    }
    canvas.end();
  }
}
