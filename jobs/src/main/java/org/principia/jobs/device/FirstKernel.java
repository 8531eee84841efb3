package org.principia.jobs.device;

import org.apache.commons.lang3.exception.ExceptionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.common.InputException;

/**
 * Starts ND4J and has it multiply two matrices: it finds what the preflight cannot know.
 *
 * <p>The one class of this package that touches ND4J.
 */
public final class FirstKernel {
  private static final int SIZE = 32;

  private FirstKernel() {}

  /**
   * Computes on a device; an {@link InputException}, which names it, if another backend than the
   * expected one was loaded, or if the first product fails.
   */
  public static void run(String device, ExecutionerType expected) {
    ExecutionerType loaded;
    double product;
    try {
      loaded = Nd4j.getExecutioner().type();
      product = loaded == expected ? product() : 0;
    } catch (RuntimeException | LinkageError e) {
      throw InputException.cannot(
          "train on " + device,
          "ND4J does not start: "
              + NvidiaSmi.firstLine(String.valueOf(ExceptionUtils.getRootCause(e))),
          e);
    }
    if (loaded != expected) {
      throw InputException.cannot(
          "train on " + device,
          "ND4J loaded %s and not %s; are the libraries of CUDA 11.6 there (gpu.md)? Or %s"
              .formatted(loaded, expected, Nd4jCuda.USE_CPUS));
    }
    if (product != (double) SIZE * SIZE * SIZE) {
      throw InputException.cannot(
          "train on " + device,
          "its first product is " + product + " and not " + SIZE * SIZE * SIZE);
    }
  }

  private static double product() {
    try (INDArray ones = Nd4j.ones(SIZE, SIZE);
        INDArray product = ones.mmul(ones)) {
      return product.sumNumber().doubleValue();
    }
  }
}
