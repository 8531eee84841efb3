package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A script by which a shell completes the words of a command, made from the command table.
 *
 * <p>The launcher's own options stand before the verb and are passed over with their values. Where
 * nothing is offered the shell offers files.
 */
final class CompletionScript {
  /** The launcher's options; those with a value end with an equals sign here. */
  private static final List<String> LAUNCHER =
      List.of(
          "--master=",
          "--deploy-mode=",
          "--jar=",
          "--conf=",
          "--properties=",
          "--memory=",
          "--log=",
          "--gpu",
          "--dry-run");

  private CompletionScript() {}

  /** For bash, 4 or later. */
  static String bash(CommandLine table) {
    return "# Completion of principia for bash, made by: principia completion bash\n" + body(table);
  }

  /** For zsh, which reads bash's by a module of its own. */
  static String zsh(CommandLine table) {
    return "#compdef principia\n"
        + "# Completion of principia for zsh, made by: principia completion zsh\n"
        + "autoload -U +X compinit && compinit\n"
        + "autoload -U +X bashcompinit && bashcompinit\n"
        + body(table);
  }

  private static String body(CommandLine table) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        _principia() {
          local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
          local verb="" offered="" i
          COMPREPLY=()
          for ((i = 1; i < COMP_CWORD; i++)); do
            case "${COMP_WORDS[i]}" in
              %s|=|:) i=$((i + 1)) ;;
              -*) ;;
              *) verb="${COMP_WORDS[i]}"; break ;;
            esac
          done
          case "$verb $before" in
        """
            .formatted(String.join("|", launcher(true))));
    for (Map.Entry<String, CommandLine> command : table.getSubcommands().entrySet()) {
      for (OptionSpec option : command.getValue().getCommandSpec().options()) {
        if (option.arity().max() > 0) {
          text.append(values(command.getKey(), option));
        }
      }
    }
    text.append("    \" \"*) ;;\n");
    text.append("    *\" =\") return ;;\n");
    text.append("  esac\n");
    text.append("  case \"$verb\" in\n");
    text.append(
        offer(
            "\"\"",
            "[[ $before != -?* || $before == --gpu || $before == --dry-run ]] && ",
            first(table)));
    table
        .getSubcommands()
        .forEach((verb, c) -> text.append(offer(verb, "", words(table, c.getCommandSpec()))));
    text.append(
        """
          esac
          _principia_offer "$word" "$offered"
        }

        _principia_offer() {
          COMPREPLY=($(compgen -W "$2" -- "$1"))
          # A key waits for its value.
          if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
            compopt -o nospace 2>/dev/null
          fi
          return 0
        }

        complete -o default -F _principia principia
        """);
    return text.toString();
  }

  /** What stands after an option that has a value: its words, else files. */
  private static String values(String verb, OptionSpec option) {
    List<String> names =
        Arrays.stream(option.names()).map(name -> "\"" + verb + " " + name + "\"").toList();
    String words = String.join(" ", candidates(option));
    return "    "
        + String.join("|", names)
        + ") "
        + (words.isEmpty() ? "" : "_principia_offer \"$word\" \"" + words + "\"; ")
        + "return ;;\n";
  }

  private static String offer(String verb, String condition, List<String> words) {
    return "    " + verb + ") " + condition + "offered=\"" + String.join(" ", words) + "\" ;;\n";
  }

  private static List<String> first(CommandLine table) {
    List<String> words = new ArrayList<>(table.getSubcommands().keySet());
    words.addAll(launcher(false));
    words.addAll(options(table.getCommandSpec()));
    return words;
  }

  private static List<String> words(CommandLine table, CommandSpec command) {
    List<String> words = new ArrayList<>(options(command));
    command.positionalParameters().forEach(p -> words.addAll(candidates(p)));
    if (command.userObject() instanceof CommandLine.HelpCommand) {
      words.addAll(table.getSubcommands().keySet());
    }
    return words;
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream().map(OptionSpec::longestName).toList();
  }

  private static List<String> launcher(boolean withValue) {
    return LAUNCHER.stream()
        .filter(option -> !withValue || option.endsWith("="))
        .map(option -> option.replace("=", ""))
        .toList();
  }

  private static List<String> candidates(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null
        ? List.of()
        : StreamSupport.stream(candidates.spliterator(), false).toList();
  }
}
