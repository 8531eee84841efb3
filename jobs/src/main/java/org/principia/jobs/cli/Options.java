package org.principia.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.principia.common.InputException;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Runner.Overwrite;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that several commands have in common. */
final class Options {
  private Options() {}

  /** The text of a file, empty if no file is given. */
  static String text(String file) {
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw InputException.cannot("read " + file, "there is no such readable file", e);
    }
  }

  /** The force laws, offered by a shell. */
  static final class Laws implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ForceLaws.names().iterator();
    }
  }

  /** The training strategies. */
  static final class Strategies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TrainingStrategy.WORDS.iterator();
    }
  }

  /** The keys of the configuration, each before the value that follows it. */
  static final class Keys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Reference.keys().stream().map(key -> key + "=").iterator();
    }
  }

  /** What a command prints, and how. */
  static class Output {
    @Option(names = "--quiet", description = "Prints results only, no progress.")
    private boolean quiet;

    @Option(
        names = "--json",
        description =
            "Prints the result as one JSON object on standard output, everything else on standard"
                + " error.")
    private boolean json;

    /** The console of the command. */
    final Console console() {
      return new Console(
          quiet ? Console.Detail.QUIET : Console.Detail.FULL,
          json ? Console.Format.JSON : Console.Format.TEXT);
    }

    /** Whether to print the result as JSON. */
    final boolean json() {
      return json;
    }
  }

  /** The options of every command with a configuration: a file, and pairs that override it. */
  static class Source extends Output {
    @Parameters(
        arity = "0..1",
        paramLabel = "CONFIG",
        description = "Configuration file (HOCON); default: full-scale settings.")
    private String file = "";

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        completionCandidates = Keys.class,
        description = "Overrides a key of the configuration; repeatable.")
    private List<String> overrides = new ArrayList<>();

    /**
     * The configuration; pairs {@code key=value} override the file and are overridden by --set, the
     * file overrides the command's own defaults.
     */
    Configuration configuration(List<String> pairs, List<String> defaults) {
      List<String> all = new ArrayList<>(pairs);
      all.addAll(overrides);
      String source = file.isEmpty() ? "the defaults" : file;
      return Configuration.parse(text(file), source, all, defaults);
    }
  }

  /** The options of every command that computes: configuration, seed, verbosity. */
  static class Run extends Source {
    @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
    private String seed;

    @Override
    Configuration configuration(List<String> pairs, List<String> defaults) {
      List<String> all = new ArrayList<>(pairs);
      shorthand(all, "seed", seed);
      return super.configuration(all, defaults);
    }
  }

  /** The options of every command on a cell. */
  static final class Cell extends Run {
    @Option(
        names = "--law",
        paramLabel = "LAW",
        completionCandidates = Laws.class,
        description = "Short for --set dynamics.law=LAW.")
    private String law;

    @Option(
        names = "--dim",
        paramLabel = "D",
        description = "Short for --set dynamics.dimension=D.")
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
        completionCandidates = Strategies.class,
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
  }

  /** The options for the configuration of a sweep. */
  static final class Sweep {
    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        completionCandidates = Keys.class,
        description = "Overrides a key for all cells; repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--out", paramLabel = "PATH", description = "Short for --set output=PATH.")
    private String output;

    /** The pairs; an explicit --set takes precedence. */
    List<String> pairs() {
      List<String> pairs = new ArrayList<>();
      shorthand(pairs, "output", output);
      pairs.addAll(overrides);
      return pairs;
    }
  }

  private static void shorthand(List<String> pairs, String key, String value) {
    if (value != null) {
      pairs.add(key + "=" + value);
    }
  }
}
