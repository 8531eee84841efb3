package org.principia.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.ClusterProcess;

/** {@code conf/secure.conf} on executors that are processes of their own. */
final class SecureIT {
  private static final String SECRET = "a secret of this test alone, 0123";

  @TempDir Path directory;

  private int run(String secret) throws IOException, InterruptedException {
    Path file = directory.resolve("secret");
    Files.writeString(file, secret + "\n");
    Process process =
        ClusterProcess.start(
            directory,
            SecureRun.class,
            List.of(directory.toString()),
            java.util.Map.of("PRINCIPIA_SECRET_FILE", file.toString()));
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
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
    assertThat(run("short")).isNotZero();
    assertThat(ClusterProcess.log(directory))
        .contains("Invalid PRINCIPIA_SECRET_FILE: ", "16 characters or more")
        .doesNotContain("short");
  }

  @Test
  void everySettingIsOneThatSparkKnows() throws IOException {
    SparkConf conf = new SparkConf(false);
    SparkSettings.of("secure.conf").forEach(conf::set);
    assertThat(SparkSettings.of("secure.conf").keySet())
        .allMatch(key -> key.startsWith("spark.") && !key.matches("(?i).*(secret|password)$"));
    var transport =
        org.apache.spark.network.netty.SparkTransportConf.fromSparkConf(
            conf, "rpc", 1, scala.Option.empty());
    assertThat(transport.encryptionEnabled()).isTrue();
    assertThat(transport.authEngineVersion()).isEqualTo(2);
    assertThat(transport.cipherTransformation()).isEqualTo("AES/CTR/NoPadding");
    assertThat(transport.saslFallback()).isFalse();
  }
}
