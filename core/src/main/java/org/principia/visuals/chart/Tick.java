package org.principia.visuals.chart;

/** A mark on an axis: where it stands in the picture, and what it says. */
record Tick(double place, String label) {}
