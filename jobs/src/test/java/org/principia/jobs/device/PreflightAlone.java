package org.principia.jobs.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.GraphSchema;

/** A preflight in a process of its own, with nothing but Principia on its class path. */
final class PreflightAlone {
  private PreflightAlone() {}

  public static void main(String[] arguments) {
    boolean onClassPath = Nd4jCuda.isOnClassPath(PreflightAlone.class.getClassLoader());
    NvidiaSmi smi = new NvidiaSmi(NvidiaSmi::run, Duration.ofSeconds(30));
    MemoryNeed need =
        MemoryNeed.ofTraining(GnnSettings.defaults(), GraphSchema.particles(2), 4, 12, 1);
    try {
      System.out.println(
          new Preflight(smi, Map.of(), onClassPath, "").gpu(List.of(), need).orElseThrow().name());
    } catch (InputException e) {
      System.out.println(e.getMessage());
    }
  }
}
