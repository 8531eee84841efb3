package org.principia.jobs.sweep;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;

/**
 * What the reproduction of Cranmer et al. (arXiv:2006.11287) reports of a cell, at full scale.
 *
 * @param messages message formulas recovered, of how many
 * @param accelerations acceleration formulas recovered, of how many
 * @param networkError mean absolute error on its pruned test set [length / time^2]
 * @param composedError of the best composed formulas for the law and dimension, of whatever
 *     strategy; empty where it is not given
 */
record Published(String messages, String accelerations, String networkError, String composedError) {
  private static final Map<String, Published> ALL = read();

  /** The figures of a cell; empty where there are none. */
  static Optional<Published> of(PlannedCell cell) {
    CellId id = cell.id();
    return Optional.ofNullable(ALL.get(id.law() + "," + id.dimension() + "," + id.strategy()));
  }

  /** Whether it recovered all formulas of messages and accelerations. */
  boolean recovered() {
    return whole(messages) && whole(accelerations);
  }

  private static boolean whole(String share) {
    String[] of = share.split("/");
    return of[0].equals(of[1]);
  }

  private static Map<String, Published> read() {
    Map<String, Published> all = new HashMap<>();
    InputStream in = Published.class.getResourceAsStream("published.csv");
    try (Scanner text = new Scanner(in, StandardCharsets.UTF_8)) {
      text.useDelimiter("\\R")
          .tokens()
          .filter(line -> !line.startsWith("#") && !line.startsWith("law,"))
          .map(line -> line.split(",", -1))
          .forEach(
              c -> all.put(c[0] + "," + c[1] + "," + c[2], new Published(c[3], c[4], c[5], c[6])));
    }
    return all;
  }
}
