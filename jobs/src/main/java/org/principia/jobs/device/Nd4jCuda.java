package org.principia.jobs.device;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.principia.common.InputException;
import org.principia.jobs.device.Gpu.Version;

/**
 * ND4J's CUDA backend, nd4j-cuda-11.6 1.0.0-M2.1, as far as it can be known without starting it.
 *
 * <p>Its library has machine code for the capabilities below in each of its 228 fat binaries, and
 * no PTX that a driver could translate for others. Which backend ND4J takes: of those on the class
 * path the one of the highest priority that is available, and priorities come from the environment.
 */
public final class Nd4jCuda {
  /** The class that makes it a backend; found as a resource, it need not be loaded. */
  public static final String RESOURCE = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  /** Machine code that it carries. */
  static final List<Version> CODE =
      Stream.of("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6")
          .map(code -> Version.parse(code, "a compute capability"))
          .toList();

  /** The driver that came with CUDA 11.6 (CUDA 11.6 release notes, table 3, Linux). */
  static final Version OLDEST_DRIVER = new Version(510, 39);

  /** What a user can do where it does not work, in the words of the messages. */
  static final String USE_CPUS = "train on CPUs (without the cuda jars)";

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
}
