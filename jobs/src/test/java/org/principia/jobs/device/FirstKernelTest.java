package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.principia.common.InputException;

/** On the CPU, which is what tests have: nobody has run this on a GPU. */
final class FirstKernelTest {

  @Test
  void theLoadedBackendComputes() {
    assertThatCode(() -> FirstKernel.run("the CPU", ExecutionerType.NATIVE_CPU))
        .doesNotThrowAnyException();
  }

  @Test
  void aCpuWhereAGpuWasMeantIsTold() {
    assertThatThrownBy(() -> FirstKernel.run("GPU 0 (Tesla T4)", ExecutionerType.CUDA))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "Cannot train on GPU 0 (Tesla T4): ND4J loaded NATIVE_CPU and not CUDA; are the"
                + " libraries of CUDA 11.6 there");
  }
}
