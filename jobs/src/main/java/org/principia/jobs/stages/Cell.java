package org.principia.jobs.stages;

import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.principia.common.InputException;
import org.principia.frames.Frame;
import org.principia.frames.Split;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.dataset.FrameFiles;
import org.principia.jobs.dataset.FrameFormat;
import org.principia.jobs.dataset.Origin;
import org.principia.jobs.workspace.Overwrite;
import org.principia.jobs.workspace.Workspace;

/**
 * One cell at work: (force law, dimension, strategy) with everything its stages need.
 *
 * @param settings its configuration
 * @param workspace its directories
 * @param spark the session
 * @param console where progress is shown
 * @param overwrite whether outputs of other settings may be replaced
 */
public record Cell(
    Configuration settings,
    Workspace workspace,
    SparkSession spark,
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
    return new Cell(settings, workspace, spark, console, overwrite);
  }

  /** Spark's context for Java. */
  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** The user's seed. */
  long seed() {
    return settings.run().seed();
  }

  /** The dimension d. */
  int dimension() {
    return settings.dynamics().dimension();
  }

  /**
   * The frames of a split, one partition a file.
   *
   * @throws InputException when files are missing; reading fails with one line on a bad one
   */
  JavaRDD<Frame> frames(Split split) {
    Path directory = framesPath(split);
    int found = FrameFiles.count(context().hadoopConfiguration(), directory);
    int written = SimulateStage.files(this, split);
    if (found != written) {
      throw InputException.cannot(
          "read " + directory,
          "it has "
              + found
              + " Parquet files where "
              + written
              + " belong; principia simulate --overwrite makes them again");
    }
    return FrameFiles.read(
        context(),
        directory,
        new Origin(SimulateStage.fingerprint(this), settings.dynamics().law(), dimension(), split));
  }

  /** Where the frames of a split lie. */
  Path framesPath(Split split) {
    return FrameFormat.path(
        workspace.frames(), settings.dynamics().law(), settings.dynamics().dimension(), split);
  }
}
