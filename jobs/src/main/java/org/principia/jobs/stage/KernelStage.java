package org.principia.jobs.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.principia.common.SettingValue;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.KernelArtefact;
import org.principia.jobs.cluster.observation.StepStore;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;
import org.principia.observed.TrackedRun;
import org.principia.observed.kernel.KernelDiscovery;
import org.principia.observed.kernel.KernelResult;
import org.principia.parallel.Distributed;
import org.principia.visuals.report.KernelSection;

/**
 * Looks for the pair force of tracked particles, and for a formula.
 *
 * @param <I> what the tracks are read from
 */
public final class KernelStage<I> extends Stage<I, KernelArtefact> {
  /** To be changed when the same tracks come to give other laws. */
  private static final String METHOD = "kernel 9\n";

  private static final String STEPS = "_kernel-";

  private final Function<I, Distributed<TrackedRun>> tracks;
  private final Function<I, Optional<Distributed<TrackedRun>>> test;

  /** A stage that reads tracks from its input, and those that the law is judged by once. */
  public KernelStage(
      Source<I> source,
      Function<I, Distributed<TrackedRun>> tracks,
      Function<I, Optional<Distributed<TrackedRun>>> test) {
    super(
        source,
        "kernel",
        CellDirectories::kernel,
        List.of("kernel"),
        KernelStage::settings,
        work -> (at, input) -> new KernelArtefact(at));
    this.tracks = tracks;
    this.test = test;
  }

  private KernelResult found(I input, KernelDiscovery discovery) {
    try (Distributed<TrackedRun> runs = tracks.apply(input)) {
      Optional<Distributed<TrackedRun>> held = test.apply(input);
      if (held.isEmpty()) {
        return discovery.run(runs);
      }
      try (Distributed<TrackedRun> unseen = held.get()) {
        return discovery.run(runs, unseen);
      }
    }
  }

  private static String settings(Configuration all) {
    return METHOD + Reference.values(all.kernel());
  }

  /** Finished steps, by the settings, inputs and program that they are of. */
  private StepStore steps() {
    return new StepStore(directory().storage().fileSystem(), unfinished(STEPS), made());
  }

  /** With the lease of the output, all finished steps beside it belong to nobody. */
  @Override
  public void committed() {
    directory().storage().deleteAll(path().getParent(), STEPS);
  }

  @Override
  Map<String, Object> make(I input, KernelArtefact output, Work work) {
    Configuration all = work.settings();
    StepStore steps = steps();
    KernelResult found = found(input, new KernelDiscovery(all.kernel(), work.cell().seed(), steps));
    if (steps.resumed() > 0) {
      work.console().info("  " + steps.resumed() + " steps were there");
    }
    String unit = all.observed().unitNames().getOrDefault("length", "length");
    output.write(found, new KernelSection(found, unit).lines());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("outcome", SettingValue.label(found.verdict().outcome()));
    result.put("verdict", found.verdict().sentence());
    result.put("order", found.order());
    result.put("frame", found.frame());
    result.put("models", found.steps().size());
    if (!found.laws().isEmpty()) {
      result.put("formula", found.laws().get(0).formula().toText());
      result.put("strengths", found.laws().get(0).strengths());
    }
    return result;
  }
}
