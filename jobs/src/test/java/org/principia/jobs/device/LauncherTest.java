package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        .contains("--deploy-mode cluster --name principia\\ run --files ")
        .contains("conf/log4j2.properties\\," + config)
        .contains("-Dlog4j2.configurationFile=log4j2.properties")
        .endsWith(" hdfs:///apps/principia.jar run smoke.conf --out hdfs:///runs/x\n");
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
}
