package org.principia.jobs.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.principia.common.InputException;

/**
 * Judges, without ND4J, whether ND4J can compute on the GPU that it would take.
 *
 * <p>ND4J itself says of every GPU that it is available; on one that it has no code for the first
 * kernel fails. Where it finds no GPU it takes the CPU and says nothing. And it spreads threads
 * over all GPUs that it sees, whatever Spark assigned; so exactly one may be visible.
 *
 * @param smi what knows the GPUs
 * @param environment its environment
 * @param onClassPath whether ND4J's CUDA backend is on its class path
 * @param place the name of its machine, empty where the user sits at it
 */
public record Preflight(
    NvidiaSmi smi, Map<String, String> environment, boolean onClassPath, String place) {
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  private static final String ORDER = "CUDA_DEVICE_ORDER";
  private static final String BY_BUS = "PCI_BUS_ID";

  /** Names the machine as the messages do. */
  public Preflight {
    place = place.isEmpty() ? "" : " of " + place;
  }

  /**
   * The GPU that will compute.
   *
   * @param assigned addresses that Spark gave the task; none where it gives no GPUs
   * @param need memory that must be free
   * @return the GPU, judged fit; empty where the CPU is to compute
   * @throws InputException if a GPU is to compute and cannot; one line with what can be done
   */
  public Optional<Gpu> gpu(List<String> assigned, MemoryNeed need) {
    if (Nd4jCuda.isOutranked(environment)) {
      return Optional.empty();
    }
    if (!onClassPath) {
      if (!assigned.isEmpty()) {
        throw InputException.cannot(
            "train on GPU " + String.join(", ", assigned) + place,
            "nd4j-cuda is not on the class path, and the GPU would lie idle; give its jars"
                + " (deploy/principia --gpu), or train without spark.executor.resource.gpu.amount");
      }
      return Optional.empty();
    }
    Gpu gpu = theVisible(smi.gpus(), assigned);
    check(gpu, need);
    return Optional.of(gpu);
  }

  private Gpu theVisible(List<Gpu> gpus, List<String> assigned) {
    List<Gpu> visible = visible(gpus);
    if (visible.isEmpty()) {
      throw InputException.cannot(
          "train on a GPU" + place,
          "%s=%s hides all of them (%s); name one of them, or %s"
              .formatted(
                  VARIABLE,
                  environment.getOrDefault(VARIABLE, ""),
                  numbers(gpus),
                  Nd4jCuda.USE_CPUS));
    }
    Optional<Gpu> own =
        visible.stream()
            .filter(gpu -> assigned.isEmpty() || assigned.stream().anyMatch(gpu::isCalled))
            .findFirst();
    if (own.isEmpty()) {
      throw InputException.cannot(
          "train on GPU " + String.join(", ", assigned) + place,
          ("Spark assigned it, but the process sees GPU %s and ND4J would take that; restrict %s to"
                  + " the one assigned (gpu.md)")
              .formatted(numbers(visible), VARIABLE));
    }
    if (visible.size() > 1) {
      throw InputException.cannot(
          "train on GPU " + own.get().index() + place,
          "the process sees GPUs %s and ND4J would spread over all; restrict %s to one (gpu.md)"
              .formatted(numbers(visible), VARIABLE));
    }
    return own.get();
  }

  private static String numbers(List<Gpu> gpus) {
    return gpus.stream().map(gpu -> String.valueOf(gpu.index())).collect(Collectors.joining(", "));
  }

  private void check(Gpu gpu, MemoryNeed need) {
    if (gpu.driver().isOlderThan(Nd4jCuda.OLDEST_DRIVER)) {
      throw cannot(
          gpu,
          "driver " + gpu.driver(),
          "CUDA 11.6 needs %s or newer; install that, or %s"
              .formatted(Nd4jCuda.OLDEST_DRIVER, Nd4jCuda.USE_CPUS));
    }
    if (Nd4jCuda.CODE.stream().noneMatch(gpu.capability()::runs)) {
      throw cannot(
          gpu,
          "compute capability " + gpu.capability(),
          "this ND4J has code for 3.7 to 8.9 only; " + Nd4jCuda.USE_CPUS + " or on another GPU");
    }
    if (gpu.freeMebibytes() < need.mebibytes()) {
      throw cannot(
          gpu,
          gpu.freeMebibytes() + " MiB free",
          ("network and minibatch take %s MiB; lower gnn.batch-frames, end what else runs there, or"
                  + " %s or on another GPU")
              .formatted(need.mebibytes(), Nd4jCuda.USE_CPUS));
    }
  }

  private InputException cannot(Gpu gpu, String what, String reason) {
    return InputException.cannot(
        "train on GPU " + gpu.index() + place + " (" + gpu.name() + ", " + what + ")", reason);
  }

  /**
   * Those of the GPUs that CUDA shows to this process, in its order: CUDA_VISIBLE_DEVICES lists
   * numbers, or beginnings of UUIDs, up to the first that is not one of a GPU. Numbers are
   * nvidia-smi's where CUDA_DEVICE_ORDER is PCI_BUS_ID, and where there is one GPU; others are
   * refused.
   */
  private List<Gpu> visible(List<Gpu> gpus) {
    String variable = environment.get(VARIABLE);
    if (variable == null) {
      return gpus;
    }
    String order = environment.getOrDefault(ORDER, "not set");
    if (gpus.size() > 1 && !BY_BUS.equals(order) && variable.matches("\\s*\\d.*")) {
      throw InputException.invalid(
          ORDER, order, BY_BUS + " beside numbers in " + VARIABLE + ", or UUIDs there");
    }
    List<Gpu> visible = new ArrayList<>();
    for (String entry : variable.split(",")) {
      Optional<Gpu> gpu = gpus.stream().filter(g -> isMeant(g, entry.strip())).findFirst();
      if (gpu.isEmpty()) {
        break;
      }
      visible.add(gpu.get());
    }
    return visible;
  }

  private static boolean isMeant(Gpu gpu, String entry) {
    if (entry.startsWith("MIG")) {
      throw InputException.invalid(VARIABLE, entry, "numbers or UUIDs of whole GPUs");
    }
    return entry.equals(String.valueOf(gpu.index()))
        || (entry.startsWith("GPU-") && gpu.uuid().startsWith(entry));
  }
}
