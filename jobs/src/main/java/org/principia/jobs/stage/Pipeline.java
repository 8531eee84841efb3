package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.cluster.metrics.WorkLabel;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Difference;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.console.Progress;
import org.principia.jobs.run.FileHashes;
import org.principia.jobs.run.Lease;
import org.principia.jobs.run.Overwrite;
import org.principia.jobs.run.ProgressFile;
import org.principia.jobs.run.StageDirectory;

/**
 * The stages in the order of the data, and how one is run: skipped when its output is complete and
 * made from the same settings and inputs, else executed into a temporary directory and renamed.
 */
public final class Pipeline {
  private static final List<Stage> STAGES =
      List.of(
          new SimulateStage(),
          new TrainStage(),
          new RecordStage(),
          new RegressStage(),
          new ComposeStage(),
          new EvaluateStage(),
          new ReportStage());

  private static final String JOB_GROUP = "spark.jobGroup.id";

  private Pipeline() {}

  /** The verbs in the order of the pipeline. */
  public static List<String> verbs() {
    return STAGES.stream().map(Stage::verb).toList();
  }

  /**
   * Runs one stage; the outputs that it reads must be there.
   *
   * @param verb its verb
   * @param cell the cell
   * @throws InputException when an input is missing or belongs to other settings
   */
  public static void run(String verb, Cell cell) {
    Stage stage =
        STAGES.stream()
            .filter(candidate -> candidate.verb().equals(verb))
            .findFirst()
            .orElseThrow();
    // All of them: a stage reads outputs of several before it, not of the last alone.
    for (Optional<Stage> input = stage.input(); input.isPresent(); input = input.get().input()) {
      requireComplete(input.get(), verb, cell);
    }
    runStage(stage, cell, true);
  }

  /**
   * Runs all stages.
   *
   * @param cell the cell
   */
  public static void runAll(Cell cell) {
    requireTrainable(cell.settings(), cell.workspace().cell());
    STAGES.forEach(stage -> runStage(stage, cell, true));
  }

  /**
   * Runs all stages on frames that were made, or looked at, a moment ago for several cells.
   *
   * @param cell the cell
   * @param begins told the verb of each before it begins
   */
  public static void runOnFrames(Cell cell, Consumer<String> begins) {
    requireTrainable(cell.settings(), cell.workspace().cell());
    for (Stage stage : STAGES) {
      begins.accept(stage.verb());
      runStage(stage, cell, false);
    }
  }

  /**
   * Requires that the stages after the first can do their work with the settings.
   *
   * @param settings of the cell
   * @param cell its name
   * @throws InputException when they cannot
   */
  public static void requireTrainable(Configuration settings, String cell) {
    TrainStage.requireAllPairs(settings.dynamics(), cell);
    RegressStage.requireNoColumns(settings.symbolic());
  }

  /**
   * What is there of a stage.
   *
   * @param verb the stage
   * @param path its output's final name
   * @param manifest of the output; empty where there is none
   * @param current whether the output is of the cell's settings
   */
  public record StageState(String verb, Path path, Optional<Manifest> manifest, boolean current) {
    /** Whether there is nothing to do. */
    public boolean complete() {
      return manifest.isPresent() && current;
    }
  }

  /**
   * What is there of each stage, by the manifests.
   *
   * @param cell the cell, also one that is looked at
   * @return the stages in the order of the pipeline
   */
  public static List<StageState> states(Cell cell) {
    List<StageState> states = new ArrayList<>();
    for (Stage stage : STAGES) {
      Path path = stage.directory(cell);
      Optional<Manifest> manifest = new StageDirectory(cell.workspace().storage(), path).manifest();
      boolean current =
          manifest.map(m -> m.fingerprint().equals(fingerprint(stage, cell))).orElse(false);
      states.add(new StageState(stage.verb(), path, manifest, current));
    }
    return states;
  }

  private static void runStage(Stage stage, Cell cell, boolean reading) {
    StageDirectory directory =
        new StageDirectory(cell.workspace().storage(), stage.directory(cell));
    if (complete(stage, cell, directory, reading)) {
      return;
    }
    try (Lease lease = Lease.take(cell.workspace().storage(), directory.path())) {
      // Another process may have made it until the lease was free.
      if (!complete(stage, cell, directory, reading)) {
        make(stage, cell, directory, lease);
      }
    }
  }

  /** Whether there is nothing to do; {@code reading} all of an output without hashes, too. */
  private static boolean complete(
      Stage stage, Cell cell, StageDirectory directory, boolean reading) {
    if (!directory.complete(
        fingerprint(stage, cell),
        cell.overwrite(),
        manifest -> difference(stage, cell, manifest))) {
      return false;
    }
    if (!stage.whole(cell)) {
      if (cell.overwrite() == Overwrite.REFUSE) {
        throw InputException.cannot(
            "use " + directory.path(), "files of it are missing; --overwrite makes it again");
      }
      return false;
    }
    Optional<String> changed = changed(cell, directory, directory.manifest());
    if (changed.isPresent()) {
      if (cell.overwrite() == Overwrite.REFUSE) {
        throw InputException.cannot(
            "use " + directory.path(), changed.get() + "; --overwrite makes it again");
      }
      return false;
    }
    // It reads all of a large output, so it is asked only where that may be replaced.
    if (reading && cell.overwrite() == Overwrite.REPLACE) {
      Optional<String> damage = stage.damage(cell);
      if (damage.isPresent()) {
        cell.console().say(stage.verb() + ": made again: " + damage.get());
        return false;
      }
    }
    cell.console().say(stage.verb() + ": complete, skipped (" + directory.path() + ")");
    return true;
  }

  private static Optional<String> changed(
      Cell cell, StageDirectory directory, Optional<Manifest> manifest) {
    return manifest.flatMap(
        m -> FileHashes.difference(cell.workspace().fileSystem(), directory.path(), m));
  }

  @SuppressWarnings("try") // A label is on the work by being there.
  private static void make(Stage stage, Cell cell, StageDirectory directory, Lease lease) {
    try (WorkLabel label =
        new WorkLabel(
            cell.spark().sparkContext(),
            cell.console(),
            Cell.name(cell.settings()),
            stage.verb())) {
      cell.metrics().stage(1 + verbs().indexOf(stage.verb()));
      makeHeld(stage, cell, directory, lease);
    } finally {
      cell.metrics().stage(0);
    }
  }

  /** Jobs of who lost the lease would be refused at their end. */
  private static void makeHeld(Stage stage, Cell cell, StageDirectory directory, Lease lease) {
    String group = cell.spark().sparkContext().getLocalProperty(JOB_GROUP);
    lease.whenLost(() -> cell.spark().sparkContext().cancelJobGroup(group));
    try {
      makeLabelled(stage, cell, directory, lease);
    } catch (Exception e) {
      // Spark throws checked exceptions without saying so.
      if (lease.isLost()) {
        lease.requireHeld();
      }
      throw e;
    }
  }

  private static void makeLabelled(Stage stage, Cell cell, StageDirectory directory, Lease lease) {
    cell.console().heading(stage.verb() + ": " + cell.workspace().cell());
    cell.console().start();
    long started = System.nanoTime();
    Path empty = directory.begin();
    Path made = stage.staging(cell).orElse(empty);
    try (ProgressFile progress =
        new ProgressFile(cell.workspace().storage(), directory.path(), stage.verb(), lease)) {
      cell.console().watch(progress);
      Map<String, Object> entries = manifest(stage, cell);
      entries.put("result", stage.execute(cell, made));
      double seconds = (System.nanoTime() - started) * 1e-9;
      entries.put("seconds", Math.round(seconds * 10) / 10.0);
      entries.put("versions", Versions.all());
      entries.put(
          FileHashes.KEY, FileHashes.of(cell.workspace().fileSystem(), made, stage::hashed));
      directory.commit(made, new Manifest(entries), lease);
      stage.committed(cell);
      cell.console()
          .say(stage.verb() + ": done in " + Console.time(seconds) + " (" + directory.path() + ")");
    } finally {
      cell.console().watch(Progress.NONE);
      // Gone by its rename, or of no use: what an attempt goes on from lies elsewhere.
      cell.workspace().delete(empty);
    }
  }

  private static void requireComplete(Stage input, String verb, Cell cell) {
    StageDirectory directory =
        new StageDirectory(cell.workspace().storage(), input.directory(cell));
    Optional<Manifest> manifest = directory.manifest();
    if (manifest.isEmpty()) {
      throw InputException.cannot(
          verb + " " + cell.workspace().cell(),
          directory.path() + " is not there; principia " + input.verb() + " makes it");
    }
    if (!manifest.get().fingerprint().equals(fingerprint(input, cell))) {
      throw InputException.cannot(
          verb + " " + cell.workspace().cell(),
          directory.path()
              + " was made with other settings"
              + difference(input, cell, manifest.get())
              + "; principia "
              + input.verb()
              + " --overwrite makes it again");
    }
    changed(cell, directory, manifest)
        .ifPresent(
            what -> {
              throw InputException.cannot(
                  verb + " " + cell.workspace().cell(),
                  what + "; principia " + input.verb() + " --overwrite makes it again");
            });
  }

  /** Which of the settings that count, in brackets; nothing where it is another version's. */
  private static String difference(Stage stage, Cell cell, Manifest manifest) {
    List<String> sections = new ArrayList<>();
    for (Optional<Stage> at = Optional.of(stage); at.isPresent(); at = at.get().input()) {
      sections.addAll(at.get().sections());
    }
    String told = Difference.of(manifest.config(), cell.settings(), sections);
    return told.isEmpty() ? "" : " (" + told + ")";
  }

  /** Hash of the settings of a stage and of all before it. */
  static String fingerprint(Stage stage, Cell cell) {
    String before = stage.input().map(input -> fingerprint(input, cell)).orElse("");
    return Manifest.fingerprint(
        before,
        "format " + GraphFormat.VERSION,
        stage.verb(),
        String.valueOf(cell.seed()),
        stage.settings(cell));
  }

  private static Map<String, Object> manifest(Stage stage, Cell cell) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", stage.verb());
    entries.put("cell", cell.workspace().cell());
    entries.put("format", GraphFormat.VERSION);
    entries.put("fingerprint", fingerprint(stage, cell));
    stage.input().ifPresent(input -> entries.put("input-fingerprint", fingerprint(input, cell)));
    entries.put("command", "principia " + stage.verb());
    entries.put("seed", cell.seed());
    entries.put("config", Reference.text(cell.settings()));
    return entries;
  }
}
