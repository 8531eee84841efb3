package org.principia.jobs.cli;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.fit.Fit;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.symbolic.data.OwnTerms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Symbolic regression on the user's own table. */
@Command(
    name = "fit",
    description =
        "Searches for a formula of a column of your own table (CSV, text, Parquet), or for one per"
            + " group, and says how sure it is.",
    footer = {
      "",
      "Begin with the file and --target alone, then name the operators that you expect:",
      "  + - * / ^ sqrt square cube cbrt exp log sin cos tan tanh asin acos atan abs min max …",
      "",
      "What is printed:",
      "  complexity      operators, numbers and columns of a formula; below is better",
      "  score           how fast the loss falls from the line above, for each node more",
      "  >               the formula chosen: it describes the rows shortest, itself included",
      "  a pole          the formula is infinite between two rows: it follows single rows",
      "  simple numbers  the same with 1/2, 0.75 or 2 pi for numbers, where the rows allow it",
      "  loss, R2        mean error, of the kind above its column; share of the variance explained",
      "  noise           the errors of the rows: what is nearer to them than that follows chance",
      "  constants       with standard errors: the true one is within two, 19 times of 20",
      "  nearly as good  other formulas, with their odds against the chosen one, down to 1 : 100",
      "  rows far off    errors beyond six times the noise: mistakes in the table, or another law",
      "  shares          errors are judged relative to the target, with which they grow",
      "  linear model    the sum of all columns, each with a factor, to compare with",
      "  the limit       longer formulas still gain: other operators or a larger max-complexity",
    },
    mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description =
          "A table in text (CSV, tabs, blanks; with a header), Parquet, ORC or JSON: a file or"
              + " directory of any Hadoop file system.")
  private String data;

  @Mixin private Options.Run run = new Options.Run();

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
              + " quotes); default: all numeric columns.")
  private List<String> features = new ArrayList<>();

  @Option(
      names = "--group-by",
      paramLabel = "COLUMNS",
      description = "Finds a formula for each value of this column, or combination of these.")
  private List<String> groupBy = new ArrayList<>();

  @Option(
      names = "--joint",
      arity = "0..1",
      fallbackValue = "auto",
      paramLabel = "OWN",
      preprocessor = JointTerms.class,
      description =
          "Finds one structure for all groups, with --group-by. What each group has of its own:"
              + " scale-shift, scale, shift, none, or auto (default): what describes the rows"
              + " shortest.")
  private String joint;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "The column of row weights, 0 or more.")
  private String weight;

  @Option(
      names = "--drop-invalid",
      description = "Drops rows with missing or non-finite numbers instead of refusing the table.")
  private boolean dropInvalid;

  @Option(
      names = "--min-rows",
      paramLabel = "N",
      description = "Skips groups with fewer rows; default ${DEFAULT-VALUE}.")
  private int minRows = 10;

  @Option(names = "--no-header", description = "The first row is data, too: columns are c1, c2, ….")
  private boolean noHeader;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description =
          "Standard errors of constants from N fits to rows drawn anew; default: from the"
              + " curvature.")
  private int bootstrap;

  @Option(
      names = "--operators",
      paramLabel = "LIST",
      description =
          "Operators of formulas, separated by spaces: short for --set symbolic.operators=[…].")
  private String operators;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the result there, and resumes from there; default: prints it.")
  private String output;

  @Option(
      names = "--overwrite",
      description = "Replaces results of other settings or rows; with --out.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  /** A name in quotes or without, and the comma or the end after it. */
  private static final Pattern NAME =
      Pattern.compile("\\G *+(?:\"((?:[^\"]|\"\")+)\"\\s*|([^\",][^,]*))(,|\\z)");

  @Override
  public Integer call() {
    // Before Spark starts, so that a mistake in the options is reported at once.
    Configuration configuration = configuration();
    if (overwrite && output == null) {
      throw InputException.invalid("--overwrite", "without --out", "with --out DIR");
    }
    if (bootstrap < 0 || bootstrap == 1) {
      throw InputException.invalid("--bootstrap", bootstrap, "2 fits or more, or 0 for none");
    }
    List<OwnTerms> own = joint == null ? List.of() : JointTerms.parse(joint);
    if (joint != null && groupBy.isEmpty()) {
      throw InputException.invalid("--joint", "without --group-by", "with --group-by COLUMNS");
    }
    TableRequest request = request();
    Console console = run.console();
    if (console.terminal()) {
      console.info("starting Spark …");
    }
    Fit.Options options =
        new Fit.Options(
            configuration.symbolic(),
            configuration.run().seed(),
            own,
            bootstrap,
            command(spec.root().commandLine().getParseResult().originalArgs()));
    try (SparkApplication spark = Sessions.open("fit")) {
      Fit fit = new Fit(spark, console, options);
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

  private TableRequest request() {
    return new TableRequest(
        data,
        target,
        columns("--features", features),
        columns("--group-by", groupBy),
        Optional.ofNullable(weight),
        dropInvalid ? TableRequest.InvalidRows.DROP : TableRequest.InvalidRows.REFUSE,
        minRows,
        noHeader ? TableRequest.Header.NONE : TableRequest.Header.FIRST_ROW);
  }

  /**
   * Names of columns as an option gave them, any number of times: separated by commas, a name with
   * commas in double quotes (a quote within it doubled).
   *
   * @throws InputException for an empty name or a quote that is not closed
   */
  static List<String> columns(String option, List<String> texts) {
    List<String> names = new ArrayList<>();
    for (String text : texts) {
      Matcher name = NAME.matcher(text);
      do {
        if (!name.find() || (name.group(1) == null && name.group(2).isBlank())) {
          throw InputException.invalid(
              option,
              text,
              "names of columns, separated by commas; a name with a comma in double quotes");
        }
        boolean quoted = name.group(1) != null;
        names.add(quoted ? name.group(1).replace("\"\"", "\"") : name.group(2).strip());
      } while (!name.group(3).isEmpty());
    }
    return names;
  }

  /** The command line, quoted for a shell. */
  static String command(List<String> arguments) {
    StringJoiner words = new StringJoiner(" ", "principia ", "");
    for (String word : arguments) {
      words.add(word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return words.toString();
  }

  private Configuration configuration() {
    List<String> pairs = new ArrayList<>();
    if (operators != null) {
      String quoted =
          Arrays.stream(operators.strip().split("[\\s,]+", -1))
              .map(ConfigUtil::quoteString)
              .collect(Collectors.joining(", "));
      pairs.add("symbolic.operators=[" + quoted + "]");
    }
    List<String> defaults =
        Fit.DEFAULTS.entrySet().stream()
            .map(e -> "symbolic." + e.getKey() + "=" + e.getValue())
            .toList();
    return run.configuration(pairs, defaults);
  }
}
