package org.principia.visuals.chart;

/**
 * A picture that describes itself and can be written as SVG.
 *
 * <p>The SVG has a view box and no fixed width, follows the reader's light or dark colours, needs
 * no font, script or network, and is the same text for the same content. It may be saved as a file
 * or placed inside an HTML page as it is. On a page with scripts its {@link #data} is what the
 * chart in its place is drawn from.
 */
public sealed interface Plot
    permits ScatterPlot, ParetoPlot, LineChart, BarChart, TrajectoryPlot, MotionPlot, SpectrumPlot {

  /** What the picture shows, its accessible name. */
  String title();

  /** The picture in one or two sentences, for those who cannot see it. */
  String description();

  /** The picture as a well-formed SVG element. */
  String svg();

  /**
   * The content for the page's script: a JSON object with {@code type} and what is drawn; empty for
   * a picture that is only looked at.
   */
  default String data() {
    return "";
  }

  /** The values of the picture as comma-separated values with a head. */
  String csv();
}
