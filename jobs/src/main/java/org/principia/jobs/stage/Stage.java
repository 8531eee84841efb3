package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.cluster.metrics.JobMetrics.WorkLabel;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Output;
import org.principia.jobs.run.Work;

/**
 * One step of the pipeline of a cell: an output made from another, which knows those before it.
 *
 * @param <I> what it reads
 * @param <O> what it writes
 */
public abstract class Stage<I, O> implements Output {
  private static final int MADE_DIGITS = 16;

  private final String verb;
  private final Directory directory;
  private final List<String> sections;
  private final Optional<Stage<?, ?>> before;
  private final Supplier<I> input;
  private final BiFunction<Directory, I, O> opening;
  private final Work work;
  private final int number;

  /**
   * What a stage reads.
   *
   * @param before the stage that writes it; empty for the first
   * @param input gives it
   * @param cell what surrounds the work on the cell
   * @param <I> what is read
   */
  public record Source<I>(Optional<Stage<?, ?>> before, Supplier<I> input, Work cell) {}

  /**
   * A stage of a cell.
   *
   * @param source what it reads
   * @param verb of the command line
   * @param directory the final one of its output
   * @param sections of the configuration that the settings are of
   * @param settings that its output depends on, in a fixed form
   * @param opening gives, for the work, how an output is opened in a directory
   */
  Stage(
      Source<I> source,
      String verb,
      Function<CellDirectories, Directory> directory,
      List<String> sections,
      Function<Configuration, String> settings,
      Function<Work, BiFunction<Directory, I, O>> opening) {
    Work cell = source.cell();
    this.verb = verb;
    this.directory = directory.apply(cell.directories());
    this.sections = sections;
    this.before = source.before();
    this.input = source.input();
    this.number = 1 + before.map(b -> b.number).orElse(0);
    String previous = before.map(Stage::fingerprint).orElse("");
    String fingerprint =
        Manifest.fingerprint(
            previous,
            "format " + GraphFormat.SAME_SINCE,
            verb,
            String.valueOf(cell.cell().seed()),
            settings.apply(cell.settings()));
    work =
        new Work(
            cell.settings(),
            cell.directories(),
            fingerprint,
            previous,
            cell.console(),
            cell.overwrite(),
            new Cancellation());
    this.opening = opening.apply(work);
  }

  /** Does the work, and returns what the manifest is to say of the result, counts for example. */
  abstract Map<String, Object> make(I input, O output, Work work);

  /** What the stage makes, under its final name. */
  public O output() {
    return opening.apply(directory, input.get());
  }

  /** The stages before this one, the nearest first. */
  public List<Stage<?, ?>> inputs() {
    List<Stage<?, ?>> inputs = new ArrayList<>();
    for (Optional<Stage<?, ?>> at = before; at.isPresent(); at = at.get().before) {
      inputs.add(at.get());
    }
    return inputs;
  }

  /** The output of this stage for the next one. */
  public Source<O> next() {
    return new Source<>(Optional.of(this), this::output, work);
  }

  Directory directory() {
    return directory;
  }

  Work work() {
    return work;
  }

  @Override
  public String verb() {
    return verb;
  }

  @Override
  public Path path() {
    return directory.path();
  }

  @Override
  public String fingerprint() {
    return work.fingerprint();
  }

  /** The settings, inputs and program: what another version began is not mixed with this one's. */
  final String made() {
    Map<String, String> versions = Versions.all();
    return Manifest.fingerprint(fingerprint(), versions.get("principia"), versions.get("commit"));
  }

  /** A name of its own, beside the output, for what is not finished. */
  final Path unfinished(String prefix) {
    return new Path(path().getParent(), prefix + made().substring(0, MADE_DIGITS));
  }

  @Override
  public Map<String, Object> manifest() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", verb);
    entries.put("cell", work.cell().label());
    entries.put("format", GraphFormat.VERSION);
    entries.put("fingerprint", fingerprint());
    before.ifPresent(b -> entries.put("input-fingerprint", b.fingerprint()));
    entries.put("command", "principia " + verb);
    entries.put("seed", work.cell().seed());
    entries.put("config", Reference.text(work.settings()));
    return entries;
  }

  @Override
  public Map<String, Object> make(Path made) {
    I read = input.get();
    return make(read, opening.apply(directory.at(made), read), work);
  }

  /** Which of the settings that count, in brackets; nothing where it is another version's. */
  @Override
  public String difference(Manifest other) {
    List<String> counting = new ArrayList<>(sections);
    inputs().forEach(input -> counting.addAll(input.sections));
    String told = Reference.difference(other.config(), work.settings(), counting);
    return told.isEmpty() ? "" : " (" + told + ")";
  }

  @Override
  public Label begins(Console console) {
    Label label =
        new WorkLabel(
            work.directories().root(),
            console,
            work.cell().name(),
            verb,
            number,
            work.cancellation());
    console.heading(verb + ": " + work.cell().label());
    console.start();
    return label;
  }
}
