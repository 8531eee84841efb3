package org.principia.visuals.chart;

/**
 * A picture that describes itself and can be written as SVG.
 *
 * <p>The SVG has a view box and no fixed width, follows the reader's light or dark colours, needs
 * no font, script or network, and is the same text for the same content. It may be saved as a file
 * or placed inside an HTML page as it is, where a script reads values from it: the scales of its
 * axes are attributes of the element, and its marks have the names of what they show.
 */
public sealed interface Plot permits ScatterPlot, ParetoPlot, LineChart, BarChart, TrajectoryPlot {

  /** What the picture shows, its accessible name. */
  String title();

  /** The picture in one or two sentences, for those who cannot see it. */
  String description();

  /** The picture as a well-formed SVG element. */
  String svg();

  /** The values of the picture as comma-separated values with a head. */
  String csv();
}
