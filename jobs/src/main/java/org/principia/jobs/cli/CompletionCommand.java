package org.principia.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.principia.common.InputException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** Prints picocli's completion script, which bash and zsh both read. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets bash or zsh complete verbs, options, keys and laws.",
      "In this shell: source <(deploy/principia completion bash)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  /** A key is followed by its value, without a space; where nothing is offered there are files. */
  private static final String ENTRY =
      """

      _principia() {
        _complete_principia
        builtin compopt -o default 2>/dev/null
        if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
          builtin compopt -o nospace 2>/dev/null
        fi
        return 0
      }
      complete -o default -F _principia principia
      """;

  @Parameters(index = "0", paramLabel = "SHELL", description = "The shell: bash or zsh.")
  private String shell;

  @Override
  public Integer call() {
    if (!List.of("bash", "zsh").contains(shell)) {
      throw InputException.invalid("shell", shell, "bash or zsh");
    }
    CommandLine table = CommandTable.create();
    for (String option : CommandMistake.LAUNCHER) {
      table.getCommandSpec().addOption(OptionSpec.builder(option).build());
    }
    System.out.print(AutoComplete.bash("principia", table) + ENTRY);
    return 0;
  }
}
