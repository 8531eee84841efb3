package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.package$;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.resource.ResourceRequest;
import org.apache.spark.resource.ResourceUtils;
import org.apache.spark.util.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.cluster.device.TrainingDevice.GpuTasks;
import scala.collection.JavaConverters;

/** What conf/gpu.properties says, as Spark, Maven and the launcher understand it. */
final class GpuSettingsTest {
  private static final Path FILE = Shell.ROOT.resolve("conf/gpu.properties");

  /** Settings of modules that are not on the class path, from Spark's documentation. */
  private static final Set<String> PREFIXES =
      Set.of(
          "spark.executorEnv.",
          "spark.yarn.appMasterEnv.",
          "spark.kubernetes.driverEnv.",
          "spark.executor.resource.gpu.");

  @TempDir Path directory;

  /** As spark-submit reads its --properties-file. */
  private static Map<String, String> settings() {
    return JavaConverters.mapAsJavaMap(Utils.getPropertiesFromFile(FILE.toString()));
  }

  private static SparkConf conf() {
    SparkConf conf = new SparkConf(false);
    settings().forEach(conf::set);
    return conf;
  }

  @Test
  void everyKeyIsOneOfSpark() {
    assertThat(package$.MODULE$).as("registers Spark's keys").isNotNull();
    assertThat(settings()).hasSizeGreaterThan(10);
    assertThat(settings().keySet())
        .allMatch(
            key ->
                ConfigEntry.findEntry(key) != null || PREFIXES.stream().anyMatch(key::startsWith));
    assertThat(ConfigEntry.findEntry("spark.executor.overhead")).as("a wrong key").isNull();
  }

  @Test
  void anExecutorHasOneGpu() {
    List<ResourceRequest> requests =
        new ArrayList<>(
            JavaConverters.seqAsJavaList(
                ResourceUtils.parseAllResourceRequests(conf(), "spark.executor")));
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).id().resourceName()).isEqualTo(GpuTasks.RESOURCE);
    assertThat(requests.get(0).amount()).isEqualTo(1);
    assertThat(requests.get(0).vendor()).contains("nvidia.com");
    assertThat(requests.get(0).discoveryScript()).contains("/opt/principia/gpu/gpu-discovery");
    assertThat(settings().keySet().stream().filter(key -> key.contains(".resource.gpu.")))
        .as("no key that Spark would pass over")
        .hasSize(3);
    assertThat(conf().getInt("spark.executor.cores", 0))
        .isGreaterThanOrEqualTo(conf().getInt("spark.task.cpus", 0))
        .isPositive();
  }

  @Test
  void overheadHoldsWhatLiesOutsideTheHeap() {
    Matcher limit =
        Pattern.compile("-Dorg.bytedeco.javacpp.maxbytes=(\\w+)")
            .matcher(settings().get("spark.executor.extraJavaOptions"));
    assertThat(limit.find()).isTrue();
    assertThat(JavaUtils.byteStringAsMb(settings().get("spark.executor.memoryOverhead")))
        .isGreaterThanOrEqualTo(JavaUtils.byteStringAsMb(limit.group(1)) + 1024);
  }

  @Test
  void executorsStayAndRunOnce() {
    assertThat(settings())
        .containsEntry("spark.dynamicAllocation.enabled", "false")
        .containsEntry("spark.speculation", "false");
  }

  @Test
  void theBackendIsTheGpusOnExecutorsAndTheCpusOnDrivers() {
    assertThat(Nd4jCuda.isOutranked(environment("spark.executorEnv."))).isFalse();
    assertThat(Nd4jCuda.isOutranked(environment("spark.yarn.appMasterEnv."))).isTrue();
    assertThat(Nd4jCuda.isOutranked(environment("spark.kubernetes.driverEnv."))).isTrue();
  }

  private static Map<String, String> environment(String prefix) {
    return settings().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  @Test
  void jarsAreThoseOfTheProfile() throws IOException {
    String pom = Files.readString(Shell.ROOT.resolve("pom.xml"));
    String profile = Files.readString(Shell.ROOT.resolve("jobs/pom.xml"));
    Matcher item =
        Pattern.compile(
                "<artifactItem>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)</artifactId>"
                    + "\\s*<version>([^<]*)</version>\\s*(?:<classifier>([^<]*)</classifier>)?")
            .matcher(profile);
    List<String> jars = new ArrayList<>();
    while (item.find()) {
      String classifier = item.group(3) == null ? "" : "-" + item.group(3);
      jars.add(
          "local:/opt/principia/gpu/"
              + resolved(item.group(1), pom)
              + "-"
              + resolved(item.group(2), pom)
              + classifier
              + ".jar");
    }
    assertThat(jars).hasSize(6);
    assertThat(settings().get("spark.jars").split(",")).containsExactlyInAnyOrderElementsOf(jars);
  }

  private static String resolved(String text, String pom) {
    return Pattern.compile("\\$\\{([^}]*)}")
        .matcher(text)
        .replaceAll(
            found -> {
              Matcher value = Pattern.compile("<" + found.group(1) + ">([^<]*)<").matcher(pom);
              assertThat(value.find()).as(found.group()).isTrue();
              return value.group(1);
            });
  }

  private String dryRun(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Shell.ROOT.resolve("deploy/principia").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("--dry-run", "train", "a.conf"));
    Shell.Result result = Shell.run(directory, Map.of(), command);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out().replace("\\", "");
  }

  @Test
  void theLauncherGivesEverySettingAndTheUsersLast() throws Exception {
    String command = dryRun("--gpu", "--master", "yarn", "--conf", "spark.executor.cores=7");
    assertThat(settings())
        .allSatisfy((key, value) -> assertThat(command).contains("--conf " + key + "=" + value));
    assertThat(command.indexOf("--conf spark.executor.cores=7"))
        .isGreaterThan(command.indexOf("--conf spark.executor.cores=4"));
    assertThat(command).contains(" BACKEND_PRIORITY_CPU=200 ").doesNotContain("#");
    assertThat(dryRun("--master", "yarn")).doesNotContain("gpu", "BACKEND");
  }

  @Test
  void theLauncherEmbedsOneTaskAndTheJars() throws Exception {
    assertThat(dryRun("--gpu"))
        .contains("-Dspark.master=local[1]", "jobs/target/gpu/*", "CUDA_DEVICE_ORDER=PCI_BUS_ID")
        .doesNotContain("BACKEND_PRIORITY");
    assertThat(dryRun("--gpu", "--master", "local[2]")).contains("-Dspark.master=local[2]");
    assertThat(dryRun()).contains("-Dspark.master=local[*]").doesNotContain("gpu");
  }
}
