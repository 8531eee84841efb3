package org.principia.jobs.device;

import java.util.List;
import java.util.Map;
import org.principia.common.InputException;

/**
 * ND4J's CUDA backend, nd4j-cuda-11.6 1.0.0-M2.1, as far as it can be known without starting it.
 *
 * <p>Its library has machine code for the capabilities below in each of its 228 fat binaries, and
 * no PTX that a driver could translate for others. Which backend ND4J takes: of those on the class
 * path the one of the highest priority that is available, and priorities come from the environment.
 */
public final class Nd4jCuda {
  /** The class that makes it a backend; as a resource it tells without being loaded. */
  public static final String RESOURCE = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  /** Machine code that it carries. */
  static final List<ComputeCapability> CODE =
      List.of(
          new ComputeCapability(3, 7),
          new ComputeCapability(5, 0),
          new ComputeCapability(5, 2),
          new ComputeCapability(6, 0),
          new ComputeCapability(6, 1),
          new ComputeCapability(7, 0),
          new ComputeCapability(7, 5),
          new ComputeCapability(8, 0),
          new ComputeCapability(8, 6));

  /** The driver that came with CUDA 11.6 (CUDA 11.6 release notes, table 3, Linux). */
  static final DriverVersion OLDEST_DRIVER = new DriverVersion(510, 39);

  private static final String CPU_PRIORITY = "BACKEND_PRIORITY_CPU";
  private static final String GPU_PRIORITY = "BACKEND_PRIORITY_GPU";

  private Nd4jCuda() {}

  /** Whether it is on the class path of a loader. */
  public static boolean isOnClassPath(ClassLoader loader) {
    return loader.getResource(RESOURCE) != null;
  }

  /** Whether the environment has ND4J try its CPU backend first, which is always available. */
  static boolean isOutranked(Map<String, String> environment) {
    return priority(environment, CPU_PRIORITY, 0) > priority(environment, GPU_PRIORITY, 100);
  }

  /** ND4J's own reading: nothing and the empty text are its default. */
  private static int priority(Map<String, String> environment, String key, int byDefault) {
    String text = environment.getOrDefault(key, "");
    try {
      return text.isEmpty() ? byDefault : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw InputException.invalid(key, text, "a whole number");
    }
  }

  /** Whether it has machine code that such a GPU runs. */
  static boolean hasCodeFor(ComputeCapability gpu) {
    return CODE.stream().anyMatch(gpu::runs);
  }
}
