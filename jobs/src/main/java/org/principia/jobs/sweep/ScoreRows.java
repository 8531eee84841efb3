package org.principia.jobs.sweep;

import java.util.Map;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;

/** Reads the row of a complete scorecard. */
@FunctionalInterface
interface ScoreRows {
  /**
   * The row.
   *
   * @param cell the cell
   * @param output the output of the sweep
   * @param scorecard manifest of the scorecard
   * @return values by column name
   */
  Map<String, Object> of(PlannedCell cell, Storage output, Manifest scorecard);
}
