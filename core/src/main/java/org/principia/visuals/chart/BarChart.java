package org.principia.visuals.chart;

import java.util.ArrayList;
import java.util.List;
import org.principia.visuals.Csv;
import org.principia.visuals.NumberText;
import org.principia.visuals.Palette;
import org.principia.visuals.chart.Scale.Tick;

/**
 * Named bars from zero, a spectrum of standard deviations for example.
 *
 * @param title what is shown
 * @param xLabel what the bars are
 * @param yLabel what their height is, with its unit in brackets
 * @param bars the bars, from left to right
 */
public record BarChart(String title, String xLabel, String yLabel, List<Bar> bars) implements Plot {

  /**
   * A bar: its name below the axis, its height (one that is not finite is left out), and its group.
   * Bars of one group have one colour; the key names the groups where there are several.
   */
  public record Bar(String label, double value, String group) {}

  @Override
  public String description() {
    StringBuilder text = new StringBuilder("Bar chart: ");
    text.append(yLabel).append(" by ").append(xLabel).append('.');
    for (Bar bar : bars) {
      text.append(' ').append(bar.label()).append(": ").append(NumberText.of(bar.value()));
      text.append(bar.group().isBlank() ? ";" : " (" + bar.group() + ");");
    }
    return text.toString();
  }

  @Override
  public String csv() {
    Csv csv = new Csv("label", "value", "group");
    bars.forEach(bar -> csv.row(bar.label(), bar.value(), bar.group()));
    return csv.toString();
  }

  @Override
  public String svg() {
    List<String> groups = bars.stream().map(Bar::group).distinct().toList();
    List<Legend.Entry> key = new ArrayList<>();
    for (int i = 0; i < groups.size() && groups.size() > 1; i++) {
      key.add(new Legend.Entry(Legend.Key.BOX, i % Palette.COLOURS, groups.get(i)));
    }
    double[] values = bars.stream().mapToDouble(Bar::value).toArray();
    Canvas canvas =
        Canvas.ofBars(this, xLabel, new Canvas.Axis(yLabel, AxisScale.LINEAR, values), key);
    if (bars.isEmpty()) {
      canvas.nothing();
    }
    double pitch = (Canvas.RIGHT - canvas.left) / Math.max(1, bars.size());
    for (int group = 0; group < groups.size(); group++) {
      canvas.begin(groups.size() > 1 ? group : Canvas.ALWAYS, "bar");
      for (int i = 0; i < bars.size(); i++) {
        if (bars.get(i).group().equals(groups.get(group)) && canvas.y.shows(values[i])) {
          draw(canvas, i, pitch, group % Palette.COLOURS);
        }
      }
      canvas.end();
    }
    canvas.horizontalTicks(ticks(canvas.left, pitch));
    return canvas.finish();
  }

  private void draw(Canvas canvas, int index, double pitch, int colour) {
    Bar bar = bars.get(index);
    double from = canvas.left + index * pitch;
    double foot = canvas.y.place(0);
    double head = canvas.y.place(bar.value());
    double gap = Math.min(6, pitch * 0.2);
    double height = Math.abs(foot - head);
    canvas.value(index, bar.label() + ": " + NumberText.of(bar.value()));
    canvas.out.rectangle(
        "pp-f" + colour, from + gap / 2, Math.min(foot, head), pitch - gap, height);
    canvas.end();
  }

  /** As many names as fit, from the first, evenly spread. */
  private List<Tick> ticks(double left, double pitch) {
    int longest = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(1);
    int stride = Math.max(1, (int) Math.ceil((Math.max(1, longest) * 6.6 + 4) / pitch));
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < bars.size(); i += stride) {
      ticks.add(new Tick(left + (i + 0.5) * pitch, bars.get(i).label()));
    }
    return ticks;
  }
}
