package org.principia.jobs.fit;

import org.principia.symbolic.settings.SymbolicSettings;

/**
 * What fits have in common.
 *
 * @param settings of the search
 * @param seed the user's
 * @param grouping what groups have in common
 * @param choices who says by which rule a formula is chosen
 * @param command as it was given, for the manifest
 */
public record FitOptions(
    SymbolicSettings settings, long seed, Grouping grouping, Choices choices, String command) {}
