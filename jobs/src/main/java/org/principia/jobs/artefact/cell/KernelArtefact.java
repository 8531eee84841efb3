package org.principia.jobs.artefact.cell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.principia.common.SettingValue;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.jobs.artefact.cell.LawTable.LawRow;
import org.principia.observed.kernel.Curve;
import org.principia.observed.kernel.KernelResult;
import org.principia.observed.kernel.KernelResult.Exponent;
import org.principia.observed.kernel.KernelResult.Hypothesis;
import org.principia.observed.kernel.KernelResult.Law;
import org.principia.observed.kernel.KernelResult.LocalPower;
import org.principia.observed.kernel.KernelResult.PairForce;
import org.principia.observed.kernel.KernelResult.Quality;
import org.principia.observed.kernel.KernelResult.Relation;
import org.principia.observed.kernel.KernelResult.Strength;
import org.principia.observed.verdict.Check;
import org.principia.observed.verdict.Verdict;
import org.principia.visuals.report.KernelSection;

/**
 * The pair force of tracked particles: curves with errors, formulas, strengths, and the models that
 * were compared, as tables and as JSON.
 *
 * @param at their directory
 */
public record KernelArtefact(Directory at) {
  private static final String NAME = "kernel.json";
  private static final String TEXT = "kernel.txt";
  private static final String CONFIGURATION = "law.conf";

  /** Windows that were fitted, and those held out. */
  private static final String TRAIN = "train";

  private static final String TEST = "test";

  private static final RecordFile<CurveRow> CURVES =
      new RecordFile<>("curves", RecordTable.of(CurveRow.class));
  private static final RecordFile<TermRow> TERMS =
      new RecordFile<>("terms", RecordTable.of(TermRow.class));
  private static final RecordFile<StrengthRow> STRENGTHS =
      new RecordFile<>("strengths", RecordTable.of(StrengthRow.class));
  private static final RecordFile<ReceiverRow> RECEIVERS =
      new RecordFile<>("receivers", RecordTable.of(ReceiverRow.class).nullable());
  private static final RecordFile<KernelResult.Step> STEPS =
      new RecordFile<>("steps", RecordTable.of(KernelResult.Step.class).nullable());

  private static final RecordFile<ExponentRow> EXPONENTS =
      new RecordFile<>("exponents", RecordTable.of(ExponentRow.class));
  private static final RecordFile<HypothesisRow> HYPOTHESES =
      new RecordFile<>("hypotheses", RecordTable.of(HypothesisRow.class));
  private static final RecordFile<Check> SCORECARD =
      new RecordFile<>("scorecard", RecordTable.of(Check.class).nullable());

  /** A point of a curve. */
  private record CurveRow(
      String receiver,
      String sender,
      double distance,
      double force,
      double error,
      double[] covariance) {}

  /** Of windows, for JSON. */
  private record Fit(long rows, double squares) {}

  private record TermRow(int law, String name, double value, double error) {}

  private record StrengthRow(
      int law,
      String run,
      String particle,
      double source,
      double sourceError,
      boolean sourceKnown,
      double response,
      double responseError,
      boolean responseKnown) {}

  private record ExponentRow(
      String strength, String property, double exponent, double error, double correlation) {}

  private record HypothesisRow(
      String strength, String factor, double squares, int freedom, double off, boolean agrees) {}

  private record ReceiverRow(
      int law,
      String windows,
      String run,
      String particle,
      long rows,
      double squares,
      double misfit) {}

  /** Writes all of it, and the same in words. */
  public void write(KernelResult result, List<String> words) {
    at.write(NAME, Json.text(entries(result)));
    at.write(CONFIGURATION, result.configuration());
    PictureTables.write(at, result.pictures());
    at.write(TEXT, String.join("\n", words) + "\n");
    CURVES.write(at, result.curves().stream().flatMap(c -> points(c).stream()).toList());
    STEPS.write(at, result.steps());
    SCORECARD.write(at, result.verdict().checks());
    writeRelations(result.relations());
    List<LawRow> laws = new ArrayList<>();
    List<TermRow> terms = new ArrayList<>();
    List<StrengthRow> strengths = new ArrayList<>();
    List<ReceiverRow> receivers = new ArrayList<>();
    for (int i = 0; i < result.laws().size(); i++) {
      int number = i;
      Law law = result.laws().get(i);
      laws.addAll(LawTable.rows(number, law));
      law.terms().forEach(t -> terms.add(new TermRow(number, t.name(), t.value(), t.error())));
      law.particles().forEach(s -> strengths.add(row(number, s)));
      receivers.addAll(rows(number, TRAIN, law.train()));
      receivers.addAll(rows(number, TEST, law.test()));
    }
    LawTable.FILE.write(at, laws);
    TERMS.write(at, terms);
    STRENGTHS.write(at, strengths);
    RECEIVERS.write(at, receivers);
  }

  private void writeRelations(List<Relation> relations) {
    List<ExponentRow> exponents = new ArrayList<>();
    List<HypothesisRow> hypotheses = new ArrayList<>();
    for (Relation r : relations) {
      String s = r.strength();
      r.exponents()
          .forEach(
              e ->
                  exponents.add(
                      new ExponentRow(s, e.property(), e.value(), e.error(), e.correlation())));
      r.hypotheses()
          .forEach(
              h ->
                  hypotheses.add(
                      new HypothesisRow(
                          s, h.factor(), h.squares(), h.freedom(), h.off(), h.agrees())));
    }
    EXPONENTS.write(at, exponents);
    HYPOTHESES.write(at, hypotheses);
  }

  private List<Relation> relations() {
    List<ExponentRow> exponents = EXPONENTS.read(at);
    return HYPOTHESES.read(at).stream()
        .collect(
            Collectors.groupingBy(HypothesisRow::strength, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            e ->
                new Relation(
                    e.getKey(),
                    exponents.stream()
                        .filter(x -> x.strength().equals(e.getKey()))
                        .map(
                            x ->
                                new Exponent(
                                    x.property(), x.exponent(), x.error(), x.correlation()))
                        .toList(),
                    e.getValue().stream()
                        .map(
                            h ->
                                new Hypothesis(
                                    h.factor(), h.squares(), h.freedom(), h.off(), h.agrees()))
                        .toList()))
        .toList();
  }

  private static List<CurveRow> points(Curve curve) {
    double[] errors = curve.errors();
    List<CurveRow> points = new ArrayList<>();
    for (int i = 0; i < errors.length; i++) {
      points.add(
          new CurveRow(
              curve.receiver(),
              curve.sender(),
              curve.distance()[i],
              curve.force()[i],
              errors[i],
              Arrays.copyOfRange(curve.covariance(), i * errors.length, (i + 1) * errors.length)));
    }
    return points;
  }

  private static StrengthRow row(int number, Strength s) {
    return new StrengthRow(
        number,
        s.run(),
        s.particle(),
        s.source(),
        s.sourceError(),
        KernelSection.isKnown(s.source(), s.sourceError()),
        s.response(),
        s.responseError(),
        KernelSection.isKnown(s.response(), s.responseError()));
  }

  private static List<ReceiverRow> rows(int number, String windows, Quality quality) {
    return quality.receivers().stream()
        .map(
            r ->
                new ReceiverRow(
                    number, windows, r.run(), r.particle(), r.rows(), r.squares(), r.misfit()))
        .toList();
  }

  private static Map<String, Object> entries(KernelResult result) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("outcome", SettingValue.label(result.verdict().outcome()));
    entries.put("verdict", result.verdict().sentence());
    entries.put("depends", result.verdict().depends());
    entries.put("checks", result.verdict().checks());
    entries.put("order", result.order());
    entries.put("frame", result.frame());
    entries.put("dimension", result.dimension());
    if (result.power().known()) {
      entries.put("power", entries(result.power()));
    }
    entries.put("laws", result.laws().stream().map(KernelArtefact::entries).toList());
    entries.put("configuration", result.configuration());
    entries.put("relations", result.relations());
    entries.put("steps", result.steps());
    return entries;
  }

  private static Map<String, Object> entries(LocalPower power) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("deviation", power.deviation());
    entries.put("error", power.error());
    if (!Double.isNaN(power.power())) {
      entries.put("power", power.power());
    }
    return entries;
  }

  private static LocalPower power(JsonNode json) {
    return json.isObject()
        ? new LocalPower(
            json.path("deviation").asDouble(),
            json.path("error").asDouble(),
            json.path("power").asDouble(Double.NaN))
        : LocalPower.UNKNOWN;
  }

  private static Map<String, Object> entries(PairForce force) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("receiver", force.receiver());
    entries.put("sender", force.sender());
    entries.put("formula", force.formula().toText());
    entries.put("latex", force.formula().toLatex(6));
    entries.put("sql", force.formula().toSql());
    entries.put("constants", force.formula().constants());
    entries.put("constant-errors", force.constantErrors());
    return entries;
  }

  private static Map<String, Object> entries(Law law) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("formula", law.formula().toText());
    entries.put("latex", law.formula().toLatex(6));
    entries.put("sql", law.formula().toSql());
    entries.put("tree", Json.tree(law.formula().toJson()));
    entries.put("constants", law.formula().constants());
    entries.put("constant-errors", law.constantErrors());
    if (law.forces().size() > 1) {
      entries.put("forces", law.forces().stream().map(KernelArtefact::entries).toList());
    }
    entries.put("strengths-learned", law.strengths());
    entries.put("terms", law.terms());
    entries.put("strengths", law.particles());
    entries.put("train", new Fit(law.train().rows(), law.train().squares()));
    entries.put("test", new Fit(law.test().rows(), law.test().squares()));
    entries.put("length", law.length());
    return entries;
  }

  /** What was found, for other programs: as the JSON file has it. */
  public Map<String, Object> entries() {
    return Json.map(at.read(NAME)).orElse(Map.of());
  }

  /** What was found, in words. */
  public String text() {
    return at.read(TEXT).stripTrailing();
  }

  /** What was found. */
  public KernelResult result() {
    JsonNode json = Json.tree(at.read(NAME));
    List<String> depends = new ArrayList<>();
    json.path("depends").forEach(text -> depends.add(text.asText()));
    Verdict verdict =
        new Verdict(
            (Verdict.Outcome)
                SettingValue.of("outcome", json.path("outcome").asText(), Verdict.Outcome.class),
            json.path("verdict").asText(),
            depends,
            SCORECARD.read(at));
    List<TermRow> terms = TERMS.read(at);
    List<StrengthRow> strengths = STRENGTHS.read(at);
    List<ReceiverRow> receivers = RECEIVERS.read(at);
    List<Law> laws =
        LawTable.FILE.read(at).stream()
            .collect(Collectors.groupingBy(LawRow::law, LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(rows -> law(rows, terms, strengths, receivers))
            .toList();
    return new KernelResult(
        json.path("order").asInt(),
        json.path("frame").asText(),
        json.path("dimension").asInt(),
        curves(),
        STEPS.read(at),
        laws,
        relations(),
        at.read(CONFIGURATION),
        PictureTables.read(at),
        verdict,
        power(json.path("power")));
  }

  private List<Curve> curves() {
    Map<List<String>, List<CurveRow>> byTypes = new LinkedHashMap<>();
    for (CurveRow row : CURVES.read(at)) {
      byTypes
          .computeIfAbsent(List.of(row.receiver(), row.sender()), types -> new ArrayList<>())
          .add(row);
    }
    List<Curve> curves = new ArrayList<>();
    byTypes.forEach(
        (types, rows) ->
            curves.add(
                new Curve(
                    types.get(0),
                    types.get(1),
                    rows.stream().mapToDouble(CurveRow::distance).toArray(),
                    rows.stream().mapToDouble(CurveRow::force).toArray(),
                    rows.stream().flatMapToDouble(r -> Arrays.stream(r.covariance())).toArray())));
    return curves;
  }

  private static Law law(
      List<LawRow> rows,
      List<TermRow> terms,
      List<StrengthRow> strengths,
      List<ReceiverRow> receivers) {
    LawRow row = rows.get(0);
    return new Law(
        rows.stream().map(LawRow::force).toList(),
        row.strengths(),
        terms.stream()
            .filter(t -> t.law() == row.law())
            .map(t -> new KernelResult.Term(t.name(), t.value(), t.error()))
            .toList(),
        strengths.stream().filter(s -> s.law() == row.law()).map(KernelArtefact::strength).toList(),
        quality(row.law(), TRAIN, row.trainRows(), row.trainSquares(), receivers),
        quality(row.law(), TEST, row.testRows(), row.testSquares(), receivers),
        row.length());
  }

  private static Strength strength(StrengthRow s) {
    return new Strength(
        s.run(), s.particle(), s.source(), s.sourceError(), s.response(), s.responseError());
  }

  private static Quality quality(
      int law, String windows, long rows, double squares, List<ReceiverRow> receivers) {
    return new Quality(
        rows,
        squares,
        receivers.stream()
            .filter(r -> r.law() == law && r.windows().equals(windows))
            .map(
                r ->
                    new KernelResult.ReceiverQuality(
                        r.run(), r.particle(), r.rows(), r.squares(), r.misfit()))
            .toList());
  }
}
