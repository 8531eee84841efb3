package org.principia.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.cluster.SparkApplication;

/** The one factory of Spark sessions. */
public final class Sessions {
  private static final long SPARKS_SMALLEST_HEAP = 450L << 20;

  /** Names the file of the secret that driver, executors and a standalone cluster share. */
  static final String SECRET_FILE = "PRINCIPIA_SECRET_FILE";

  private static final String SECRET = "spark.authenticate.secret";

  private static final int SHORTEST_SECRET = 16;

  private Sessions() {}

  /**
   * Opens a session, to be closed, on the master that spark-submit gave, or on an embedded {@code
   * local[*]}; the name is for the cluster's lists.
   */
  public static SparkApplication open(String name) {
    return open(new SparkConf(), name);
  }

  /** The same, for several jobs at a time that share the cluster fairly. */
  public static SparkApplication openFair(String name) {
    return open(new SparkConf().setIfMissing("spark.scheduler.mode", "FAIR"), name);
  }

  private static SparkApplication open(SparkConf settings, String name) {
    SparkConf conf = configured(settings.setAppName("principia " + name));
    SparkSession session;
    try {
      session = SparkSession.builder().config(conf).getOrCreate();
    } catch (RuntimeException e) {
      throw InputException.cannot(
          "start Spark on " + conf.get("spark.master"), Storage.firstLine(e), e);
    }
    session.sparkContext().setLogLevel("ERROR");
    // A task's failure reaches the driver as an exception, which is reported once.
    Configurator.setLevel("org.apache.spark.executor.Executor", Level.OFF);
    Configurator.setLevel("org.apache.spark.scheduler.TaskSetManager", Level.OFF);
    Configurator.setLevel("org.apache.spark.sql.execution.datasources.FileFormatWriter", Level.OFF);
    // What a stage that failed had still to read; a block that is lost for good fails its task.
    Configurator.setLevel("org.apache.spark.storage.ShuffleBlockFetcherIterator", Level.OFF);
    // Executors still report their tasks to a driver that ends by such an exception.
    Configurator.setLevel("org.apache.spark.network.server.TransportRequestHandler", Level.OFF);
    return new SparkApplication(session);
  }

  /** Adds the settings of Principia where the user has set none; returns the same object. */
  public static SparkConf configured(SparkConf conf) {
    if (!conf.contains("spark.master")) {
      conf.setMaster("local[*]");
    }
    if (conf.get("spark.master").startsWith("local[")) {
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      long heap = Runtime.getRuntime().maxMemory();
      if (heap < SPARKS_SMALLEST_HEAP) {
        // Spark sets 300 MiB aside and refuses heaps of less than 450; the key is its only way out.
        conf.setIfMissing("spark.testing.reservedMemory", String.valueOf(heap / 4));
      }
    }
    if (conf.getBoolean("spark.authenticate", false) && !conf.contains(SECRET)) {
      // In memory alone: a setting on a command line is for everybody on the machine to see.
      secret(System.getenv(SECRET_FILE)).ifPresent(secret -> conf.set(SECRET, secret));
    }
    // Our closures carry records, which Spark's Kryo cannot build.
    conf.setIfMissing("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    // A second attempt would take a core from another worker, and what both wait for is the last.
    conf.set("spark.speculation", "false");
    // A round of a training ends with the states of all its workers on the driver.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // They go straight into the driver's hands, not by way of stored blocks,
    conf.setIfMissing("spark.task.maxDirectResultSize", "16m");
    // and as they are: floats do not become shorter.
    conf.setIfMissing("spark.broadcast.compress", "false");
    // One file a partition under its final name, no _SUCCESS needed: the manifest marks the end.
    conf.setIfMissing("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    conf.setIfMissing("spark.sql.parquet.compression.codec", "zstd");
    // Threads of the BLAS of one task: tasks share the cores already.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    return conf;
  }

  /** The secret that a file holds; none where the path is {@code null}. */
  static Optional<String> secret(String file) {
    if (file == null || file.isEmpty()) {
      return Optional.empty();
    }
    try {
      String secret = Files.readString(Path.of(file)).strip();
      if (secret.length() < SHORTEST_SECRET) {
        throw InputException.invalid(
            SECRET_FILE, file, "a file that holds " + SHORTEST_SECRET + " characters or more");
      }
      return Optional.of(secret);
    } catch (IOException | InvalidPathException e) {
      throw InputException.cannot("read the secret of " + SECRET_FILE, "no readable " + file, e);
    }
  }

  /** The Hadoop configuration that commands use which start no Spark. */
  static Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(configured(new SparkConf()));
  }

  /**
   * Ends this process with an exit code; within YARN's application master, which its driver must
   * not end, by an exception with any but 0.
   */
  public static void end(int code) throws SparkUserAppException {
    if (!"yarn".equals(System.getProperty("spark.master"))
        || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(code);
    }
    if (code != 0) {
      throw new SparkUserAppException(code);
    }
  }
}
