package org.principia.jobs.artefact.cell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.ArrayUtils;
import org.principia.common.InputException;
import org.principia.gnn.EpochReport;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.Json.JsonFile;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.ColumnTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.messages.MessageQuantity;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.PhysicalForm;
import org.principia.validation.Evaluation;
import org.principia.validation.MessageSpread;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;
import org.principia.validation.Verification.MemberVerdict;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.error.TestErrors.DistanceBin;
import org.principia.validation.error.TestSetErrors;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;

/**
 * The scorecard, the verdicts on all members of the fronts, and the figures as tables for tools
 * that draw or compare them.
 *
 * @param at their directory
 * @param law that is judged
 */
public record ScorecardArtefact(Directory at, LawArtefact law) {
  private static final JsonFile<Scorecard> SCORECARD =
      new JsonFile<>("scorecard.json", Scorecard.class, Json::text, "evaluate");

  private static final RecordFile<VerdictRow> MEMBERS = table("members", VerdictRow.class);
  private static final RecordFile<ErrorRow> ERRORS = table("errors", ErrorRow.class);
  private static final RecordFile<DistanceRow> BY_DISTANCE =
      table("errors-by-distance", DistanceRow.class);
  private static final RecordFile<SpreadRow> SPREAD = table("spread", SpreadRow.class);
  private static final RecordFile<StatesRow> EXTRAPOLATION =
      table("extrapolation", StatesRow.class);
  private static final RecordFile<Rollout.Instant> ROLLOUT =
      table("rollout", Rollout.Instant.class);

  private record VerdictRow(
      String component,
      String structure,
      int complexity,
      String formula,
      boolean chosen,
      double nonlinearity,
      Optional<String> carries,
      boolean recovered) {}

  private record ErrorRow(
      String split, String model, long frames, double median, double mean, double deviation) {}

  private record DistanceRow(
      String split,
      double lower,
      double upper,
      long frames,
      double networkError,
      double lawError) {}

  private record SpreadRow(int component, double deviation, double r2, Optional<String> carries) {
    static SpreadRow of(MessageSpread.Component c) {
      Optional<String> carries =
          Double.isNaN(c.r2()) ? Optional.empty() : Optional.of(c.carries().label());
      return new SpreadRow(c.component(), c.deviation(), c.r2(), carries);
    }
  }

  private record StatesRow(
      String set,
      String model,
      long states,
      double median,
      double mean,
      double deviation,
      double accelerationSize) {
    static StatesRow of(Extrapolation kind, String model, ErrorStatistics e) {
      return new StatesRow(
          kind.set(), model, e.frames(), e.median(), e.mean(), e.deviation(), kind.size());
    }
  }

  /** What is not a number is absent from a table. */
  private static <R extends Record> RecordFile<R> table(String name, Class<R> row) {
    return new RecordFile<>(name, RecordTable.of(row).nullable());
  }

  /** Whose it is. */
  public CellId cell() {
    return law.cell();
  }

  /** The scorecard. Throws an {@link InputException} if it is none, or one of another format. */
  public Scorecard scorecard() {
    String json = at.read(SCORECARD.name());
    JsonNode format = Json.tree(json).path("format");
    if (Json.tree(json).isObject() && format.asInt(1) != Scorecard.FORMAT) {
      throw InputException.cannot(
          "read " + at.file(SCORECARD.name()),
          String.format(
              "its format is %s and this program's is %s; principia evaluate --overwrite makes it"
                  + " again",
              format.asInt(1), Scorecard.FORMAT));
    }
    return SCORECARD.parse(json, at);
  }

  /** Verdicts on all members of the fronts. */
  public List<MemberVerdict> members() {
    return MEMBERS.read(at).stream()
        .map(
            row ->
                new MemberVerdict(
                    row.component(),
                    row.structure(),
                    row.complexity(),
                    row.formula(),
                    row.chosen(),
                    Double.isNaN(row.nonlinearity())
                        ? Double.POSITIVE_INFINITY
                        : row.nonlinearity(),
                    MessageQuantity.FORCES.stream()
                        .filter(q -> row.carries().equals(Optional.of(q.label())))
                        .findFirst(),
                    row.recovered()))
        .toList();
  }

  /** Writes all files but the row. */
  public void write(Evaluation evaluation) {
    Scorecard card = evaluation.scorecard();
    SCORECARD.write(at, card);
    MEMBERS.write(at, evaluation.members().stream().map(ScorecardArtefact::row).toList());
    List<ErrorRow> errors = new ArrayList<>();
    List<DistanceRow> distances = new ArrayList<>();
    for (TestSetErrors test : evaluation.tests()) {
      String split = test.split().label();
      errors.add(row(split, "network", test.network()));
      errors.add(row(split, "law", test.law()));
      for (DistanceBin bin : test.byDistance()) {
        distances.add(
            new DistanceRow(
                split, bin.lower(), bin.upper(), bin.frames(), bin.network(), bin.law()));
      }
    }
    ERRORS.write(at, errors);
    BY_DISTANCE.write(at, distances);
    SPREAD.write(at, card.spread().largest().stream().map(SpreadRow::of).toList());
    List<StatesRow> states = new ArrayList<>();
    for (Extrapolation kind : card.extrapolation()) {
      states.add(StatesRow.of(kind, "network", kind.network()));
      states.add(StatesRow.of(kind, "law", kind.law()));
    }
    EXTRAPOLATION.write(at, states);
    ROLLOUT.write(at, card.rollout().instants());
  }

  private static VerdictRow row(MemberVerdict v) {
    boolean known = Double.isFinite(v.nonlinearity());
    return new VerdictRow(
        v.component(),
        v.structure(),
        v.complexity(),
        v.formula(),
        v.chosen(),
        Double.isInfinite(v.nonlinearity()) ? Double.NaN : v.nonlinearity(),
        v.carries().filter(q -> known).map(MessageQuantity::label),
        v.recovered());
  }

  private static ErrorRow row(String split, String model, ErrorStatistics e) {
    return new ErrorRow(split, model, e.frames(), e.median(), e.mean(), e.deviation());
  }

  /** Writes the cell as one row, to be put beside those of other cells. */
  public void writeRow(Scorecard card, ComposedLaw found, int particles) {
    ResultRow row = new ResultRow();
    row.identity(cell(), card, particles);
    row.verdict(card);
    row.errors(card);
    row.messages(card);
    for (Extrapolation kind : card.extrapolation()) {
      row.number(kind.set() + "_network_error", kind.network().mean());
      row.number(kind.set() + "_law_error", kind.law().mean());
    }
    row.number("extrapolation_ratio", card.leastAdvantage());
    row.rollout(card.rollout());
    row.training(law.fronts().messages().model());
    row.law(found);
    row.columns.write(at.spark(), List.of(row.cells), at.file("row"));
  }

  /** The columns of {@code validation.md}; numbers that a cell does not have are null. */
  private static final class ResultRow {
    /** Components that a row has room for: one for each axis of space. */
    private static final int AXES = 3;

    private static final int DIGITS = 6;

    private final Map<String, Object> cells = new LinkedHashMap<>();
    private final ColumnTable columns = new ColumnTable();

    private void identity(CellId cell, Scorecard card, int particles) {
      text("law", card.law());
      put("dimension", card.dimension());
      text("strategy", card.strategy());
      put("seed", cell.seed());
      put("particles", particles);
      text("commit", Versions.all().get("commit"));
    }

    private void verdict(Scorecard card) {
      Recovery recovery = card.recovery();
      put("recovered", recovery.recovered());
      text("found_by", card.foundBy().orElse(null));
      put("recovered_by_choice", card.chosenRecovered());
      put("on_front", !ArrayUtils.contains(card.onFront(), false));
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
      put("test_frames", card.network().frames());
      put("test_raw_frames", card.networkRaw().frames());
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
      put("message_components", card.spread().components());
      number("share_kept", card.spread().shareKept());
      number("share_largest", card.spread().shareOfLargest());
    }

    private void rollout(Rollout rollout) {
      Optional<Rollout.Instant> end = rollout.end();
      number("rollout_time", end.map(Rollout.Instant::time).orElse(Double.NaN));
      number("rollout_moved", end.map(Rollout.Instant::moved).orElse(Double.NaN));
      number("rollout_law", end.map(Rollout.Instant::lawMedian).orElse(Double.NaN));
      number("rollout_network", end.map(Rollout.Instant::networkMedian).orElse(Double.NaN));
      put("rollout_systems", rollout.systems());
      put("rollout_law_failed", rollout.lawFailed());
      put("rollout_network_failed", rollout.networkFailed());
      number("energy_drift_true", rollout.trueDrift());
      number("energy_drift_law", rollout.lawDrift());
      number("energy_drift_network", rollout.networkDrift());
    }

    private void training(ModelArtefact model) {
      List<EpochReport> curve = model.curve();
      long frames = model.frames().count(Split.TRAIN);
      put("frames_trained", frames);
      put("epochs", curve.size());
      put("frame_passes", frames * curve.size());
      number("training_seconds", curve.stream().mapToDouble(EpochReport::seconds).sum());
      number("validation_error", curve.get(curve.size() - 1).validationError());
    }

    private void law(ComposedLaw law) {
      List<Expression> formulas =
          Stream.concat(law.edges().stream(), law.nodes().stream()).toList();
      put("complexity", formulas.stream().mapToInt(Expression::complexity).sum());
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
          formulas.stream()
              .map(formula -> formula.toLatex(DIGITS))
              .collect(Collectors.joining("; ")));
    }

    private void text(String name, String value) {
      column(name, String.class, value);
    }

    private void put(String name, Object value) {
      column(name, value.getClass(), value);
    }

    private void number(String name, double value) {
      column(name, Double.class, Double.isNaN(value) ? null : Double.valueOf(value));
    }

    private void column(String name, Class<?> type, Object value) {
      columns.add(name, type);
      cells.put(name, value);
    }
  }
}
