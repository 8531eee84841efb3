package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.principia.common.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Explains in one line why a command line cannot be parsed.
 *
 * <p>The words are read from left to right: up to the verb, options of the launcher and of the
 * program; after it, those of the verb.
 */
record CommandMistake(CommandLine table, List<String> words) {
  /** Options of the launcher, which stand before the verb. */
  static final List<String> LAUNCHER =
      List.of(
          "--master --deploy-mode --jar --memory --properties --conf --log --gpu --dry-run"
              .split(" "));

  private static final Set<String> LAUNCHER_FLAGS = Set.of("--gpu", "--dry-run");

  private Map<String, CommandLine> verbs() {
    return table.getSubcommands();
  }

  /** Explains in one line what the parser found wrong in the words of the command line. */
  static String explain(ParameterException e, List<String> words) {
    CommandLine command = e.getCommandLine();
    CommandLine table = command.getParent() == null ? command : command.getParent();
    return new CommandMistake(table, words).option().orElseGet(() -> other(e, command));
  }

  /**
   * The explanation, in one line, of a misspelt verb, which the parser would not miss beside {@code
   * --help}; empty if the verb is known or missing.
   */
  static Optional<String> verb(CommandLine table, List<String> words) {
    CommandMistake line = new CommandMistake(table, words);
    int at = line.verbIndex();
    if (at < words.size() && "help".equals(words.get(at))) {
      at++;
    }
    String word = at < words.size() ? words.get(at) : "-";
    return word.startsWith("-") || line.verbs().containsKey(word)
        ? Optional.empty()
        : Optional.of(unknown("verb", word, List.copyOf(line.verbs().keySet())));
  }

  /** The first option that is misspelt or out of place. */
  private Optional<String> option() {
    int verbAt = verbIndex();
    Map<String, OptionSpec> own =
        verbAt < words.size()
            ? verbs().get(words.get(verbAt)).getCommandSpec().optionsMap()
            : Map.of();
    for (int i = 0; i < words.size(); i = next(i)) {
      String name = name(i);
      boolean before = i < verbAt;
      Map<String, OptionSpec> here = before ? table.getCommandSpec().optionsMap() : own;
      if (i == verbAt || !name.startsWith("--") || here.containsKey(name)) {
        continue;
      }
      if (LAUNCHER.contains(name) || (before && own.containsKey(name))) {
        boolean launcher = LAUNCHER.contains(name);
        return Optional.of(
            "Unknown option: '%s' (%s)"
                .formatted(
                    name,
                    launcher
                        ? "options of the launcher go before the verb"
                        : "it goes after " + words.get(verbAt)));
      }
      List<String> known = new ArrayList<>(here.keySet());
      if (before) {
        known.addAll(LAUNCHER.stream().sorted().toList());
        known.addAll(own.keySet());
      }
      return Optional.of(unknown("option", name, known));
    }
    return Optional.empty();
  }

  private static String other(ParameterException e, CommandLine command) {
    String what =
        e instanceof UnmatchedArgumentException unmatched
            ? "Unknown argument: '" + unmatched.getUnmatched().get(0) + "'"
            : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String verb = command.getParent() == null ? "" : command.getCommandName() + " ";
    return what + " (see principia " + verb + "--help)";
  }

  private static String unknown(String kind, String word, List<String> known) {
    return "Unknown %s: '%s' (the nearest is %s)"
        .formatted(kind, word, Spelling.nearest(word, known));
  }

  /** Index of the first word that is neither an option nor its value. */
  private int verbIndex() {
    int i = 0;
    while (i < words.size() && words.get(i).startsWith("-")) {
      i = next(i);
    }
    return i;
  }

  /** Index of the word after an option and its value, or after any other word. */
  private int next(int i) {
    boolean hasValue =
        words.get(i).startsWith("--")
            && !words.get(i).contains("=")
            && i + 1 < words.size()
            && !verbs().containsKey(words.get(i + 1))
            && takesValue(name(i));
    return hasValue ? i + 2 : i + 1;
  }

  private String name(int i) {
    return words.get(i).split("=", 2)[0];
  }

  /** Whether an option, or the one that was probably meant, is followed by a value. */
  private boolean takesValue(String name) {
    Map<String, Boolean> valued = new TreeMap<>();
    LAUNCHER.forEach(option -> valued.put(option, !LAUNCHER_FLAGS.contains(option)));
    for (CommandLine verb : verbs().values()) {
      verb.getCommandSpec()
          .optionsMap()
          .forEach((option, spec) -> valued.put(option, spec.arity().max() > 0));
    }
    return valued.get(Spelling.nearest(name, List.copyOf(valued.keySet())));
  }
}
