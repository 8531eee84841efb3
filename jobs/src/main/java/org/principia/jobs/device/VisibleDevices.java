package org.principia.jobs.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.principia.common.InputException;

/**
 * The GPUs that CUDA shows to this process.
 *
 * <p>CUDA_VISIBLE_DEVICES lists numbers, or beginnings of UUIDs, up to the first that is not one of
 * a GPU. Numbers are nvidia-smi's where CUDA_DEVICE_ORDER is PCI_BUS_ID, and where there is one
 * GPU.
 */
final class VisibleDevices {
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  private VisibleDevices() {}

  /**
   * Those of a list.
   *
   * @param gpus all of the machine
   * @param variable what CUDA_VISIBLE_DEVICES holds, empty where it is not set
   * @return the visible ones, in CUDA's order; perhaps none
   */
  static List<Gpu> of(List<Gpu> gpus, Optional<String> variable) {
    if (variable.isEmpty()) {
      return gpus;
    }
    List<Gpu> visible = new ArrayList<>();
    for (String entry : variable.get().split(",")) {
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
