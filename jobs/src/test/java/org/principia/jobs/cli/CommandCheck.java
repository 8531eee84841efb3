package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.sweep.SweepPlan;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Whether a command of a page or of a help would be understood; nothing of it is run. */
public final class CommandCheck {
  private static final Map<String, String> SHORT =
      Map.of(
          "--law", "dynamics.law",
          "--dim", "dynamics.dimension",
          "--runs", "dynamics.runs",
          "--strategy", "gnn.strategy",
          "--seed", "seed",
          "--out", "output");

  private CommandCheck() {}

  /**
   * Parses a command with the program's own parser, and what it says of the configuration with the
   * program's own reader.
   *
   * @param words verb and options
   * @param root from where files are named
   */
  public static void understood(List<String> words, Path root) throws IOException {
    ParseResult parsed = CommandTable.create().parseArgs(words.toArray(new String[0]));
    ParseResult verb = parsed.subcommand();
    if (verb == null) {
      assertThat(parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()).isTrue();
      return;
    }
    String name = verb.commandSpec().name();
    if ("help".equals(name) && !verb.originalArgs().isEmpty()) {
      assertThat(CommandTable.create().getSubcommands()).containsKey(words.get(words.size() - 1));
    }
    String file = file(verb, root);
    List<String> pairs = new ArrayList<>();
    for (OptionSpec option : verb.matchedOptions()) {
      for (String value : option.originalStringValues()) {
        if ("--set".equals(option.longestName())) {
          pairs.add(value);
        } else if (SHORT.containsKey(option.longestName())) {
          pairs.add(SHORT.get(option.longestName()) + "=" + value);
        }
      }
    }
    String text = file.isEmpty() ? "" : Files.readString(root.resolve(file));
    if (List.of("sweep", "status").contains(name) && !file.isEmpty()) {
      SweepPlan.ofAny(new SweepPlan.Source(text, file, pairs));
    } else if (!List.of("example", "fit").contains(name)) {
      Configuration.parse(text, file, pairs);
    } else {
      // There --out is no key, and the configuration has what is common.
      Configuration.parse(
          text, file, pairs.stream().filter(p -> !p.startsWith("output=")).toList());
    }
  }

  private static String file(ParseResult verb, Path root) {
    for (PositionalParamSpec parameter : verb.matchedPositionals()) {
      String value = parameter.originalStringValues().get(0);
      if (parameter.paramLabel().equals("CONFIG")
          || (parameter.paramLabel().startsWith("CONFIG|") && value.endsWith(".conf"))) {
        assertThat(root.resolve(value)).isRegularFile();
        return value;
      }
    }
    return "";
  }
}
