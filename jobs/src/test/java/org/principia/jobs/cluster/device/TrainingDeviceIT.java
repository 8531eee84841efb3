package org.principia.jobs.cluster.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.Main;
import org.principia.jobs.device.Nd4jCuda;
import org.principia.jobs.device.Preflight;
import org.principia.jobs.device.Shell;

/** Processes and executors of their own, with a fake nvidia-smi and the name of ND4J's backend. */
final class TrainingDeviceIT {
  private static final String PRINCIPIA = Main.class.getName();

  /** Processes that live for seconds: no second compiler, no threads to collect garbage. */
  private static final List<String> BRIEF =
      List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Map<String, String> EMBEDDED = Map.of("spark.master", "local[2]");
  private static final String CLUSTER = "local-cluster[1,2,1024]";
  private static final String SHORT =
      "dynamics { runs = 60, test-runs = 30, steps = 12 }, frames { stride = 4,"
          + " lower-percentile = 1, upper-percentile = 99 }, gnn { hidden = 8, epochs = 1 }";

  @TempDir static Path shared;
  @TempDir Path directory;
  private Path bin;
  private String classPath;
  private String cpuPriority = "";

  @BeforeEach
  void files() throws IOException {
    bin = Shell.nvidiaSmi(directory, Shell.gpu(0, "NVIDIA H100", 9, 0));
    Path backend = directory.resolve("backend");
    Files.createDirectories(backend.resolve(Nd4jCuda.RESOURCE).getParent());
    Files.write(backend.resolve(Nd4jCuda.RESOURCE), new byte[0]);
    classPath = System.getProperty("java.class.path") + File.pathSeparator + backend;
    // Where Spark looks for the jars of executors; theirs come by extraClassPath.
    Files.createDirectories(directory.resolve("spark/jars"));
  }

  /** Frames that all tests train on, made once. */
  private String conf() throws Exception {
    Path conf = shared.resolve("short.conf");
    if (!Files.exists(conf)) {
      Files.writeString(
          conf, "output = \"" + shared.resolve("runs").toUri() + "\"\n" + SHORT + "\n");
      onCpu("simulate");
    }
    return conf.toString();
  }

  private void onCpu(String verb) throws Exception {
    cpuPriority = "200";
    Shell.Result result = java(PRINCIPIA, EMBEDDED, verb, conf());
    assertThat(result.code()).as(result.err()).isZero();
    cpuPriority = "";
  }

  private Shell.Result java(String main, Map<String, String> settings, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions());
    command.addAll(BRIEF);
    command.add("-Xlog:class+load:file=" + directory.resolve("driver.log"));
    command.add(
        "-Dlog4j2.configurationFile=" + Shell.ROOT.resolve("conf/log4j2.properties").toUri());
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", Shell.path(bin));
    environment.put("SPARK_HOME", directory.resolve("spark").toString());
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("BACKEND_PRIORITY_CPU", cpuPriority);
    return Shell.run(directory, environment, command);
  }

  /** What JDK 17 must open for Spark. */
  private static List<String> jvmOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.contains("netty"))
        .toList();
  }

  private Map<String, String> cluster() {
    Map<String, String> settings = new HashMap<>();
    settings.put("spark.master", CLUSTER);
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.executor.extraClassPath", classPath);
    settings.put(
        "spark.executor.extraJavaOptions",
        String.join(" ", BRIEF.subList(1, 3))
            + " -Xlog:class+load:file="
            + directory.resolve("executor.log"));
    settings.put("spark.executor.cores", "2");
    settings.put("spark.executor.memory", "1g");
    settings.put("spark.executor.resource.gpu.amount", "1");
    settings.put("spark.worker.resource.gpu.amount", "1");
    settings.put(
        "spark.worker.resource.gpu.discoveryScript",
        Shell.ROOT.resolve("deploy/gpu-discovery").toString());
    return settings;
  }

  private Stream<String> loaded(String log) throws IOException {
    return Files.readAllLines(directory.resolve(log)).stream()
        .filter(line -> line.contains(" org.nd4j.") || line.contains(" org.deeplearning4j."));
  }

  private static void assertRefused(Shell.Result result, String place) {
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines().filter(line -> line.contains("Cannot")))
        .hasSize(1)
        .allMatch(
            line ->
                line.matches(
                    "Cannot train on GPU 0"
                        + place
                        + " \\(NVIDIA H100, compute capability 9\\.0\\): this ND4J has code for"
                        + " 3\\.7 to 8\\.9 only; train on CPUs \\(without the cuda jars\\) or on"
                        + " another GPU"));
    assertThat(result.err()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void anEmbeddedTrainingIsRefusedBeforeNd4jStarts() throws Exception {
    assertRefused(java(PRINCIPIA, EMBEDDED, "train", conf(), "--strategy", "standard"), "");
    assertThat(loaded("driver.log")).isEmpty();
  }

  @Test
  void anExecutorRefusesWithTheSameLineBeforeNd4jStarts() throws Exception {
    assertRefused(
        java(PRINCIPIA, cluster(), "train", conf(), "--strategy", "standard"), " of \\S+");
    assertThat(Files.readString(directory.resolve("executor.log")))
        .contains(" " + Preflight.class.getName() + " ");
    assertThat(loaded("executor.log")).isEmpty();
  }

  @Test
  void aTrainedNetworkIsNotUsedOnSuchAGpuEither() throws Exception {
    onCpu("train");
    assertRefused(java(PRINCIPIA, EMBEDDED, "record", conf()), "");
  }

  @Test
  void everyTaskThatComputesAsksFirst() throws Exception {
    Shell.Result result = java("org.principia.jobs.cluster.training.TasksAlone", Map.of());
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .hasSize(1)
        .allMatch(line -> line.startsWith("Cannot train on GPU 0 (NVIDIA H100, compute"));
  }

  @Test
  void onlyTasksThatAskForAGpuGetOneAndRunAlone() throws Exception {
    Shell.Result result = java(GpuTasksReport.class.getName(), cluster());
    assertThat(result.out().lines())
        .as(result.err())
        .containsExactly(
            "plain [none] at a time 2", "gpu [0] at a time 1", "shuffled [none] at a time 2");
  }
}
