package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;

final class PreflightTest {
  private static final String A100 = "0, GPU-0a0a, NVIDIA A100, 525.60.13, 8.0, 40000";
  private static final String H100 = "0, GPU-0b0b, NVIDIA H100, 535.54.03, 9.0, 81000";
  private static final String T4 = "1, GPU-1c1c, Tesla T4, 535.54.03, 7.5, 15000";
  private static final MemoryNeed NEED = new MemoryNeed(3000);
  private static final List<String> NONE = List.of();

  private final Map<String, String> environment =
      new HashMap<>(Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID"));

  private static NvidiaSmi.Runner printing(int code, String... lines) {
    return (command, limit) -> new NvidiaSmi.Runner.Output(code, String.join("\n", lines) + "\n");
  }

  private Preflight preflight(NvidiaSmi.Runner runner) {
    return new Preflight(new NvidiaSmi(runner, Duration.ofSeconds(30)), environment, true, "");
  }

  private Preflight preflight(String... lines) {
    return preflight(printing(0, lines));
  }

  private static String refusal(Preflight preflight, List<String> assigned) {
    try {
      return "fit: " + preflight.gpu(assigned, NEED);
    } catch (InputException e) {
      assertThat(e.getMessage().lines()).as("one line").hasSize(1);
      return e.getMessage();
    }
  }

  @Test
  void aGpuWithCodeDriverAndMemoryIsFit() {
    assertThat(preflight(A100).gpu(NONE, NEED).orElseThrow().name()).isEqualTo("NVIDIA A100");
  }

  @Test
  void withoutTheBackendNobodyIsAsked() {
    NvidiaSmi.Runner nobody =
        (command, limit) -> {
          throw new AssertionError(command);
        };
    NvidiaSmi smi = new NvidiaSmi(nobody, Duration.ofSeconds(1));
    assertThat(new Preflight(smi, environment, false, "").gpu(NONE, NEED)).isEmpty();
    environment.put("BACKEND_PRIORITY_CPU", "200");
    assertThat(new Preflight(smi, environment, true, "").gpu(List.of("0"), NEED)).isEmpty();
  }

  @Test
  void anAssignedGpuThatWouldLieIdleIsRefused() {
    NvidiaSmi smi = new NvidiaSmi(printing(0, A100), Duration.ofSeconds(1));
    assertThat(refusal(new Preflight(smi, environment, false, "node7"), List.of("0")))
        .startsWith("Cannot train on GPU 0 of node7: nd4j-cuda is not on the class path")
        .contains("deploy/principia --gpu");
  }

  @Test
  void prioritiesAreThoseOfNd4j() {
    environment.put("BACKEND_PRIORITY_CPU", "100");
    assertThat(preflight(A100).gpu(NONE, NEED)).as("100 is the default of GPUs").isPresent();
    environment.put("BACKEND_PRIORITY_GPU", "99");
    assertThat(preflight(A100).gpu(NONE, NEED)).isEmpty();
    environment.put("BACKEND_PRIORITY_CPU", "much");
    assertThat(refusal(preflight(A100), NONE))
        .isEqualTo("Invalid BACKEND_PRIORITY_CPU: much (a whole number)");
  }

  @Test
  void tooNewACardIsToldWithItsCapability() {
    assertThat(refusal(preflight(H100), NONE))
        .isEqualTo(
            "Cannot train on GPU 0 (NVIDIA H100, compute capability 9.0): this ND4J has code for"
                + " 3.7 to 8.9 only; train on CPUs (without the cuda jars) or on another GPU");
  }

  @ParameterizedTest
  @CsvSource({
    "3.5, false", "3.7, true", "5.0, true", "5.3, true", "6.1, true", "6.2, true", "7.0, true",
    "7.2, true", "7.5, true", "8.0, true", "8.6, true", "8.9, true", "9.0, false", "10.0, false",
    "12.0, false", "2.1, false", "4.9, false"
  })
  void codeRunsOnItsOwnMajorVersionFromItsMinorOn(String capability, boolean runs) {
    String card = "0, GPU-0a0a, A card, 560.28.03, " + capability + ", 40000";
    assertThat(refusal(preflight(card), NONE).startsWith("fit")).isEqualTo(runs);
  }

  @ParameterizedTest
  @CsvSource({"510.39.01, true", "510.38, false", "470.256.02, false", "1000.1, true"})
  void theDriverIsThatOfCuda116OrNewer(String driver, boolean runs) {
    String told = refusal(preflight("0, GPU-0a0a, Tesla V100, " + driver + ", 7.0, 9000"), NONE);
    assertThat(told.startsWith("fit")).isEqualTo(runs);
    if (!runs) {
      assertThat(told)
          .startsWith("Cannot train on GPU 0 (Tesla V100, driver ")
          .contains("CUDA 11.6 needs 510.39 or newer; install that, or train on CPUs");
    }
  }

  @Test
  void aDriverTooOldForTheQuestionIsAskedForItsVersion() {
    NvidiaSmi.Runner old =
        (command, limit) ->
            command.contains("--query-gpu=driver_version")
                ? new NvidiaSmi.Runner.Output(0, "390.157\n")
                : new NvidiaSmi.Runner.Output(2, "Field \"compute_cap\" is not a valid field\n");
    assertThat(refusal(preflight(old), NONE))
        .isEqualTo(
            "Cannot train on a GPU: its driver is 390.157; install 510.39 or newer, or train on"
                + " CPUs (without the cuda jars)");
  }

  @Test
  void memoryIsToldWithWhatIsNeeded() {
    assertThat(refusal(preflight("0, GPU-0a0a, Tesla T4, 535.54.03, 7.5, 2999"), NONE))
        .startsWith(
            "Cannot train on GPU 0 (Tesla T4, 2999 MiB free): network and minibatch take 3000 MiB;"
                + " lower gnn.batch-frames");
    assertThat(refusal(preflight("0, GPU-0a0a, Tesla T4, 535.54.03, 7.5, 3000"), NONE))
        .startsWith("fit");
  }

  @Test
  void ofSeveralCardsTheAssignedOneCounts() {
    environment.put("CUDA_VISIBLE_DEVICES", "1");
    assertThat(preflight(H100, T4).gpu(List.of("1"), NEED).orElseThrow().name())
        .isEqualTo("Tesla T4");
    assertThat(preflight(H100, T4).gpu(NONE, NEED).orElseThrow().index()).isEqualTo(1);
    environment.put("CUDA_VISIBLE_DEVICES", "GPU-1c");
    assertThat(preflight(H100, T4).gpu(List.of("GPU-1c1c"), NEED)).isPresent();
    environment.put("CUDA_VISIBLE_DEVICES", "0");
    assertThat(refusal(preflight(H100, T4), List.of("0"))).contains("GPU 0 (NVIDIA H100");
  }

  @Test
  void whatNd4jWouldTakeIsTheAssignedOneAlone() {
    assertThat(refusal(preflight(A100, T4), List.of("1")))
        .isEqualTo(
            "Cannot train on GPU 1: the process sees GPUs 0, 1 and ND4J would spread over all;"
                + " restrict CUDA_VISIBLE_DEVICES to one (gpu.md)");
    assertThat(refusal(preflight(A100, T4), NONE)).startsWith("Cannot train on GPU 0: the process");
    environment.put("CUDA_VISIBLE_DEVICES", "0");
    assertThat(refusal(preflight(A100, T4), List.of("1")))
        .startsWith("Cannot train on GPU 1: Spark assigned it, but the process sees GPU 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "7", "NoDevFiles", "-1,0"})
  void aVariableThatHidesAllIsTold(String variable) {
    environment.put("CUDA_VISIBLE_DEVICES", variable);
    assertThat(refusal(preflight(A100, T4), NONE))
        .startsWith("Cannot train on a GPU: CUDA_VISIBLE_DEVICES=" + variable + " hides all of")
        .contains("(0, 1)");
  }

  @Test
  void theListEndsAtTheFirstThatIsNone() {
    environment.put("CUDA_VISIBLE_DEVICES", "1,-1,0");
    assertThat(preflight(A100, T4).gpu(NONE, NEED).orElseThrow().index()).isEqualTo(1);
  }

  @Test
  void numbersThatNeedNotBeNvidiaSmisAreRefused() {
    environment.put("CUDA_VISIBLE_DEVICES", "1");
    environment.remove("CUDA_DEVICE_ORDER");
    assertThat(refusal(preflight(A100, T4), NONE))
        .isEqualTo(
            "Invalid CUDA_DEVICE_ORDER: not set (PCI_BUS_ID beside numbers in"
                + " CUDA_VISIBLE_DEVICES, or UUIDs there)");
    environment.put("CUDA_VISIBLE_DEVICES", "GPU-1c");
    assertThat(preflight(A100, T4).gpu(NONE, NEED)).isPresent();
    // There is one alone: it is called 1 here as there.
    environment.put("CUDA_VISIBLE_DEVICES", "1");
    assertThat(preflight(T4).gpu(NONE, NEED)).isPresent();
  }

  @Test
  void partsOfGpusAreNotUnderstood() {
    environment.put("CUDA_VISIBLE_DEVICES", "MIG-4711");
    assertThat(refusal(preflight(A100), NONE))
        .isEqualTo("Invalid CUDA_VISIBLE_DEVICES: MIG-4711 (numbers or UUIDs of whole GPUs)");
  }

  @Test
  void noNvidiaSmiIsTold() {
    NvidiaSmi.Runner missing =
        (command, limit) -> {
          throw new IOException("Cannot run program \"nvidia-smi\": error=2");
        };
    assertThat(refusal(preflight(missing), NONE))
        .startsWith("Cannot train on a GPU: nvidia-smi does not start (Cannot run program")
        .contains("install NVIDIA's driver, 510.39 or newer, or train on CPUs");
  }

  @Test
  void aHangingNvidiaSmiIsTold() {
    NvidiaSmi.Runner hanging =
        (command, limit) -> {
          throw new TimeoutException();
        };
    assertThat(refusal(preflight(hanging), NONE))
        .startsWith("Cannot train on a GPU: nvidia-smi gave no answer in 30 s");
  }

  @Test
  void aFailureOfNvidiaSmiIsTold() {
    assertThat(refusal(preflight(printing(9, "NVIDIA-SMI has failed", "Make sure that")), NONE))
        .startsWith(
            "Cannot train on a GPU: nvidia-smi failed with exit code 9: NVIDIA-SMI has failed;");
    assertThat(refusal(preflight(printing(0, "")), NONE))
        .startsWith("Cannot train on a GPU: nvidia-smi finds none;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Segmentation fault | index, uuid, name, driver_version, compute_cap, memory.free",
        "0, GPU-1, GB10, 580.1, 8.6, [N/A] | free memory in MiB",
        "0, GPU-1, T4, 580.1, [N/A], 4000 | a compute capability such as 8.6",
        "0, GPU-1, T4, new, 7.5, 4000 | a driver version such as 510.39.01",
        "x, GPU-1, T4, 580.1, 7.5, 4000 | the number of a GPU"
      })
  void garbageIsToldWithWhatWasExpected(String line, String expected) {
    assertThat(refusal(preflight(line), NONE))
        .startsWith(
            "Cannot train on a GPU: nvidia-smi printed '"
                + line
                + "', where "
                + expected
                + " was expected;");
  }

  @Test
  void theMachineIsNamedOnAnExecutor() {
    NvidiaSmi smi = new NvidiaSmi(printing(0, H100), Duration.ofSeconds(1));
    assertThatThrownBy(() -> new Preflight(smi, environment, true, "node7").gpu(NONE, NEED))
        .hasMessageStartingWith("Cannot train on GPU 0 of node7 (NVIDIA H100, compute");
  }
}
