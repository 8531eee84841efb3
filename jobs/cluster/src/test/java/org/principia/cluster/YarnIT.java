package org.principia.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.cluster.SparkSubmission.Outcome;

/** principia.jar on YARN, its output on HDFS. */
final class YarnIT {
  private static final String TINY =
      """
      dynamics { runs = 60, test-runs = 40, steps = 12 }
      frames { stride = 4, lower-percentile = 1, upper-percentile = 99 }
      gnn { hidden = 8, messages = 6, batch-frames = 8, workers = 2, epochs = 30 }
      messages.samples = 80
      symbolic { islands = 2, rounds = 2, fits-per-round = 60, max-complexity = 7 }
      seed = 5
      """;

  /** A better compiler costs more than it brings. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final String JAR = "hdfs:///apps/principia.jar";
  private static final String EVENTS = "/events";
  private static final String OUTPUT = "/runs/tiny";

  @TempDir static Path root;
  private static HadoopCluster hadoop;
  private static YarnClient yarn;

  @BeforeAll
  static void startClusters() throws IOException {
    hadoop = HadoopCluster.start(root);
    yarn = YarnClient.createYarnClient();
    yarn.init(hadoop.client());
    yarn.start();
    // Once for all submissions, readable by all: nodes keep it.
    FileSystem files = hadoop.files();
    files.copyFromLocalFile(path(SparkSubmission.jar().toString()), path(JAR));
    files.mkdirs(path(EVENTS));
  }

  @AfterAll
  static void stopClusters() throws IOException, YarnException {
    try {
      if (yarn != null) {
        killApplications();
        yarn.close();
      }
    } finally {
      if (hadoop != null) {
        hadoop.close();
      }
    }
  }

  /** One whose submission came to its limit of time would go on in its containers. */
  private static void killApplications() throws IOException, YarnException {
    for (ApplicationReport report :
        yarn.getApplications(
            EnumSet.of(
                YarnApplicationState.NEW,
                YarnApplicationState.NEW_SAVING,
                YarnApplicationState.SUBMITTED,
                YarnApplicationState.ACCEPTED,
                YarnApplicationState.RUNNING))) {
      yarn.killApplication(report.getApplicationId());
    }
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(name);
  }

  /** A training has as many workers as executors; for the others one container more is enough. */
  private static int executors(String verb) {
    return "train".equals(verb) ? 2 : 1;
  }

  /** The driver of the training is killed; of others a second attempt would be a mistake. */
  private static int attempts(String verb) {
    return "train".equals(verb) ? 2 : 1;
  }

  private static List<String> settings(String verb) throws IOException {
    String java = System.getProperty("java.home");
    return List.of(
        "spark.yarn.jars=" + SparkSubmission.containersJars(),
        "spark.executorEnv.JAVA_HOME=" + java,
        "spark.yarn.appMasterEnv.JAVA_HOME=" + java,
        "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1",
        "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
        "spark.driver.memory=512m",
        "spark.yarn.am.memory=512m",
        "spark.executor.instances=" + executors(verb),
        "spark.executor.memory=640m",
        // They have their containers before the first task begins.
        "spark.scheduler.minRegisteredResourcesRatio=1",
        "spark.scheduler.maxRegisteredResourcesWaitingTime=600s",
        "spark.executor.extraJavaOptions=" + SHORT_LIVED,
        "spark.yarn.am.extraJavaOptions=" + SHORT_LIVED,
        "spark.driver.extraJavaOptions=" + SHORT_LIVED,
        "spark.ui.enabled=false",
        "spark.yarn.maxAppAttempts=" + attempts(verb),
        "spark.eventLog.enabled=true",
        "spark.eventLog.dir=hdfs://" + EVENTS);
  }

  /** The driver of a cluster is elsewhere: its configuration goes with it. */
  private static Outcome submit(String verb, String mode) throws Exception {
    Path tiny = root.resolve("tiny.conf");
    Files.writeString(tiny, TINY);
    boolean away = "cluster".equals(mode);
    List<String> settings = new ArrayList<>(settings(verb));
    // YARN names an application before its driver can do so.
    settings.add("spark.app.name=principia " + verb);
    if (away) {
      settings.add("spark.yarn.dist.files=" + tiny.toUri());
    }
    String file = away ? tiny.getFileName().toString() : tiny.toString();
    return new SparkSubmission(root, hadoop.configuration(), settings)
        .run(verb, "yarn", mode, JAR, List.of(verb, file, "--out", "hdfs://" + OUTPUT));
  }

  @Test
  void theStagesRunInContainersAndLeaveTheirResultsOnHdfs() throws Exception {
    assertThatItIsDoneFromHere("simulate");
    CompletableFuture<Outcome> training = CompletableFuture.supplyAsync(() -> submitted("train"));
    killTheDriverOf("principia train", training, OUTPUT + "/spring-2d/bottleneck/_checkpoints");
    Outcome train = training.get();
    assertThat(train.code()).as(train.log()).isZero();
    assertThatExecutorsRanInContainers("train");
    assertThat(attempt("principia train")).isEqualTo(2);
    assertThat(saidByDriver("principia train", 2)).containsPattern("goes on after epoch [1-9]");
    assertThatItIsDoneFromHere("record");
    Outcome regress = submit("regress", "cluster");
    assertThat(regress.code()).as(regress.log()).isZero();
    assertThatExecutorsRanInContainers("regress");

    assertThat(hadoop.files().getFileStatus(path(OUTPUT + "/spring-2d/bottleneck/model/model.zip")))
        .matches(status -> status.getLen() > 1000);
    assertThat(count("spring-2d/frames/law=spring/dim=2/split=test-raw")).isEqualTo(40 * 3);
    assertThat(count("spring-2d/bottleneck/model/curve")).isEqualTo(30);
    assertThat(count("spring-2d/bottleneck/messages/edges")).isEqualTo(80);
    assertThat(count("spring-2d/bottleneck/fronts/fronts")).isPositive();
    // Nothing half done is left beside the results.
    assertThat(names(OUTPUT + "/spring-2d/bottleneck"))
        .containsExactlyInAnyOrder("model", "messages", "fronts");
    assertThat(names(OUTPUT + "/spring-2d")).containsExactlyInAnyOrder("frames", "bottleneck");
  }

  private static void assertThatItIsDoneFromHere(String verb) throws Exception {
    Outcome outcome = submit(verb, "client");
    assertThat(outcome.code()).as(outcome.log()).isZero();
    assertThat(outcome.log()).contains(verb + ": done in ");
    assertThatExecutorsRanInContainers(verb);
  }

  private static Outcome submitted(String verb) {
    try {
      return submit(verb, "cluster");
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /**
   * Kill -9 of the application master, within which the driver runs, once there is a checkpoint.
   */
  private static void killTheDriverOf(
      String name, CompletableFuture<Outcome> training, String checkpoints) throws Exception {
    await(
        () ->
            training.isDone()
                || (hadoop.files().exists(path(checkpoints))
                    && names(checkpoints).stream().anyMatch(n -> n.endsWith(".zip"))));
    assertThat(training).as("it ended before it had a checkpoint").isNotDone();
    String id = application(name).orElseThrow().getApplicationId().toString();
    List<ProcessHandle> drivers =
        ProcessHandle.allProcesses()
            .filter(process -> commandOf(process).matches(".*/java\\x00.*ApplicationMaster.*"))
            .filter(process -> commandOf(process).contains(id))
            .toList();
    assertThat(drivers).as(id).hasSize(1);
    assertThat(drivers.get(0).destroyForcibly()).isTrue();
  }

  /** Its words, with a null character behind each; empty where it ended, or is somebody else's. */
  private static String commandOf(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static int attempt(String name) throws IOException, YarnException {
    return application(name).orElseThrow().getCurrentApplicationAttemptId().getAttemptId();
  }

  /** What the driver of an attempt printed: its container is the first. */
  private static String saidByDriver(String name, int attempt) throws IOException, YarnException {
    String id = application(name).orElseThrow().getApplicationId().toString();
    String container =
        id.replace("application", "container")
            + String.format(Locale.ROOT, "_%02d_000001", attempt);
    StringBuilder said = new StringBuilder();
    // What other processes remove meanwhile is passed over.
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            if (file.getParent().getFileName().toString().equals(container)
                && Set.of("stderr", "stdout").contains(file.getFileName().toString())) {
              said.append(Files.readString(file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return said.toString();
  }

  @Test
  void aMistakeOnAClusterIsAFailureOfTheApplicationWithItsCode() throws Exception {
    List<String> wrong = List.of("simulate", "--set", "dynamics.rums=5");
    Outcome outcome =
        new SparkSubmission(root, hadoop.configuration(), settings("simulate"))
            .run("wrong", "yarn", "cluster", JAR, wrong);
    assertThat(outcome.code()).as(outcome.log()).isEqualTo(1);
    assertThat(outcome.log()).contains("User application exited with status 2");
  }

  private static void assertThatExecutorsRanInContainers(String verb) throws Exception {
    String name = "principia " + verb;
    ApplicationReport report = application(name).orElseThrow();
    assertThat(report.getFinalApplicationStatus())
        .as(report.getDiagnostics())
        .isEqualTo(FinalApplicationStatus.SUCCEEDED);
    String id = report.getApplicationId().toString();
    EventLog log = EventLog.read(hadoop.files(), path(EVENTS), id);
    String prefix = id.replace("application", "container");
    // More where one was lost on a busy machine.
    assertThat(log.containers()).as(name).hasSizeGreaterThanOrEqualTo(executors(verb));
    assertThat(log.containers().values()).allMatch(container -> container.startsWith(prefix));
    assertThat(log.tasks()).as(name).isNotEmpty();
    assertThat(log.containers().keySet()).containsAll(log.tasks().keySet());
  }

  private static Optional<ApplicationReport> application(String name)
      throws IOException, YarnException {
    return yarn.getApplications().stream()
        .filter(report -> report.getName().equals(name))
        .max(Comparator.comparing(ApplicationReport::getApplicationId));
  }

  private static List<String> names(String directory) throws IOException {
    return Stream.of(hadoop.files().listStatus(path(directory)))
        .map(status -> status.getPath().getName())
        .toList();
  }

  /** Rows of a directory of Parquet files on HDFS, counted by a tool that is not Spark. */
  private static long count(String directory) throws IOException, SQLException {
    Path copy = root.resolve("copies").resolve(directory);
    Files.createDirectories(copy.getParent());
    hadoop.files().copyToLocalFile(path(OUTPUT + "/" + directory), path(copy.toString()));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from read_parquet('" + copy + "/**/*.parquet')")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
