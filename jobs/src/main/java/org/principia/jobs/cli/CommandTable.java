package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The table of all verbs and their options, for parsing, help and completion. */
final class CommandTable {
  private static final int WIDTH = 100;

  /** Exit codes of the process and their meaning. */
  static final Map<String, String> EXIT_CODES = exitCodes();

  private CommandTable() {}

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" 0", "done, or everything was already complete");
    codes.put(" 1", "a defect of the program, or a cell of the sweep failed");
    codes.put(" 2", "invalid usage or input (one-line message)");
    codes.put("130", "stopped by SIGINT (Ctrl-C); the same command resumes");
    codes.put("143", "stopped by SIGTERM; the same command resumes");
    return codes;
  }

  /** The table, ready to parse. */
  static CommandLine create() {
    CommandLine table = new CommandLine(PrincipiaCommand.create());
    UsageMessageSpec usage = table.getCommandSpec().usageMessage();
    usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
    StageCommand.VERBS.forEach(
        (verb, description) -> {
          CommandLine stage = new CommandLine(new StageCommand(verb));
          stage.getCommandSpec().usageMessage().description(description);
          table.addSubcommand(verb, stage);
        });
    for (Object command :
        List.of(
            new SweepCommand(),
            new StatusCommand(),
            new FitCommand(),
            new ExampleCommand(),
            new LawsCommand(),
            new ConfigCommand(),
            new CompletionCommand(),
            new CommandLine.HelpCommand())) {
      table.addSubcommand(command);
    }
    table.getSubcommands().forEach((verb, command) -> explain(verb, command));
    // Of the verbs too, so after they are added.
    return table.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(WIDTH);
  }

  private static void explain(String verb, CommandLine command) {
    List<String> footer = new ArrayList<>();
    for (String example : Examples.ALL.getOrDefault(verb, List.of())) {
      // The usage text is a format string.
      footer.add("  " + example.replace("%", "%%"));
    }
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.footerHeading(footer.isEmpty() ? "" : "%nExamples:%n");
    usage.footer(footer.toArray(new String[0]));
    usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
  }
}
