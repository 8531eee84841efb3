package org.principia.gnn.training;

import java.util.List;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GraphNetwork;

/**
 * What a training leaves: the network after the last epoch, and one report for each epoch.
 *
 * @param network the trained network
 * @param curve reports of all epochs, those before a resumption included
 * @param resumedFrom epochs taken over from a checkpoint, 0 for a training from its start
 */
public record TrainingResult(GraphNetwork network, List<EpochReport> curve, int resumedFrom) {}
