package org.principia.jobs.cli;

import java.util.concurrent.Callable;
import org.principia.common.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion script of a shell. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets bash or zsh complete verbs, options, keys and laws.",
      "In this shell: source <(deploy/principia completion bash)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      completionCandidates = Candidates.Shells.class,
      description = "The shell: bash or zsh.")
  private String shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine table = spec.root().commandLine();
    switch (shell) {
      case "bash" -> System.out.print(CompletionScript.bash(table));
      case "zsh" -> System.out.print(CompletionScript.zsh(table));
      default -> throw InputException.invalid("shell", shell, "bash or zsh");
    }
    return 0;
  }
}
