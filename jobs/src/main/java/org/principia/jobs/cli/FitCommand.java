package org.principia.jobs.cli;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.TableRequest;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.fit.Choices;
import org.principia.jobs.fit.Fit;
import org.principia.jobs.fit.Grouping;
import org.principia.jobs.run.Overwrite;
import org.principia.symbolic.settings.Choice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Symbolic regression on a table of the user's own. */
@Command(
    name = "fit",
    description =
        "Searches a formula for a column of your own table, Parquet or CSV; one for each group if"
            + " you like.",
    mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "Parquet or CSV with a header: a file or directory of any Hadoop file system.")
  private String data;

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      required = true,
      description = "The column to explain.")
  private String target;

  @Option(
      names = "--features",
      paramLabel = "COLUMNS",
      description =
          "The columns to explain it with, separated by commas (a name with a comma in double"
              + " quotes); without it all numeric ones.")
  private List<String> features = new ArrayList<>();

  @Option(
      names = "--group-by",
      paramLabel = "COLUMNS",
      description = "A formula for each value of this column, or combination of these.")
  private List<String> groupBy = new ArrayList<>();

  @Option(
      names = "--joint",
      description =
          "One structure for all groups, scale and shift of each its own; with --group-by.")
  private boolean joint;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "The column of the rows' weights, from 0.")
  private String weight;

  @Option(
      names = "--drop-invalid",
      description = "Leaves out rows that lack a finite number, which are refused otherwise.")
  private boolean dropInvalid;

  @Option(
      names = "--min-rows",
      paramLabel = "N",
      description = "Groups of fewer rows are not fitted; default ${DEFAULT-VALUE}.")
  private int minRows = 10;

  @Option(
      names = "--operators",
      paramLabel = "LIST",
      description =
          "Operators of formulas, separated by spaces: short for --set symbolic.operators=[…].")
  private String operators;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the result there, and goes on from there; without it it is printed.")
  private String output;

  @Option(
      names = "--overwrite",
      description = "Replaces results of other settings or rows; with --out.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    // Before Spark starts: a mistake in what was given is told at once.
    Configuration configuration = configuration(Choice.FRACTIONAL_DROP);
    if (overwrite && output == null) {
      throw InputException.invalid("--overwrite", "without --out", "with --out DIR");
    }
    if (joint && groupBy.isEmpty()) {
      throw InputException.invalid("--joint", "without --group-by", "with --group-by COLUMNS");
    }
    TableRequest request =
        new TableRequest(
            data,
            target,
            ColumnNames.parse("--features", features),
            ColumnNames.parse("--group-by", groupBy),
            Optional.ofNullable(weight),
            dropInvalid ? TableRequest.InvalidRows.DROP : TableRequest.InvalidRows.REFUSE,
            minRows);
    Console console = run.console();
    if (console.terminal()) {
      console.say("starting Spark …");
    }
    try (SparkSession spark = Sessions.open("fit")) {
      Fit fit =
          new Fit(
              spark,
              console,
              configuration.symbolic(),
              configuration.run().seed(),
              joint ? Grouping.JOINT : Grouping.APART,
              isChoiceGiven() ? Choices.AS_SET : Choices.BY_ROWS,
              command(spec.root().commandLine().getParseResult().originalArgs()));
      Map<String, Object> result = new LinkedHashMap<>();
      if (output == null) {
        result.putAll(fit.print(request));
      } else {
        Overwrite replace = overwrite ? Overwrite.REPLACE : Overwrite.REFUSE;
        result.putAll(fit.write(request, output, replace));
        result.put("output", output);
      }
      console.result(result);
    } finally {
      console.clear();
    }
    return 0;
  }

  /** The command as it was given, quoted for a shell. */
  static String command(List<String> arguments) {
    StringJoiner words = new StringJoiner(" ", "principia ", "");
    for (String word : arguments) {
      words.add(word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return words.toString();
  }

  /** A key that was given has the same value whatever the default. */
  private boolean isChoiceGiven() {
    return configuration(Choice.FRACTIONAL_DROP).symbolic().choice()
        == configuration(Choice.ACCURACY).symbolic().choice();
  }

  private Configuration configuration(Choice otherwise) {
    List<String> pairs = new ArrayList<>();
    if (operators != null) {
      String quoted =
          Arrays.stream(operators.strip().split("[\\s,]+", -1))
              .map(ConfigUtil::quoteString)
              .collect(Collectors.joining(", "));
      pairs.add("symbolic.operators=[" + quoted + "]");
    }
    String choice = otherwise.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return run.configuration(pairs, List.of("symbolic.choice=" + choice));
  }
}
