package org.principia.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.jobs.device.Shell;

/** What the script says where it makes no table; the tables themselves need the network. */
final class ExampleDataTest {
  @TempDir Path directory;

  @BeforeAll
  static void python() {
    String path = String.valueOf(System.getenv("PATH"));
    assumeTrue(
        List.of(path.split(":")).stream().anyMatch(p -> Files.exists(Path.of(p, "python3"))),
        "python3 is not installed");
  }

  private Shell.Result run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "cd \"$0\" && exec \"$@\""));
    command.add(directory.toString());
    command.add(Shell.ROOT.resolve("deploy/example-data").toString());
    command.addAll(List.of(words));
    // Nobody listens there.
    Map<String, String> offline =
        Map.of("PIP_INDEX_URL", "https://127.0.0.1:9/simple", "PIP_RETRIES", "0");
    return Shell.run(directory, offline, command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mars | Invalid example data: mars (solar-system or jupiter-moons)",
        "solar-system --noise much | Invalid --noise: much (a number of at least 0)",
        "solar-system --step 0 | Invalid --step: 0 (a number of at least 1e-06)",
        "solar-system --out table.xlsx | Invalid --out: table.xlsx (a name that ends in .parquet or"
            + " .csv)",
        "jupiter-moons --without Io,Moon | Invalid body: Moon (one of Jupiter, Io, Europa,"
            + " Ganymede, Callisto)",
        "solar-system --frame Sun | Cannot make example data: unrecognized arguments: --frame Sun"
            + " (deploy/example-data --help)",
      })
  void aMistakeIsOneLineBeforeAnythingIsInstalled(String words, String message) throws Exception {
    Shell.Result result = run(words.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEqualTo(message + "\n");
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  @Test
  void withoutTheNetworkTheLastLineSaysWhatIsMissingAndNoTableIsThere() throws Exception {
    Shell.Result result = run("solar-system");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(2);
    assertThat(result.err().lines().toList().get(1)).startsWith("Cannot ");
    assertThat(directory.resolve("runs/data")).doesNotExist();
  }

  @Test
  void helpNamesTheTables() throws Exception {
    Shell.Result result = run("--help");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("solar-system", "jupiter-moons", "--noise KM");
  }
}
