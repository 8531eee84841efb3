package org.principia.jobs.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.cluster.metrics.WorkLabel;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Label;
import org.principia.jobs.run.Output;
import org.principia.jobs.run.Stage;
import org.principia.jobs.run.Work;

/** A stage of one cell: an output that depends on those of the steps before it. */
final class Step<I, O> implements Output {
  private final Stage<I, O> stage;
  private final Optional<Step<?, ?>> before;
  private final Supplier<I> input;
  private final Work work;
  private final int number;
  private boolean trusted;

  /** A first step, which reads what it is given. */
  static <I, O> Step<I, O> first(Stage<I, O> stage, I input, Work cell) {
    return new Step<>(stage, Optional.empty(), () -> input, cell);
  }

  /** The step that reads the output of this one. */
  <N> Step<O, N> then(Stage<O, N> next) {
    return new Step<>(next, Optional.of(this), this::output, work);
  }

  private Step(Stage<I, O> stage, Optional<Step<?, ?>> before, Supplier<I> input, Work cell) {
    this.stage = stage;
    this.before = before;
    this.input = input;
    this.number = 1 + before.map(b -> b.number).orElse(0);
    String previous = before.map(Step::fingerprint).orElse("");
    String fingerprint =
        Manifest.fingerprint(
            previous,
            "format " + GraphFormat.SAME_SINCE,
            definition().verb(),
            String.valueOf(cell.cell().seed()),
            stage.definition().settings().apply(cell.settings()));
    work =
        new Work(
            cell.settings(),
            cell.directories(),
            fingerprint,
            previous,
            cell.console(),
            cell.overwrite());
  }

  private Stage.Definition definition() {
    return stage.definition();
  }

  /** What the step makes, under its final name. */
  O output() {
    return stage.output(input.get(), definition().directory().apply(work.directories()), work);
  }

  /** Its content is not looked at again: that was done a moment ago, for several cells. */
  void trust() {
    trusted = true;
  }

  @Override
  public String verb() {
    return definition().verb();
  }

  @Override
  public Path path() {
    return definition().directory().apply(work.directories()).path();
  }

  @Override
  public String fingerprint() {
    return work.fingerprint();
  }

  @Override
  public Map<String, Object> manifest() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", verb());
    entries.put("cell", work.cell().label());
    entries.put("format", GraphFormat.VERSION);
    entries.put("fingerprint", fingerprint());
    before.ifPresent(b -> entries.put("input-fingerprint", b.fingerprint()));
    entries.put("command", "principia " + verb());
    entries.put("seed", work.cell().seed());
    entries.put("config", Reference.text(work.settings()));
    return entries;
  }

  @Override
  public Map<String, Object> make(Path made) {
    I read = input.get();
    return stage.make(read, stage.output(read, work.directories().root().at(made), work), work);
  }

  /** Which of the settings that count, in brackets; nothing where it is another version's. */
  @Override
  public String difference(Manifest other) {
    List<String> sections = new ArrayList<>();
    for (Optional<Step<?, ?>> at = Optional.of(this); at.isPresent(); at = at.get().before) {
      sections.addAll(at.get().definition().sections());
    }
    String told = Reference.difference(other.config(), work.settings(), sections);
    return told.isEmpty() ? "" : " (" + told + ")";
  }

  @Override
  public Optional<Path> staging() {
    return stage.staging(work);
  }

  @Override
  public boolean isWhole() {
    return stage.isWhole(output());
  }

  @Override
  public Optional<String> damage() {
    return trusted ? Optional.empty() : stage.damage(output());
  }

  @Override
  public boolean isHashed(String name) {
    return stage.isHashed(name);
  }

  @Override
  public Label begins(Console console) {
    Label label =
        new WorkLabel(work.directories().root(), console, work.cell().name(), verb(), number);
    console.heading(verb() + ": " + work.cell().label());
    console.start();
    return label;
  }

  @Override
  public void committed() {
    stage.committed(work);
  }
}
