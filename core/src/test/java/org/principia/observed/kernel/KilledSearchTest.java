package org.principia.observed.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.observed.TrackedRun;
import org.principia.observed.world.SimulatedWorld;
import org.principia.parallel.Cluster;
import org.principia.parallel.FinishedSteps;
import org.principia.parallel.LocalCluster;

/** A search that is killed after each of its steps. */
final class KilledSearchTest {

  /** The process is gone. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Steps as bytes, which ends the process after so many new ones. */
  private static final class Steps implements FinishedSteps {
    private final Map<String, byte[]> kept = new LinkedHashMap<>();
    private int left;

    @Override
    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    public <T> T of(String name, Supplier<T> work) {
      try {
        if (!kept.containsKey(name)) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(work.get());
          }
          kept.put(name, bytes.toByteArray());
          if (--left == 0) {
            throw new Killed();
          }
        }
        try (ObjectInputStream in =
            new ObjectInputStream(new ByteArrayInputStream(kept.get(name)))) {
          return (T) in.readObject();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Attempts that are killed after one step each, until one comes to the end. */
    KernelResult attempts(Supplier<KernelResult> search) {
      while (true) {
        left = 1;
        try {
          return search.get();
        } catch (Killed e) {
          assertThat(kept).hasSizeLessThan(200);
        }
      }
    }
  }

  private static void requireTheSame(String properties) {
    SimulatedWorld world =
        new SimulatedWorld(
            DynamicsSettings.defaults().with(Map.of("law", "spring", "runs", 5, "steps", 150)),
            WorldSettings.defaults().with(Map.of("position-noise", 1e-3, "properties", properties)),
            3);
    List<TrackedRun> runs = IntStream.range(0, 5).mapToObj(i -> world.run(i).tracks()).toList();
    KernelSettings settings = QuickSearch.of(2);
    try (LocalCluster cluster = new LocalCluster(2)) {
      KernelResult undisturbed = found(cluster, new KernelDiscovery(settings, 1), runs, 1);
      Steps steps = new Steps();
      KernelResult killed =
          steps.attempts(() -> found(cluster, new KernelDiscovery(settings, 1, steps), runs, 3));
      assertThat(steps.kept.keySet())
          .contains("survey", "kernel-2-inertial", "kernel-pass-1", "formulas-0", "fit-1")
          .contains("test", "verdict");
      assertThat(killed)
          .usingRecursiveComparison()
          .withComparatorForType(Double::compare, Double.class)
          .isEqualTo(undisturbed);
    }
  }

  private static KernelResult found(
      Cluster cluster, KernelDiscovery discovery, List<TrackedRun> runs, int parts) {
    return discovery.run(
        cluster.distribute(runs.subList(0, 4), parts), cluster.distribute(runs.subList(4, 5), 1));
  }

  @Test
  void itGoesOnAfterEachStepToTheSameBitsAsOneThatIsNotDisturbed() {
    requireTheSame("fixed");
  }

  @Test
  void strengthsOfEachRunGoOnToo() {
    requireTheSame("drawn");
  }
}
