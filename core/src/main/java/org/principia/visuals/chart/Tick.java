package org.principia.visuals.chart;

/** A mark on an axis: its place in the picture and its label. */
record Tick(double place, String label) {}
