/**
 * The framework's promise in one picture: a formula extrapolates where a network does not.
 *
 * <p>Reads nothing, writes a picture. Start at {@link org.principia.jobs.example.SineExample}.
 */
package org.principia.jobs.example;
