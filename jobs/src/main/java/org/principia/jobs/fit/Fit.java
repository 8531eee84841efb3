package org.principia.jobs.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.Signals;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Runner;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.jobs.run.StageDirectory;
import org.principia.symbolic.data.OwnTerms;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Symbolic regression on a table of the user's own: prints the front with the formula chosen, of
 * several groups a line each, and writes it where an output is named.
 *
 * @param spark the application
 * @param console where progress and results are shown
 * @param options what fits have in common
 */
public record Fit(SparkApplication spark, Console console, Options options) {
  /**
   * Defaults that differ, by key: tables have fewer rows than networks give, and their errors are
   * theirs.
   */
  public static final Map<String, String> DEFAULTS =
      Map.of("choice", "description-length", "loss", "auto");

  /**
   * What fits have in common.
   *
   * @param settings of the search
   * @param seed the user's
   * @param joint what groups may have of their own around a structure that they share, the best of
   *     these being chosen; empty: each group has a formula of its own
   * @param bootstrap fits from which constants have their standard errors; 0 for those of the
   *     curvature
   * @param command as it was given, for the manifest
   */
  public record Options(
      SymbolicSettings settings, long seed, List<OwnTerms> joint, int bootstrap, String command) {
    /** Copies the list. */
    public Options {
      joint = List.copyOf(joint);
    }
  }

  /**
   * Fits a table, prints what comes out and returns it for programs.
   *
   * @throws InputException if the table does not allow it
   * @throws SearchStopped if a signal came; the front so far is printed
   */
  public Map<String, Object> print(TableRequest request) {
    FitSearch search = FitSearch.read(spark, console, options, request);
    try {
      Fitted fitted = search.run(Optional.empty(), new Cancellation(), Signals.CAUGHT);
      console.print(FitText.of(fitted));
      // Simple numbers take fits; who reads the text has those of one formula in it.
      return console.json() ? fitted.entries(FrontRows.snapped(spark, console, fitted)) : Map.of();
    } catch (SearchStopped e) {
      search.printSoFar(search.fitted(e.found()), Optional.empty());
      throw e.withMessage("Stopped; with --out DIR the same command would go on where it was.");
    }
  }

  /**
   * What a fit of one table came to.
   *
   * @param front a row a member
   * @param text the same for people
   */
  public record Result(List<FrontRow> front, String text) {}

  /**
   * Fits a table without groups that was read; signals are left to the process that this is a part
   * of.
   *
   * @throws InputException if no formula has the unit of the target
   */
  public Result fit(TableRequest request, UserTable table) {
    Fitted fitted =
        new FitSearch(spark, console, options, request, table)
            .run(Optional.empty(), new Cancellation(), Signals.LEFT);
    return new Result(FrontRows.of(spark, console, fitted), FitText.of(fitted));
  }

  /**
   * Fits a table, prints what comes out, writes it into a directory to be made, and returns it for
   * programs.
   *
   * @param overwrite whether results of other settings or rows may be replaced
   * @throws InputException if the table does not allow it, or the output
   * @throws SearchStopped if a signal came; the same call goes on
   */
  public Map<String, Object> write(TableRequest request, String output, Overwrite overwrite) {
    // Before the table, which may take long to read.
    requireBelowRoot(output);
    Directory directory = spark.directory("--out", output);
    StageDirectory there = new StageDirectory(directory.storage(), directory.path());
    requireOurs(there, directory, output);
    FitSearch search = FitSearch.read(spark, console, options, request);
    new Runner(directory.storage(), console, overwrite)
        .run(new FitOutput(search, directory, new Cancellation()));
    return Fitted.written(
        request.target(), there.manifest().map(Manifest::entries).orElse(Map.of()));
  }

  private static void requireBelowRoot(String output) {
    try {
      Path path = new Path(output);
      if (path.getParent() == null && path.isAbsolute()) {
        throw InputException.invalid("--out", output, "a directory below the root");
      }
    } catch (IllegalArgumentException e) {
      throw InputException.invalid("--out", output, "a directory; " + Storage.firstLine(e));
    }
  }

  /** The user names the directory: what is replaced must be a fit, whatever was asked for. */
  private static void requireOurs(StageDirectory there, Directory directory, String output) {
    boolean ours =
        there.manifest().map(m -> FitOutput.STAGE.equals(m.entries().get("stage"))).orElse(false);
    if (!ours && directory.storage().isOccupied(directory.path())) {
      throw InputException.invalid(
          "--out", output, "a directory that is empty, not there, or holds a fit");
    }
  }
}
