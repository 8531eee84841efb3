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

/** The options of every command with a configuration: a file, and pairs that override it. */
class ConfigSource extends OutputOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "Configuration file (HOCON); default: full-scale settings.")
  private String file = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      completionCandidates = Candidates.Keys.class,
      description = "Overrides a key of the configuration; repeatable.")
  private List<String> overrides = new ArrayList<>();

  /**
   * The configuration of a command with its own defaults.
   *
   * @param pairs {@code key=value}, which override the file and are overridden by --set
   * @param defaults {@code key=value}, which the file overrides
   */
  Configuration configuration(List<String> pairs, List<String> defaults) {
    List<String> all = new ArrayList<>(pairs);
    all.addAll(overrides);
    String source = file.isEmpty() ? "the defaults" : file;
    return Configuration.parse(text(file), source, all, defaults);
  }

  /** The text of a file, empty if no file is given. */
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
