package org.principia.jobs.artefact.cell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.JsonFile;
import org.principia.jobs.artefact.RecordFile;
import org.principia.jobs.artefact.RecordTable;
import org.principia.messages.MessageQuantity;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.Evaluation;
import org.principia.validation.MessageSpread;
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

  private record SpreadRow(int component, double deviation, double r2, Optional<String> carries) {}

  private record StatesRow(
      String set,
      String model,
      long states,
      double median,
      double mean,
      double deviation,
      double accelerationSize) {}

  /** What is not a number is absent from a table. */
  private static <R extends Record> RecordFile<R> table(String name, Class<R> row) {
    return new RecordFile<>(name, RecordTable.of(row).nullable());
  }

  /** Whose it is. */
  public CellId cell() {
    return law.cell();
  }

  /**
   * The scorecard.
   *
   * @throws InputException if it is none, or one of another format
   */
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
                    row.carries().flatMap(ScorecardArtefact::quantity),
                    row.recovered()))
        .toList();
  }

  private static Optional<MessageQuantity> quantity(String label) {
    return MessageQuantity.FORCES.stream().filter(q -> q.label().equals(label)).findFirst();
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
      test.byDistance().forEach(bin -> distances.add(row(split, bin)));
    }
    ERRORS.write(at, errors);
    BY_DISTANCE.write(at, distances);
    SPREAD.write(at, card.spread().largest().stream().map(ScorecardArtefact::row).toList());
    List<StatesRow> states = new ArrayList<>();
    for (Extrapolation kind : card.extrapolation()) {
      states.add(row(kind, "network", kind.network()));
      states.add(row(kind, "law", kind.law()));
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

  private static DistanceRow row(String split, DistanceBin bin) {
    return new DistanceRow(split, bin.lower(), bin.upper(), bin.frames(), bin.network(), bin.law());
  }

  private static SpreadRow row(MessageSpread.Component c) {
    return new SpreadRow(
        c.component(),
        c.deviation(),
        c.r2(),
        Optional.of(c.carries().label()).filter(label -> !Double.isNaN(c.r2())));
  }

  private static StatesRow row(Extrapolation kind, String model, ErrorStatistics e) {
    return new StatesRow(
        kind.set(), model, e.frames(), e.median(), e.mean(), e.deviation(), kind.size());
  }

  /** Writes the cell as one row, to be put beside those of other cells. */
  public void writeRow(Scorecard card, ComposedLaw found, int particles) {
    ResultRow.write(this, card, found, particles);
  }
}
