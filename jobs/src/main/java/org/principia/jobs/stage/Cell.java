package org.principia.jobs.stage;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.dataset.GraphFiles;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.artefact.dataset.Origin;
import org.principia.jobs.cluster.metrics.CellMetrics;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Overwrite;
import org.principia.jobs.run.Workspace;
import org.principia.messages.SampleKey;

/**
 * One cell at work: (force law, dimension, strategy) with everything its stages need.
 *
 * @param settings its configuration
 * @param workspace its directories
 * @param session gives Spark's session
 * @param console where progress is shown
 * @param overwrite whether outputs of other settings may be replaced
 */
public record Cell(
    Configuration settings,
    Workspace workspace,
    Supplier<SparkSession> session,
    Console console,
    Overwrite overwrite) {

  /**
   * Opens a cell.
   *
   * @param settings its configuration
   * @param spark the session
   * @param console where progress is shown
   * @param overwrite whether outputs of other settings may be replaced
   * @return the cell
   */
  public static Cell open(
      Configuration settings, SparkSession spark, Console console, Overwrite overwrite) {
    Workspace workspace =
        Workspace.open(
            spark.sparkContext().hadoopConfiguration(),
            settings.run().output(),
            settings.dynamics().law(),
            settings.dynamics().dimension(),
            settings.gnn().strategy());
    return new Cell(settings, workspace, () -> spark, console, overwrite);
  }

  /**
   * A cell to look at and not to work on: there is no Spark, and nothing is written.
   *
   * @param settings its configuration
   * @param storage where its output lies
   * @return the cell
   */
  public static Cell lookedAt(Configuration settings, Storage storage) {
    Workspace workspace =
        Workspace.at(
            storage,
            settings.dynamics().law(),
            settings.dynamics().dimension(),
            settings.gnn().strategy());
    Supplier<SparkSession> none =
        () -> {
          throw new IllegalStateException("Cannot work on " + workspace.cell() + ": no Spark");
        };
    return new Cell(settings, workspace, none, new Console(Console.Detail.QUIET), Overwrite.REFUSE);
  }

  /**
   * Name of a cell for operators: in metrics, logs and Spark's UI.
   *
   * @param settings its configuration
   */
  public static String name(Configuration settings) {
    return String.format(
        Locale.ROOT,
        "%s-%dd-%s-seed-%d",
        settings.dynamics().law(),
        settings.dynamics().dimension(),
        settings.gnn().strategy(),
        settings.run().seed());
  }

  /** Its metrics in the present application. */
  CellMetrics metrics() {
    return JobMetrics.get().cell(name(settings));
  }

  /** Spark's session. */
  public SparkSession spark() {
    return session.get();
  }

  /** Spark's context for Java. */
  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark().sparkContext());
  }

  /** The user's seed. */
  long seed() {
    return settings.run().seed();
  }

  /** What the numbers of a graph mean. */
  GraphSchema schema() {
    return settings.graphs().schema(settings.dynamics());
  }

  /** The dimension d. */
  int dimension() {
    return settings.dynamics().dimension();
  }

  /**
   * The frames of a split, one partition a file.
   *
   * @throws org.principia.common.InputException when files are missing; reading fails with one line
   *     on a bad one
   */
  JavaRDD<Graph> frames(Split split) {
    return GraphFiles.read(
        context(), framesPath(split), origin(split), SimulateStage.files(this, split));
  }

  /**
   * The frames of a split by their numbers.
   *
   * @throws org.principia.common.InputException when files are missing or bad
   */
  GraphTable table(Split split) {
    return GraphTable.open(
        context(), framesPath(split), origin(split), SimulateStage.files(this, split));
  }

  /** Where the frames of a split belong. */
  Origin origin(Split split) {
    return new Origin(
        SimulateStage.fingerprint(this), settings.dynamics().law(), schema(), split);
  }

  /** Frames of a split drawn by random keys, the same for any partitioning and every attempt. */
  List<Graph> drawn(Split split, int count) {
    long seed = seed();
    return frames(split)
        .map(frame -> SampleKey.node(seed, frame, 0))
        .takeOrdered(count, SampleKey.ORDER)
        .stream()
        .map(SampleKey::frame)
        .toList();
  }

  /** Where the frames of a split lie. */
  Path framesPath(Split split) {
    return GraphFormat.path(
        workspace.frames(), settings.dynamics().law(), settings.dynamics().dimension(), split);
  }
}
