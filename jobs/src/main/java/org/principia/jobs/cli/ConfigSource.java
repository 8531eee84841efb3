package org.principia.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.principia.common.InputException;
import org.principia.jobs.config.Configuration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a configuration comes from: a file, and pairs that win over it. */
final class ConfigSource {
  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description =
          "Configuration file (HOCON); without it the defaults count, which are full scale.")
  private String file = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      completionCandidates = Candidates.Keys.class,
      description = "Overrides a key of the configuration; any number of times.")
  private List<String> overrides = new ArrayList<>();

  /**
   * The configuration.
   *
   * @param pairs {@code key=value}, which win over the file and lose against --set
   */
  Configuration read(List<String> pairs) {
    return read(pairs, List.of());
  }

  /**
   * The configuration of a command with defaults of its own.
   *
   * @param pairs {@code key=value}, which win over the file and lose against --set
   * @param defaults the same, which lose against the file
   */
  Configuration read(List<String> pairs, List<String> defaults) {
    List<String> all = new ArrayList<>(pairs);
    all.addAll(overrides);
    String source = file.isEmpty() ? "the defaults" : file;
    return Configuration.parse(text(file), source, all, defaults);
  }

  /** The text of a file; of none, no text. */
  static String text(String file) {
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw InputException.cannot("read " + file, "there is no such readable file", e);
    }
  }
}
