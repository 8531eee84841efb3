package org.principia.visuals;

/**
 * A picture that describes itself and can be written as SVG.
 *
 * <p>The SVG has a view box and no fixed width, follows the reader's light or dark colours, needs
 * no font, script or network, and is the same text for the same content. It may be saved as a file
 * or placed inside an HTML page as it is.
 */
public sealed interface Plot permits ScatterPlot, ParetoPlot, LineChart, BarChart, TrajectoryPlot {

  /** What the picture shows, its accessible name. */
  String title();

  /** The picture in one or two sentences, for those who cannot see it. */
  String description();

  /** The picture as a well-formed SVG element. */
  String svg();
}
