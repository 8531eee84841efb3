package org.principia.jobs.device;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher would submit to a cluster. */
final class LauncherTest {
  @TempDir Path directory;

  private Shell.Result dryRun(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Shell.ROOT.resolve("deploy/principia").toString(), "--dry-run"));
    command.addAll(List.of(arguments));
    return Shell.run(directory, Map.of("SPARK_HOME", "/opt/spark"), command);
  }

  @Test
  void onYarnTheDriversLogSettingsAndConfigurationGoWithIt() throws Exception {
    String config = Shell.ROOT.resolve("conf/smoke.conf").toString();
    Shell.Result client = dryRun("--master", "yarn", "run", config);
    assertThat(client.code()).as(client.err()).isZero();
    assertThat(client.out())
        .contains("/jobs/target/principia.jar run " + config)
        .doesNotContain("--files");
    Shell.Result cluster =
        dryRun(
            "--master",
            "yarn",
            "--deploy-mode",
            "cluster",
            "--jar",
            "hdfs:///apps/principia.jar",
            "run",
            config,
            "--out",
            "hdfs:///runs/x");
    assertThat(cluster.code()).as(cluster.err()).isZero();
    assertThat(cluster.out())
        .contains("/opt/spark/bin/spark-submit --master yarn")
        .contains("--deploy-mode cluster --name principia\\ run ", " --files ")
        .contains("conf/log4j2.properties\\," + config)
        .contains("-Dlog4j2.configurationFile=log4j2.properties")
        .endsWith(" hdfs:///apps/principia.jar run smoke.conf --out hdfs:///runs/x\n");
  }

  @Test
  void executorsLogAsJsonToo() throws Exception {
    String executors = "spark.executor.defaultJavaOptions=";
    String file = "-Dlog4j2.configurationFile=";
    String blas = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0\\ ";
    for (String mode : List.of("client", "cluster")) {
      Shell.Result yarn =
          dryRun("--master", "yarn", "--deploy-mode", mode, "--log", "json", "simulate");
      assertThat(yarn.out())
          .contains(executors + blas + file + "log4j2-json.properties ")
          .contains("--files " + Shell.ROOT.resolve("conf/log4j2-json.properties"));
    }
    assertThat(dryRun("--master", "k8s://https://h:6443", "--log", "json", "simulate").out())
        .contains(executors + blas + file + "file:/opt/principia/conf/log4j2-json.properties ");
    assertThat(dryRun("--master", "spark://h:7077", "--log", "json", "simulate").out())
        .contains(executors + blas + file + "file:" + Shell.ROOT + "/conf/log4j2-json.properties ")
        .doesNotContain("--files");
    assertThat(dryRun("--master", "spark://h:7077", "simulate").out())
        .contains(executors + blas.replace("\\ ", " "));
  }

  @Test
  void embeddedTheUiIsForThisMachineAlone() throws Exception {
    assertThat(dryRun("run").out()).contains("SPARK_LOCAL_IP=127.0.0.1 ");
    assertThat(dryRun("--master", "yarn", "run").out()).doesNotContain("SPARK_LOCAL_IP");
  }

  @Test
  void aDriverElsewhereNeedsAMasterThatKnowsHow() throws Exception {
    Shell.Result result = dryRun("--deploy-mode", "cluster", "run");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "Invalid --deploy-mode: cluster (client with an embedded Spark; cluster with yarn)\n");
    assertThat(dryRun("--jar", "principia.jar", "run").err()).startsWith("Invalid --jar: ");
  }

  @Test
  void aConfigurationThatWouldNotGoWithTheDriverIsRefused() throws Exception {
    String config = Shell.ROOT.resolve("conf/smoke.conf").toString();
    Shell.Result result =
        dryRun("--master", "yarn", "--deploy-mode", "cluster", "run", "--law", "spring", config);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "Invalid place of "
                + config
                + ": it would not go with the driver (right after the verb: run "
                + config
                + " …)\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.hadoop.fs.azure.account.key.mine.dfs.core.windows.net",
        "spark.hadoop.fs.azure.account.oauth2.client.secret.mine.dfs.core.windows.net",
        "spark.executorEnv.AWS_SECRET_ACCESS_KEY",
        "spark.executorEnv.AWS_ACCESS_KEY_ID",
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.s3a.session.token",
        "spark.ssl.keyPassword",
        "spark.authenticate.secret"
      })
  void aSecretDoesNotGetOnACommandLine(String key) throws Exception {
    Shell.Result result = dryRun("--conf", key + "=hush", "laws");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("Invalid --conf: " + key + " would stand on a command line (")
        .hasLineCount(1)
        .doesNotContain("hush");
    Path file = Files.writeString(directory.resolve("settings"), key + " hush");
    assertThat(dryRun("--properties", file.toString(), "laws").err())
        .startsWith("Cannot read " + file + ": " + key + " would stand on a command line (")
        .hasLineCount(1)
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.authenticate.secret.driver.file",
        "spark.hadoop.hadoop.security.credential.provider.path",
        "spark.hadoop.fs.s3a.aws.credentials.provider",
        "spark.security.credentials.hive.enabled",
        "spark.kubernetes.driver.secretKeyRef.TOKEN",
        "spark.authenticate.secretBitLength",
        "spark.executor.memory"
      })
  void whatNamesWhereASecretLiesIsNone(String key) throws Exception {
    Shell.Result result = dryRun("--conf", key + "=there", "laws");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("-D" + key + "=there");
  }

  @Test
  void settingsOfAFileAreAllTakenAlsoTheLastWithoutAnEndOfItsLine() throws Exception {
    Path file =
        Files.writeString(directory.resolve("settings"), "# of ours\n\nspark.a 1\nspark.b=2");
    assertThat(dryRun("--properties", file.toString(), "laws").out())
        .contains("-Dspark.a=1 ")
        .contains("-Dspark.b=2 ");
  }

  @Test
  void settingsThatAreNoneAreRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("settings"), "spark.a 1\nspark.b\n");
    Shell.Result result = dryRun("--properties", file.toString(), "laws");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("Cannot read " + file + ": spark.b has no value (KEY VALUE or KEY=VALUE)\n");
    assertThat(dryRun("--properties", directory.toString(), "laws").err())
        .isEqualTo("Invalid --properties: " + directory + " (a file of Spark settings)\n");
  }

  /**
   * A copy of the script beside a command that says a line and sleeps, on daemons that are fake.
   */
  private Process standalone(String... options) throws IOException {
    Path deploy = Files.createDirectories(directory.resolve("deploy"));
    Path bin = Files.createDirectories(directory.resolve("spark/bin"));
    Files.copy(
        Shell.ROOT.resolve("deploy/standalone"), deploy.resolve("standalone"), COPY_ATTRIBUTES);
    Shell.script(
        deploy.resolve("principia"),
        "[ \"$1\" != --dry-run ] || exit 0",
        "echo 'train: spring' >&2",
        "echo $$ >'" + directory.resolve("command.pid") + "'",
        "exec sleep 300");
    Shell.script(
        bin.resolve("spark-class"),
        "echo I have been elected leader of spark://127.0.0.1:7077",
        "echo Successfully registered with master",
        "echo $$ >>'" + directory.resolve("daemons.pid") + "'",
        "exec sleep 300");
    List<String> command = new ArrayList<>(List.of(deploy.resolve("standalone").toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("--", "run"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("said").toFile());
    builder.environment().put("SPARK_HOME", directory.resolve("spark").toString());
    builder.environment().put("TMPDIR", directory.toString());
    return builder.start();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 600 && !condition.call(); i++) {
      Thread.sleep(100);
    }
    assertThat(condition.call()).isTrue();
  }

  @Test
  void aStandaloneSparkThatIsToldToEndEndsAtOnceWithAllThatItStarted() throws Exception {
    Process script = standalone("--workers", "1");
    try {
      await(() -> Files.exists(directory.resolve("command.pid")));
      script.destroy();
      assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(script.exitValue()).isEqualTo(128 + 15);
      List<String> started = new ArrayList<>(Files.readAllLines(directory.resolve("daemons.pid")));
      assertThat(started).as("a master and a worker").hasSize(2);
      started.addAll(Files.readAllLines(directory.resolve("command.pid")));
      await(() -> started.stream().noneMatch(LauncherTest::lives));
    } finally {
      script.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({"train: spring, true", "t.*n: spring, false"})
  void aWorkerIsKilledWhenTheCommandSaysTheTextItself(String text, boolean killed)
      throws Exception {
    Process script = standalone("--kill", text);
    try {
      await(() -> Files.exists(directory.resolve("command.pid")));
      Path said = directory.resolve("said");
      if (killed) {
        await(() -> Files.readString(said).contains("killed worker 2 (process "));
      } else {
        await(() -> Files.readString(said).contains("train: spring"));
        Thread.sleep(500);
        assertThat(said).content().doesNotContain("killed worker");
      }
      script.destroy();
      assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      script.destroyForcibly();
    }
  }

  private static boolean lives(String process) {
    return ProcessHandle.of(Long.parseLong(process)).map(ProcessHandle::isAlive).orElse(false);
  }
}
