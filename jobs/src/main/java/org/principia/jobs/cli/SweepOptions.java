package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for the configuration of a sweep. */
final class SweepOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      completionCandidates = Candidates.Keys.class,
      description = "Overrides a key for all cells; repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--out", paramLabel = "PATH", description = "Short for --set output=PATH.")
  private String output;

  /** The pairs; an explicit --set takes precedence. */
  List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    if (output != null) {
      pairs.add("output=" + output);
    }
    pairs.addAll(overrides);
    return pairs;
  }
}
