/**
 * Pages of HTML.
 *
 * <p>A {@link org.principia.visuals.page.ReportPage} is a list of {@link
 * org.principia.visuals.page.Block}s and knows nothing of where their content comes from. Start at
 * {@code ReportPage}.
 */
package org.principia.visuals.page;
