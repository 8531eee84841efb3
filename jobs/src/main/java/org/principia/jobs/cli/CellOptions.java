package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.run.Overwrite;
import picocli.CommandLine.Option;

/** The options of every command on a cell. */
final class CellOptions extends RunOptions {
  @Option(
      names = "--law",
      paramLabel = "LAW",
      completionCandidates = Candidates.Laws.class,
      description = "Short for --set dynamics.law=LAW.")
  private String law;

  @Option(names = "--dim", paramLabel = "D", description = "Short for --set dynamics.dimension=D.")
  private String dimension;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Short for --set dynamics.runs=N: runs for training and validation (test runs:"
              + " dynamics.test-runs).")
  private String runs;

  @Option(
      names = "--strategy",
      paramLabel = "S",
      completionCandidates = Candidates.Strategies.class,
      description = "Short for --set gnn.strategy=S.")
  private String strategy;

  @Option(names = "--out", paramLabel = "PATH", description = "Short for --set output=PATH.")
  private String output;

  @Option(
      names = "--overwrite",
      description = "Replaces results of other settings or inputs, and damaged ones.")
  private boolean overwrite;

  /** The configuration: options override the file, which overrides the defaults. */
  Configuration configuration() {
    List<String> pairs = new ArrayList<>();
    shorthand(pairs, "dynamics.law", law);
    shorthand(pairs, "dynamics.dimension", dimension);
    shorthand(pairs, "dynamics.runs", runs);
    shorthand(pairs, "gnn.strategy", strategy);
    shorthand(pairs, "output", output);
    return configuration(pairs, List.of());
  }

  Overwrite overwrite() {
    return overwrite ? Overwrite.REPLACE : Overwrite.REFUSE;
  }

  private static void shorthand(List<String> pairs, String key, String value) {
    if (value != null) {
      pairs.add(key + "=" + value);
    }
  }
}
