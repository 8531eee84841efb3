package org.principia.visuals.chart;

/** How values are spread over an axis. */
public enum AxisScale {
  /** Equal differences are equally long. */
  LINEAR,
  /** Equal ratios are equally long; a zero is drawn at the axis' foot, negative values are not. */
  LOG
}
