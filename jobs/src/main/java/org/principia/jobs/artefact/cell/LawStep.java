package org.principia.jobs.artefact.cell;

import java.util.Locale;

/**
 * One step on the way from the network to the law, and what it costs.
 *
 * @param name what stands in the place of the network by then
 * @param error mean absolute error of the accelerations on validation frames, the same ones for all
 *     steps [length / time^2]
 */
public record LawStep(String name, double error) {

  /** For people. */
  public String line() {
    return String.format(Locale.ROOT, "  %-60s %.4g", name, error);
  }
}
