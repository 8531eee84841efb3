package org.principia.jobs.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.principia.common.InputException;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Parameters;

/** The table of all verbs and their options, for parsing, help and completion. */
final class CommandTable {
  private static final int WIDTH = 100;

  /** Exit codes of the process and their meaning. */
  static final Map<String, String> EXIT_CODES =
      UsageMessageSpec.keyValuesMap(
          " 0:done, or everything was already complete",
          " 1:a defect of the program, or a cell of the sweep failed",
          " 2:invalid usage or input (one-line message)",
          "130:stopped by SIGINT (Ctrl-C); the same command resumes",
          "143:stopped by SIGTERM; the same command resumes");

  /** Examples of every verb, shown by its help. */
  private static final String EXAMPLES =
      """
      run conf/quickstart.conf
      run conf/quickstart.conf --law inverse-distance --seed 3 --out runs/gravity
      run conf/quickstart.conf --set gnn.epochs=60 --overwrite --json --quiet
      simulate conf/quickstart.conf
      simulate --law charge --dim 3 --runs 2000 --out hdfs:///lab/charge
      simulate --set laws.stiff.force='3*(r-1)' --set laws.stiff.time-step=0.01 --law stiff
      observe conf/observed/solar-system.conf
      observe --set observed.table=tracks.csv --set observed.particle=bead --out runs/beads
      kernel conf/observed/solar-system.conf
      kernel conf/quickstart.conf --json
      train conf/quickstart.conf
      train conf/quickstart.conf --strategy l1 --set gnn.workers=8
      record conf/quickstart.conf
      record conf/quickstart.conf --set messages.samples=10000 --overwrite
      regress conf/quickstart.conf
      regress conf/quickstart.conf --set symbolic.max-complexity=20 --overwrite
      compose conf/quickstart.conf
      compose conf/quickstart.conf --set theory.fit-frames=400 --overwrite
      evaluate conf/quickstart.conf
      evaluate conf/quickstart.conf --json
      report conf/quickstart.conf
      report conf/quickstart.conf --overwrite
      sweep conf/smoke.conf
      sweep conf/laptop/sweep.conf --list
      sweep conf/laptop/sweep.conf --only 'seed-1/spring-2d/*'
      status conf/laptop/sweep.conf --watch 60
      status runs/laptop --json
      fit pendulum.csv --target period --operators '+ - * / sqrt'
      fit hdfs:///lab/runs --target y --features a,b --group-by material --out runs/fit
      fit wires.csv --target stretch --set symbolic.time-limit=60 --json
      fit enzymes.csv --target rate --group-by enzyme --joint
      fit fall.csv --target h --set 'symbolic.units=["h = m", "t = s", "g = m/s^2"]'
      example sin
      example sin --out runs/sin
      laws
      laws conf/quickstart.conf --pictures runs/pictures
      tracks conf/observed/colloids.conf
      tracks --out world.csv --set dynamics.runs=20 --set dynamics.position-noise=0.001
      config
      config conf/quickstart.conf --set gnn.epochs=60
      config conf/quickstart.conf --json
      completion bash
      completion zsh
      help
      help sweep
      """;

  /** The examples by verb; a test parses them with the program's parser. */
  static final Map<String, List<String>> EXAMPLES_OF =
      EXAMPLES
          .lines()
          .collect(
              Collectors.groupingBy(
                  line -> line.split(" ", 2)[0],
                  Collectors.mapping(line -> "principia " + line, Collectors.toList())));

  private CommandTable() {}

  /** The table, ready to parse. */
  static CommandLine create() {
    CommandLine table = new CommandLine(PrincipiaCommand.class);
    UsageMessageSpec usage = table.getCommandSpec().usageMessage();
    usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
    StageCommand.VERBS.forEach(
        (verb, description) -> {
          CommandLine stage = new CommandLine(new StageCommand(verb));
          stage.getCommandSpec().usageMessage().description(description);
          table.addSubcommand(verb, stage);
        });
    Stream.of(
            new SweepCommand(),
            new StatusCommand(),
            new FitCommand(),
            new ExampleCommand(),
            new LawsCommand(),
            new TracksCommand(),
            new Config(),
            new Completion(),
            new CommandLine.HelpCommand())
        .forEach(table::addSubcommand);
    table.getSubcommands().forEach(CommandTable::explain);
    // Of the verbs too, so after they are added.
    return table.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(WIDTH);
  }

  private static void explain(String verb, CommandLine command) {
    // The usage text is a format string.
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String[] footer =
        Stream.concat(
                EXAMPLES_OF.getOrDefault(verb, List.of()).stream()
                    .map(example -> "  " + example.replace("%", "%%")),
                Stream.of(usage.footer()))
            .toArray(String[]::new);
    usage.footerHeading(footer.length == 0 ? "" : "%nExamples:%n").footer(footer);
    usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
  }

  /** Prints the configuration. */
  @Command(
      name = "config",
      description = "Prints every key with its description and resolved value.",
      mixinStandardHelpOptions = true)
  static final class Config implements Callable<Integer> {
    @Mixin private Options.Cell options = new Options.Cell();

    @Override
    public Integer call() {
      Configuration configuration = options.configuration();
      if (options.json()) {
        options.console().result(Reference.entries(configuration));
      } else {
        System.out.print(Reference.text(configuration));
      }
      return 0;
    }
  }

  /** Prints picocli's completion script, which bash and zsh both read. */
  @Command(
      name = "completion",
      description = {
        "Prints a script that lets bash or zsh complete verbs, options, keys and laws.",
        "In this shell: source <(deploy/principia completion bash)"
      },
      mixinStandardHelpOptions = true)
  static final class Completion implements Callable<Integer> {
    /**
     * A key is followed by its value, without a space; where nothing is offered there are files.
     */
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
      CommandLine table = create();
      for (String option : CommandMistake.LAUNCHER) {
        table.getCommandSpec().addOption(OptionSpec.builder(option).build());
      }
      System.out.print(AutoComplete.bash("principia", table) + ENTRY);
      return 0;
    }
  }
}
