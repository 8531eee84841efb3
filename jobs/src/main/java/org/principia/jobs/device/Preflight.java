package org.principia.jobs.device;

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
 */
public final class Preflight {
  private final NvidiaSmi smi;
  private final Map<String, String> environment;
  private final boolean onClassPath;
  private final String place;

  /**
   * A judgement for one process.
   *
   * @param smi what knows the GPUs
   * @param environment its environment
   * @param onClassPath whether ND4J's CUDA backend is on its class path
   * @param place the name of its machine, empty where the user sits at it
   */
  public Preflight(
      NvidiaSmi smi, Map<String, String> environment, boolean onClassPath, String place) {
    this.smi = smi;
    this.environment = environment;
    this.onClassPath = onClassPath;
    this.place = place.isEmpty() ? "" : " of " + place;
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
    checkDriver(gpu);
    checkCode(gpu);
    checkMemory(gpu, need);
    return Optional.of(gpu);
  }

  private Gpu theVisible(List<Gpu> gpus, List<String> assigned) {
    Optional<String> variable = Optional.ofNullable(environment.get(VisibleDevices.VARIABLE));
    List<Gpu> visible = VisibleDevices.of(gpus, environment);
    if (visible.isEmpty()) {
      throw InputException.cannot(
          "train on a GPU" + place,
          VisibleDevices.VARIABLE
              + "="
              + variable.orElse("")
              + " hides all of them ("
              + numbers(gpus)
              + "); name one of them, or "
              + Nd4jCuda.USE_CPUS);
    }
    Optional<Gpu> own = visible.stream().filter(gpu -> isAssigned(gpu, assigned)).findFirst();
    if (own.isEmpty()) {
      throw InputException.cannot(
          "train on GPU " + String.join(", ", assigned) + place,
          "Spark assigned it, but the process sees GPU "
              + numbers(visible)
              + " and ND4J would take that; restrict "
              + VisibleDevices.VARIABLE
              + " to the one assigned (gpu.md)");
    }
    if (visible.size() > 1) {
      throw InputException.cannot(
          "train on GPU " + own.get().index() + place,
          "the process sees GPUs "
              + numbers(visible)
              + " and ND4J would spread over all; restrict "
              + VisibleDevices.VARIABLE
              + " to one (gpu.md)");
    }
    return own.get();
  }

  private static boolean isAssigned(Gpu gpu, List<String> assigned) {
    return assigned.isEmpty() || assigned.stream().anyMatch(gpu::isCalled);
  }

  private static String numbers(List<Gpu> gpus) {
    return gpus.stream().map(gpu -> String.valueOf(gpu.index())).collect(Collectors.joining(", "));
  }

  private void checkDriver(Gpu gpu) {
    if (gpu.driver().isOlderThan(Nd4jCuda.OLDEST_DRIVER)) {
      throw cannot(
          gpu,
          "driver " + gpu.driver(),
          "CUDA 11.6 needs "
              + Nd4jCuda.OLDEST_DRIVER
              + " or newer; install that, or "
              + Nd4jCuda.USE_CPUS);
    }
  }

  private void checkCode(Gpu gpu) {
    if (!Nd4jCuda.hasCodeFor(gpu.capability())) {
      throw cannot(
          gpu,
          "compute capability " + gpu.capability(),
          "this ND4J has code for 3.7 to 8.9 only; " + Nd4jCuda.USE_CPUS + " or on another GPU");
    }
  }

  private void checkMemory(Gpu gpu, MemoryNeed need) {
    if (gpu.freeMebibytes() < need.mebibytes()) {
      throw cannot(
          gpu,
          gpu.freeMebibytes() + " MiB free",
          "network and minibatch take "
              + need.mebibytes()
              + " MiB; lower gnn.batch-frames, end what else runs there, or "
              + Nd4jCuda.USE_CPUS
              + " or on another GPU");
    }
  }

  private InputException cannot(Gpu gpu, String what, String reason) {
    return InputException.cannot(
        "train on GPU " + gpu.index() + place + " (" + gpu.name() + ", " + what + ")", reason);
  }
}
