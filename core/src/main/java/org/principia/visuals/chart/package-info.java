/**
 * Charts as SVG.
 *
 * <p>Reads plain numbers and texts, writes each picture as one SVG element and its values as CSV.
 * Every picture is a {@link org.principia.visuals.chart.Plot}, drawn on a {@link
 * org.principia.visuals.chart.Canvas}; start at {@link org.principia.visuals.chart.LineChart}.
 */
package org.principia.visuals.chart;
