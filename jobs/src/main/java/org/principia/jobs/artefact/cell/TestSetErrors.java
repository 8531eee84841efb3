package org.principia.jobs.artefact.cell;

import java.util.List;
import org.principia.graphs.Split;
import org.principia.validation.error.DistanceBin;
import org.principia.validation.error.ErrorStatistics;

/**
 * Errors of network and law on a test set.
 *
 * @param split which test set
 * @param network statistics of the network
 * @param law statistics of the law
 * @param size mean absolute value of the true accelerations
 * @param byDistance mean errors by the distance of the closest pair
 */
public record TestSetErrors(
    Split split,
    ErrorStatistics network,
    ErrorStatistics law,
    double size,
    List<DistanceBin> byDistance) {}
