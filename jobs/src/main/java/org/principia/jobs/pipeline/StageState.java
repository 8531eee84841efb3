package org.principia.jobs.pipeline;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Manifest;

/**
 * What is there of a stage.
 *
 * @param verb the stage
 * @param path its output's final name
 * @param manifest of the output; empty where there is none
 * @param current whether the output is of the cell's settings
 */
public record StageState(String verb, Path path, Optional<Manifest> manifest, boolean current) {
  /** Whether there is nothing to do. */
  public boolean complete() {
    return manifest.isPresent() && current;
  }
}
