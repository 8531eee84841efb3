package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;

final class PreflightAloneTest {
  @TempDir Path directory;

  private static String place(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  /**
   * Tests, jobs, core and the symbolic library: no ND4J, no Spark. A class that asked for one would
   * not be found.
   */
  private String verdict(Path bin) throws Exception {
    String classPath =
        Stream.of(PreflightAlone.class, Preflight.class, GnnSettings.class, InputException.class)
            .map(PreflightAloneTest::place)
            .collect(Collectors.joining(File.pathSeparator));
    Path marker = directory.resolve(Nd4jCuda.RESOURCE);
    Files.createDirectories(marker.getParent());
    Files.write(marker, new byte[0]);
    Shell.Result result =
        Shell.run(
            directory,
            Map.of("PATH", Shell.path(bin)),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                classPath + File.pathSeparator + directory,
                PreflightAlone.class.getName()));
    assertThat(result.err()).isEmpty();
    return result.out().strip();
  }

  @Test
  void noClassOfNd4jIsNeededToRefuse() throws Exception {
    assertThat(verdict(Shell.nvidiaSmi(directory, Shell.gpu(0, "NVIDIA H100", 9, 0))))
        .startsWith("Cannot train on GPU 0 (NVIDIA H100, compute capability 9.0): this ND4J has");
  }

  @Test
  void noClassOfNd4jIsNeededToAccept() throws Exception {
    assertThat(verdict(Shell.nvidiaSmi(directory, Shell.gpu(0, "NVIDIA L4", 8, 9))))
        .isEqualTo("NVIDIA L4");
  }
}
