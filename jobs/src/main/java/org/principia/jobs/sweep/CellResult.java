package org.principia.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.pipeline.Pipeline.StageState;

/**
 * What came of a cell so far.
 *
 * @param cell the cell
 * @param status what it came to
 * @param reason why it failed or was not recovered, as far as that is known
 * @param seconds each stage that is complete, in the order of the pipeline
 * @param scale at which its network was trained; 0 epochs where it is not yet
 * @param commit of the program that made its scorecard; empty where there is none
 * @param trainedCommit of the program that trained its network; empty where there is none
 * @param scores its row of the scorecard, by column name; empty where there is none
 */
record CellResult(
    PlannedCell cell,
    Status status,
    String reason,
    Map<String, Double> seconds,
    Scale scale,
    String commit,
    String trainedCommit,
    Map<String, Object> scores) {

  /** What a cell came to. */
  enum Status {
    RECOVERED,
    NOT_RECOVERED,
    FAILED,
    MISSING;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** How much a network has seen: training frames, each as many times as there are epochs. */
  record Scale(long frames, int epochs) {
    double passes() {
      return (double) frames * epochs;
    }
  }

  /**
   * Reads what lies in the output of the sweep; a function gives the row of the complete scorecard
   * with a manifest, by column name.
   */
  static CellResult read(
      PlannedCell cell,
      Storage output,
      Function<Manifest, Map<String, Object>> row,
      List<StageState> states) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    states.stream()
        .filter(StageState::complete)
        .forEach(s -> seconds.put(s.verb(), seconds(s.manifest())));
    Optional<Manifest> scorecard = manifest(states, "evaluate");
    Optional<Manifest> model = manifest(states, "train");
    Map<String, Object> scores = scorecard.map(row).orElse(Map.of());
    Optional<Failure> failure =
        Failure.read(output, cell).filter(f -> !f.isOutlived(output, cell, states));
    Status status =
        failure.isPresent()
            ? Status.FAILED
            : scores.get("recovered") instanceof Boolean recovered
                ? recovered ? Status.RECOVERED : Status.NOT_RECOVERED
                : Status.MISSING;
    String reason =
        failure
            .map(Failure::toString)
            .orElseGet(() -> scores.get("reason") instanceof String verdict ? verdict : "");
    double frames = number(manifest(states, "simulate").flatMap(m -> m.result("frames-train")));
    return new CellResult(
        cell,
        status,
        reason,
        seconds,
        new Scale((long) frames, model.isPresent() ? cell.settings().gnn().epochs() : 0),
        commit(scorecard),
        commit(model),
        scores);
  }

  /** For other programs. */
  Map<String, Object> entries() {
    Map<String, Object> entries = cell.entries();
    entries.put("status", status.label());
    entries.put("reason", reason);
    entries.put("seconds", Math.round(allSeconds()));
    for (String error : ResultText.ERRORS) {
      if (Double.isFinite(score(error))) {
        entries.put(error, score(error));
      }
    }
    return entries;
  }

  /** Seconds of all stages. */
  double allSeconds() {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A number of the scorecard; NaN where it has none. */
  double score(String column) {
    return scores.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** The manifest of a stage that is complete. */
  static Optional<Manifest> manifest(List<StageState> states, String verb) {
    return states.stream()
        .filter(s -> s.verb().equals(verb) && s.complete())
        .findFirst()
        .flatMap(StageState::manifest);
  }

  /** Of the attempt that finished it; of a training that was taken up again, of all its epochs. */
  static double seconds(Optional<Manifest> manifest) {
    return Math.max(
        number(manifest.map(m -> m.entries().get("seconds"))),
        number(manifest.flatMap(m -> m.result("seconds-of-epochs"))));
  }

  private static double number(Optional<Object> value) {
    return value.map(n -> n instanceof Number number ? number.doubleValue() : 0.0).orElse(0.0);
  }

  private static String commit(Optional<Manifest> manifest) {
    Object versions = manifest.map(m -> m.entries().get("versions")).orElse("");
    return versions instanceof Map<?, ?> map ? String.valueOf(map.get("commit")) : "";
  }
}
