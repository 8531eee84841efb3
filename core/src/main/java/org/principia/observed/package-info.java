/**
 * Which law moves these tracked particles? Tracks to targets by the weak form, and pair forces by
 * kernel regression.
 *
 * <p>Reads {@link org.principia.observed.TrackedRun}s; knows neither files nor the law.
 */
package org.principia.observed;
