package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceInformation$;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GpuDiscoveryTest {
  @TempDir Path directory;
  private Path bin;

  @BeforeEach
  void twoGpus() throws IOException {
    bin = Shell.nvidiaSmi(directory, Shell.gpu(0, "H100", 9, 0), Shell.gpu(1, "T4", 7, 5));
  }

  private Shell.Result discover(Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", Shell.path(bin)));
    environment.putAll(more);
    return Shell.run(
        directory, environment, List.of(Shell.ROOT.resolve("deploy/gpu-discovery").toString()));
  }

  private void assertRefused(String message) throws Exception {
    Shell.Result result = discover(Map.of());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("Cannot find GPUs: ").contains(message);
  }

  @Test
  void sparkReadsAllGpus() throws Exception {
    ResourceInformation gpus = ResourceInformation$.MODULE$.parseJson(discover(Map.of()).out());
    assertThat(gpus.name()).isEqualTo("gpu");
    assertThat(gpus.addresses()).containsExactly("0", "1");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0, 0", "GPU-1a, 1", "'1,-1,0', 1", "'0,1', 0 1"})
  void hiddenGpusAreLeftOut(String variable, String addresses) throws Exception {
    Shell.Result result = discover(Map.of("CUDA_VISIBLE_DEVICES", variable));
    assertThat(ResourceInformation$.MODULE$.parseJson(result.out()).addresses())
        .containsExactly(addresses.split(" "));
  }

  @Test
  void whereAllAreHiddenThereAreNone() throws Exception {
    for (String variable : List.of("", "-1", "7")) {
      Shell.Result result = discover(Map.of("CUDA_VISIBLE_DEVICES", variable));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .startsWith("Cannot find GPUs: CUDA_VISIBLE_DEVICES=" + variable + " hides all of ");
    }
  }

  @Test
  void aMachineWithoutNvidiaSmiIsTold() throws Exception {
    Files.delete(bin.resolve("nvidia-smi"));
    for (String tool : List.of("env", "bash", "head", "hostname", "timeout")) {
      Files.createSymbolicLink(bin.resolve(tool), tool(tool));
    }
    Shell.Result result = discover(Map.of("PATH", bin.toString()));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("Cannot find GPUs: nvidia-smi is not on the PATH");
  }

  private static Path tool(String name) {
    for (String directory : System.getenv("PATH").split(":")) {
      Path tool = Path.of(directory, name);
      if (Files.isExecutable(tool)) {
        return tool;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void aFailingNvidiaSmiIsTold() throws Exception {
    Shell.script(bin.resolve("nvidia-smi"), "echo NVIDIA-SMI has failed", "exit 9");
    assertRefused("NVIDIA-SMI has failed");
  }

  @Test
  void garbageIsTold() throws Exception {
    Shell.script(bin.resolve("nvidia-smi"), "echo No devices were found");
    assertRefused("printed 'No devices were found'");
  }
}
