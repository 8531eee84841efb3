/**
 * Show me: plots and the report.
 *
 * <p>Reads plain numbers and texts, writes SVG and HTML as strings: no graphics library, no
 * network, the same bytes for the same content. Every picture is a {@link
 * org.principia.visuals.Plot}; start at {@link org.principia.visuals.ReportPage}, which puts {@link
 * org.principia.visuals.Block}s on one self-contained page.
 */
package org.principia.visuals;
