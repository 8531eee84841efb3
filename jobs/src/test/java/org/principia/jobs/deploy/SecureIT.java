package org.principia.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.ClusterProcess;

/** {@code conf/secure.conf} on executors that are processes of their own. */
final class SecureIT {
  /** Keys of the transport, which knows no registry; what it makes of them is asserted. */
  private static final Set<String> OF_THE_TRANSPORT =
      Set.of("spark.network.crypto.cipher", "spark.network.crypto.authEngineVersion");

  private static final String SECRET = "a secret of this test alone, 0123";

  @TempDir Path directory;

  private int run(String secret, String... verb) throws IOException, InterruptedException {
    Path file = directory.resolve("secret");
    Files.writeString(file, secret + "\n");
    Process process =
        ClusterProcess.start(
            directory,
            SecureRun.class,
            Stream.concat(Stream.of(directory.toString()), Stream.of(verb)).toList(),
            java.util.Map.of("PRINCIPIA_SECRET_FILE", file.toString()));
    try {
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  @Test
  void aRunAuthenticatesAndEncryptsAndNeverShowsItsSecret() throws Exception {
    assertThat(run(SECRET)).as(ClusterProcess.log(directory)).isZero();
    assertThat(Files.readAllLines(directory.resolve("told")))
        .containsExactly(
            "166833 166167 166500",
            "secret " + SECRET.length(),
            "encrypted true",
            "executors " + ClusterProcess.EXECUTORS);
    assertThat(directory.resolve("out/spring-2d/frames/manifest.json")).exists();
    assertThat(ClusterProcess.log(directory)).doesNotContain(SECRET);
    try (Stream<Path> files = Files.walk(directory.resolve("out"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        assertThat(Files.readString(file)).doesNotContain(SECRET);
      }
    }
  }

  @Test
  void aSecretThatIsNoneIsAMistakeOfOneLine() throws Exception {
    String output = directory.resolve("out").toString();
    assertThat(run("short", "simulate", "--out", output)).isEqualTo(2);
    assertThat(ClusterProcess.log(directory).lines().filter(line -> !isJvms(line)))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("Invalid PRINCIPIA_SECRET_FILE: ")
        .contains("16 characters or more")
        .doesNotContain("short");
  }

  private static boolean isJvms(String line) {
    return line.startsWith("Picked up JAVA_TOOL_OPTIONS") || line.startsWith("SLF4J: ");
  }

  /** Settings that Spark has declared, and those whose names it makes up as it reads them. */
  private static boolean known(String key) {
    // Declarations come into the registry as their classes are loaded.
    Stream.of(
            "org.apache.spark.internal.config.package$",
            "org.apache.spark.internal.config.Network$",
            "org.apache.spark.internal.config.UI$",
            "org.apache.spark.sql.internal.SQLConf$")
        .forEach(SecureIT::load);
    return ConfigEntry.findEntry(key) != null
        || OF_THE_TRANSPORT.contains(key)
        || key.startsWith("spark.metrics.conf.");
  }

  private static void load(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everySettingIsOneThatSparkKnows() throws IOException {
    assertThat(known("spark.io.encryption.keySizeBit")).isFalse();
    for (String file : List.of("secure.conf", "observe.conf")) {
      assertThat(SparkSettings.of(file).keySet())
          .allMatch(SecureIT::known)
          .noneMatch(key -> key.matches("(?i).*(secret|password)$"));
      assertThat(SparkSettings.of(file)).containsEntry("spark.ui.killEnabled", "false");
    }
    SparkConf conf = new SparkConf(false);
    SparkSettings.of("secure.conf").forEach(conf::set);
    var transport =
        org.apache.spark.network.netty.SparkTransportConf.fromSparkConf(
            conf, "rpc", 1, scala.Option.empty());
    assertThat(transport.encryptionEnabled()).isTrue();
    assertThat(transport.authEngineVersion()).isEqualTo(2);
    assertThat(transport.cipherTransformation()).isEqualTo("AES/CTR/NoPadding");
    assertThat(transport.saslFallback()).isFalse();
  }
}
