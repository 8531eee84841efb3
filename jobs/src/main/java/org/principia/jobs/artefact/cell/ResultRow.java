package org.principia.jobs.artefact.cell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.principia.gnn.EpochReport;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.ColumnTable;
import org.principia.jobs.artefact.Versions;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.PhysicalForm;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;
import org.principia.validation.rollout.StateSet;

/**
 * A cell as one Parquet row, to be put beside those of other cells.
 *
 * <p>Columns are named in snake case, and what they hold is told in {@code validation.md}. Numbers
 * that a cell does not have are null.
 */
final class ResultRow {
  /** Components that a row has room for: one for each axis of space. */
  private static final int AXES = 3;

  private static final int DIGITS = 6;

  private final Map<String, Object> cells = new LinkedHashMap<>();
  private final ColumnTable columns = new ColumnTable();

  private ResultRow() {}

  static void write(ScorecardArtefact artefact, Scorecard card, ComposedLaw law, int particles) {
    ResultRow table = new ResultRow();
    table.identity(artefact.cell(), card, particles);
    table.verdict(card);
    table.errors(card);
    table.messages(card);
    card.extrapolation().forEach(table::extrapolation);
    table.number("extrapolation_ratio", card.leastAdvantage());
    table.rollout(card.rollout());
    table.training(artefact.law().fronts().messages().model());
    table.law(law);
    table.columns.write(artefact.at().spark(), List.of(table.cells), artefact.at().file("row"));
  }

  private void identity(CellId cell, Scorecard card, int particles) {
    text("law", card.law());
    whole("dimension", card.dimension());
    text("strategy", card.strategy());
    count("seed", cell.seed());
    whole("particles", particles);
    text("commit", Versions.all().get("commit"));
  }

  private void verdict(Scorecard card) {
    boolean onFront = true;
    for (boolean found : card.onFront()) {
      onFront &= found;
    }
    truth("recovered", card.recovery().recovered());
    text("found_by", card.foundBy().orElse(null));
    truth("recovered_by_choice", card.chosenRecovered());
    truth("on_front", onFront);
    Recovery recovery = card.recovery();
    text("reason", recovery.recovered() ? null : card.diagnosis().reason());
    text("reason_text", recovery.recovered() ? null : card.diagnosis().sentence());
    for (int k = 0; k < AXES; k++) {
      double off = k < card.dimension() ? recovery.nonlinearity()[k] : Double.NaN;
      number("nonlinearity_" + (k + 1), Double.isInfinite(off) ? Double.NaN : off);
    }
    number("acceleration_error", recovery.accelerationError());
  }

  private void errors(Scorecard card) {
    errors("network_error", card.network());
    errors("network_raw_error", card.networkRaw());
    errors("law_error", card.fittedLaw());
    errors("law_raw_error", card.fittedLawRaw());
    count("test_frames", card.network().frames());
    count("test_raw_frames", card.networkRaw().frames());
    number("acceleration_size", card.accelerationSize());
  }

  private void errors(String which, ErrorStatistics errors) {
    number(which + "_median", errors.median());
    number(which + "_mean", errors.mean());
    number(which + "_deviation", errors.deviation());
  }

  private void messages(Scorecard card) {
    double[] best = card.linearity().best();
    for (int k = 0; k < AXES; k++) {
      number("r2_" + (k + 1), k < best.length ? best[k] : Double.NaN);
    }
    text("carries", card.linearity().quantity().label());
    whole("message_components", card.spread().components());
    number("share_kept", card.spread().shareKept());
    number("share_largest", card.spread().shareOfLargest());
  }

  private void extrapolation(Extrapolation kind) {
    StateSet set = StateSet.valueOf(kind.set().toUpperCase(java.util.Locale.ROOT));
    number(set.label() + "_network_error", kind.network().mean());
    number(set.label() + "_law_error", kind.law().mean());
  }

  private void rollout(Rollout rollout) {
    Optional<Rollout.Instant> end = rollout.end();
    number("rollout_time", end.map(Rollout.Instant::time).orElse(Double.NaN));
    number("rollout_moved", end.map(Rollout.Instant::moved).orElse(Double.NaN));
    number("rollout_law", end.map(Rollout.Instant::lawMedian).orElse(Double.NaN));
    number("rollout_network", end.map(Rollout.Instant::networkMedian).orElse(Double.NaN));
    whole("rollout_systems", rollout.systems());
    whole("rollout_law_failed", rollout.lawFailed());
    whole("rollout_network_failed", rollout.networkFailed());
    number("energy_drift_true", rollout.trueDrift());
    number("energy_drift_law", rollout.lawDrift());
    number("energy_drift_network", rollout.networkDrift());
  }

  private void training(ModelArtefact model) {
    List<EpochReport> curve = model.curve();
    long frames = model.frames().count(Split.TRAIN);
    count("frames_trained", frames);
    whole("epochs", curve.size());
    count("frame_passes", frames * curve.size());
    number("training_seconds", curve.stream().mapToDouble(EpochReport::seconds).sum());
    number("validation_error", curve.get(curve.size() - 1).validationError());
  }

  private void law(ComposedLaw law) {
    whole(
        "complexity",
        Stream.concat(law.edges().stream(), law.nodes().stream())
            .mapToInt(Expression::complexity)
            .sum());
    text(
        "attraction",
        PhysicalForm.of(law)
            .flatMap(PhysicalForm::attraction)
            .map(force -> force.toText(DIGITS))
            .orElse(null));
    List<String> lines = law.lines(DIGITS);
    text("law_text", String.join("; ", lines.subList(0, 2 * law.dimension())));
    text(
        "law_latex",
        Stream.concat(law.edges().stream(), law.nodes().stream())
            .map(formula -> formula.toLatex(DIGITS))
            .collect(Collectors.joining("; ")));
  }

  private void text(String name, String value) {
    column(name, String.class, value);
  }

  private void truth(String name, boolean value) {
    column(name, Boolean.class, value);
  }

  private void whole(String name, int value) {
    column(name, Integer.class, value);
  }

  private void count(String name, long value) {
    column(name, Long.class, value);
  }

  private void number(String name, double value) {
    column(name, Double.class, Double.isNaN(value) ? null : Double.valueOf(value));
  }

  private void column(String name, Class<?> type, Object value) {
    columns.add(name, type);
    cells.put(name, value);
  }
}
