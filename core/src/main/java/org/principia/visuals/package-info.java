/**
 * Show me: charts, pages and the report.
 *
 * <p>Here are the writers that both need: XML, CSV, numbers for people, colours. {@link
 * org.principia.visuals.chart.Plot}s are pictures, {@link org.principia.visuals.page.ReportPage}
 * puts {@link org.principia.visuals.page.Block}s on one self-contained page, and {@code report} has
 * a class for each section of a cell's page. Everything is written as text, without a graphics
 * library or the network, and as the same bytes for the same content.
 */
package org.principia.visuals;
