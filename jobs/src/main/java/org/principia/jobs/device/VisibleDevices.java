package org.principia.jobs.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final String ORDER = "CUDA_DEVICE_ORDER";
  private static final String BY_BUS = "PCI_BUS_ID";

  private VisibleDevices() {}

  /**
   * Those of a list.
   *
   * @param gpus all of the machine
   * @param environment with CUDA_VISIBLE_DEVICES, where it is set, and CUDA_DEVICE_ORDER
   * @return the visible ones, in CUDA's order; perhaps none
   * @throws InputException if numbers are given that need not be nvidia-smi's
   */
  static List<Gpu> of(List<Gpu> gpus, Map<String, String> environment) {
    Optional<String> variable = Optional.ofNullable(environment.get(VARIABLE));
    if (variable.isEmpty()) {
      return gpus;
    }
    String order = environment.getOrDefault(ORDER, "not set");
    if (gpus.size() > 1 && !BY_BUS.equals(order) && variable.get().matches("\\s*\\d.*")) {
      throw InputException.invalid(
          ORDER, order, BY_BUS + " beside numbers in " + VARIABLE + ", or UUIDs there");
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
