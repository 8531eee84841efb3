package org.principia.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.jobs.cli.CommandCheck;
import org.principia.jobs.deploy.SparkOperator.Application;
import org.principia.jobs.deploy.SparkOperator.ScheduledSparkApplication;
import org.principia.jobs.deploy.SparkOperator.SparkApplication;

/** Manifests and image fit their schemas, each other and the program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubernetesTest {
  private static final String NAMESPACE = "principia";
  private static final long SPARKS_USER = 185;
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]*[mg]");

  private final List<Object> objects = new ArrayList<>();
  private String dockerfile;

  @BeforeAll
  void read() throws IOException {
    for (Path file : Manifests.files()) {
      objects.addAll(Manifests.of(Files.readString(file)));
    }
    dockerfile = Files.readString(SparkSettings.ROOT.resolve("deploy/image/Dockerfile"));
  }

  private <T> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Stream<Application> applications() {
    return Stream.concat(
        all(SparkApplication.class).stream().map(SparkApplication::spec),
        all(ScheduledSparkApplication.class).stream().map(s -> s.spec().template()));
  }

  @Test
  void thereIsARunATrainingOnGpusANightlySweepAndWhatTheyNeed() {
    assertThat(all(SparkApplication.class))
        .extracting(a -> a.spec().arguments().get(0))
        .containsExactlyInAnyOrder("run", "train");
    assertThat(all(ScheduledSparkApplication.class))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.spec().schedule()).matches("([0-9*/,-]+ ){4}[0-9*/,-]+");
              assertThat(s.spec().concurrencyPolicy())
                  .isEqualTo(SparkOperator.ConcurrencyPolicy.Forbid);
              assertThat(s.spec().template().arguments()).startsWith("sweep");
            });
    assertThat(all(Role.class)).hasSize(1);
    assertThat(all(Pod.class)).hasSize(3);
    for (HasMetadata object : all(HasMetadata.class)) {
      if (!(object instanceof Pod)) {
        assertThat(object.getMetadata().getNamespace()).isEqualTo(NAMESPACE);
      }
    }
  }

  @Test
  void aFieldOfNoSchemaOrOfAnotherTypeIsRefused() throws IOException {
    String run = Files.readString(Manifests.DIRECTORY.resolve("run.yaml"));
    assertThat(Manifests.of(run)).hasSize(1);
    Map<String, String> spoilt = new HashMap<>();
    spoilt.put("  mainClass:", "  mainKlass:");
    spoilt.put("cores: 2", "cores: two");
    spoilt.put("type: OnFailure", "type: OnFailures");
    spoilt.put("runAsNonRoot: true", "runAsNonRoot: true\n      runAsNobody: true");
    spoilt.put("claimName:", "claim:");
    spoilt.put("kind: SparkApplication", "kind: SparkApp");
    spoilt.put("  mainApplicationFile: local:///opt/principia/principia.jar\n", "");
    spoilt.forEach(
        (from, to) -> {
          assertThat(run).contains(from);
          assertThatThrownBy(() -> Manifests.of(run.replace(from, to)))
              .as("%s for %s", to, from)
              .isNotNull();
        });
  }

  @ParameterizedTest
  @MethodSource("applications")
  void argumentsAreOnesThatTheProgramUnderstands(Application application) throws Exception {
    // Files of the image are those of the repository; of a ConfigMap, those of its text.
    Path root = Files.createTempDirectory("manifest");
    List<String> words = new ArrayList<>();
    for (String argument : application.arguments()) {
      Path file = root.resolve(Path.of("/").relativize(Path.of("/" + argument).normalize()));
      if (argument.startsWith("/opt/principia/conf/")) {
        Path own = SparkSettings.ROOT.resolve(argument.substring("/opt/principia/".length()));
        words.add(own.toString());
      } else if (argument.startsWith("/etc/principia/")) {
        String name = argument.substring("/etc/principia/".length());
        SparkOperator.NamePath mounted = application.driver().configMaps().get(0);
        assertThat(mounted.path()).isEqualTo("/etc/principia");
        ConfigMap map =
            all(ConfigMap.class).stream()
                .filter(m -> m.getMetadata().getName().equals(mounted.name()))
                .findFirst()
                .orElseThrow();
        Files.createDirectories(file.getParent());
        Files.writeString(file, map.getData().get(name));
        ConfigFactory.parseString(map.getData().get(name)).resolve();
        words.add(file.toString());
      } else {
        words.add(argument);
      }
    }
    CommandCheck.understood(words, SparkSettings.ROOT);
    assertThat(application.arguments()).contains("--json");
  }

  @ParameterizedTest
  @MethodSource("applications")
  void theImageHasWhatTheManifestNames(Application application) throws ClassNotFoundException {
    assertThat(Class.forName(application.mainClass()).getName())
        .isEqualTo("org.principia.jobs.Main");
    String jar = application.mainApplicationFile();
    assertThat(jar).startsWith("local:///");
    assertThat(dockerfile).contains("principia.jar " + jar.substring("local://".length()) + "\n");
    assertThat(application.sparkVersion())
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    assertThat(dockerfile).contains("apache/spark:" + application.sparkVersion() + "-");
    assertThat(application.image()).matches("registry\\.example/principia:0\\.1\\.0(-cuda)?");
    Matcher log =
        Pattern.compile("file:/opt/principia/(\\S+)")
            .matcher(application.sparkConf().get("spark.driver.defaultJavaOptions"));
    assertThat(log.find()).isTrue();
    assertThat(SparkSettings.ROOT.resolve(log.group(1))).isRegularFile();
    assertThat(dockerfile).contains("COPY conf /opt/principia/conf");
  }

  @ParameterizedTest
  @MethodSource("applications")
  void podsHaveResourcesNoRootAndNoMoreThanTheyNeed(Application application) {
    for (SparkOperator.Pod pod : List.of(application.driver(), application.executor())) {
      assertThat(pod.cores()).isPositive();
      assertThat(pod.memory()).matches(SIZE);
      assertThat(pod.memoryOverhead()).matches(SIZE);
      assertThat(pod.podSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.podSecurityContext().getRunAsUser()).isEqualTo(SPARKS_USER);
      assertThat(pod.securityContext().getAllowPrivilegeEscalation()).isFalse();
      assertThat(pod.securityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(accounts()).contains(pod.serviceAccount());
      assertThat(application.volumes().stream().map(Volume::getName))
          .containsAll(pod.volumeMounts().stream().map(VolumeMount::getName).toList());
    }
    assertThat(application.executor().instances()).isPositive();
    assertThat(application.restartPolicy().type()).isEqualTo(SparkOperator.Restart.OnFailure);
    assertThat(application.restartPolicy().onSubmissionFailureRetries()).isPositive();
    application.volumes().stream()
        .filter(v -> v.getEmptyDir() != null)
        .forEach(
            v ->
                assertThat(Quantity.getAmountInBytes(v.getEmptyDir().getSizeLimit())).isPositive());
  }

  private List<String> accounts() {
    return all(ServiceAccount.class).stream().map(a -> a.getMetadata().getName()).toList();
  }

  @ParameterizedTest
  @MethodSource("applications")
  void everySecureSettingIsSet(Application application) throws IOException {
    assertThat(application.sparkConf()).containsAllEntriesOf(SparkSettings.of("secure.conf"));
  }

  @Test
  void theGpuManifestHasTheGpuSettings() throws IOException {
    Application training =
        applications().filter(a -> a.image().endsWith("-cuda")).findFirst().orElseThrow();
    SparkSettings.of("gpu.properties")
        .forEach(
            (key, value) -> {
              if (key.startsWith("spark.executor.resource")
                  || key.startsWith("spark.executorEnv")
                  || key.startsWith("spark.kubernetes")
                  || "spark.jars".equals(key)) {
                assertThat(training.sparkConf()).containsEntry(key, value);
              }
            });
    assertThat(training.executor().tolerations()).isNotEmpty();
    assertThat(dockerfile)
        .contains("jobs/target/gpu /opt/principia/gpu", "/opt/principia/gpu/gpu-discovery");
  }

  @Test
  void theDriverMayHandleItsPodsAndNothingElse() {
    Role role = all(Role.class).get(0);
    for (PolicyRule rule : role.getRules()) {
      assertThat(rule.getApiGroups()).containsExactly("");
      assertThat(rule.getVerbs()).doesNotContain("*");
      assertThat(rule.getResources())
          .isSubsetOf("pods", "configmaps", "services", "persistentvolumeclaims");
    }
    RoleBinding binding = all(RoleBinding.class).get(0);
    assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(s -> assertThat(s.getName()).isEqualTo("principia-driver"));
    assertThat(accounts()).containsExactlyInAnyOrder("principia-driver", "principia-executor");
  }

  @Test
  void templatesOfPodsAreNonRootAndNameSparksContainers() {
    for (Pod pod : all(Pod.class)) {
      assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(accounts()).contains(pod.getSpec().getServiceAccountName());
      Container container = pod.getSpec().getContainers().get(0);
      assertThat(container.getName()).matches("spark-kubernetes-(driver|executor)");
      assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    }
  }

  @Test
  void nothingHereIsASecret() throws IOException {
    List<Path> files = new ArrayList<>(Manifests.files());
    files.add(SparkSettings.ROOT.resolve("deploy/image/Dockerfile"));
    for (Path file : files) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern(
              "(?im)^(?!.*redaction).*(secret|password|token|access.?key)\\s*[:=]"
                  + " *(?!false\\b)[^\\s{\\[]")
          .doesNotContain("kind: Secret");
    }
  }

  @Test
  void theImageEndsAsSparksUserInEachOfItsTargets() {
    String[] stages = dockerfile.split("(?m)^FROM ", -1);
    List<String> targets =
        Stream.of(stages).filter(s -> s.matches("(?s)\\S+ AS (cpu|cuda)\n.*")).toList();
    assertThat(targets).hasSize(2);
    for (String target : targets) {
      assertThat(target.lines().filter(l -> l.startsWith("USER ")).reduce((a, b) -> b))
          .contains("USER " + SPARKS_USER);
    }
    assertThat(dockerfile).doesNotContainPattern("(?m)^(ADD|ARG|ENV) .*(PASSWORD|SECRET|TOKEN)");
    for (String copied : List.of("deploy/gpu-discovery", "deploy/image/unpack-natives", "conf")) {
      assertThat(SparkSettings.ROOT.resolve(copied)).exists();
      assertThat(dockerfile).contains(copied);
    }
  }
}
