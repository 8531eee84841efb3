package org.principia.jobs.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.cluster.search.Found;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.JointMember;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;

/**
 * What a fit found.
 *
 * @param target name of the target
 * @param table the rows
 * @param options of the fit
 * @param found by the name of the search: a group, or nothing where there are none
 * @param verdicts how sure the formulas are, by the name of the search; none of groups that share
 *     one
 * @param joint the structure that groups share, where that was asked for
 */
record Fitted(
    String target,
    UserTable table,
    Fit.Options options,
    Map<String, Found> found,
    Map<String, Verdict> verdicts,
    Optional<JointChoice> joint) {

  /** What a result says of the table. */
  private static final List<String> COUNTS =
      List.of("rows", "rows-left-out", "columns-left-out", "not-fitted");

  /**
   * A member of a front as it stands in one group.
   *
   * @param group its name
   * @param member of the front
   * @param formula the whole formula of this group
   * @param coefficients scale and shift around a shared structure
   * @param chosen whether it is the one chosen
   * @param found the search that it is from
   */
  record Line(
      String group,
      ParetoMember member,
      Expression formula,
      Optional<Coefficients> coefficients,
      boolean chosen,
      Found found) {}

  /**
   * The formula is {@code shift + scale * structure}.
   *
   * @param scale what the structure is multiplied by
   * @param shift what is added
   */
  record Coefficients(double scale, double shift) {}

  static Fitted of(String target, UserTable table, Fit.Options options, Map<String, Found> found) {
    Map<String, Found> described = new LinkedHashMap<>();
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    found.forEach(
        (name, f) -> {
          Table rows = table.tables().get(name);
          ParetoFront front = rows == null ? f.front() : readable(f.front()).described(rows);
          described.put(name, new Found(front, f.rounds(), f.fits(), f.rowsEvaluated(), f.end()));
          if (rows != null) {
            verdicts.put(name, Verdict.of(front, rows, table.numbers().get(name), options));
          }
        });
    Optional<JointChoice> joint = JointChoice.of(table, found);
    return new Fitted(target, table, options, described, verdicts, joint);
  }

  /** The front with formulas as a person would write them. */
  private static ParetoFront readable(ParetoFront front) {
    return front.with(
        front.members().stream().map(Fitted::readable).toList(),
        front.rivals().stream().map(Fitted::readable).toList());
  }

  private static ParetoMember readable(ParetoMember m) {
    return new ParetoMember(
        m.complexity(), m.loss(), m.score(), m.misfit(), m.expression().readable());
  }

  /** Every member, group by group. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    if (joint.isPresent()) {
      JointFront front = joint.get().front();
      for (int q = 0; q < front.groups().size(); q++) {
        for (JointMember m : front.members()) {
          lines.add(line(front, m, q));
        }
      }
      return lines;
    }
    found.forEach(
        (group, f) -> {
          ParetoMember chosen = f.front().chosen();
          for (ParetoMember m : f.front().members()) {
            boolean is = m.equals(chosen);
            lines.add(new Line(group, m, m.expression(), Optional.empty(), is, f));
          }
          if (!f.front().members().contains(chosen)) {
            lines.add(new Line(group, chosen, chosen.expression(), Optional.empty(), true, f));
          }
        });
    return lines;
  }

  private Line line(JointFront front, JointMember m, int group) {
    return new Line(
        front.groups().get(group),
        m.structure(),
        m.formulas().get(0).get(group),
        Optional.of(new Coefficients(m.slopes()[0][group][0], m.shifts()[0][group])),
        m.structure().equals(front.chosen().structure()),
        joint.orElseThrow().found());
  }

  /** The chosen member of each group. */
  List<Line> chosen() {
    return lines().stream().filter(Line::chosen).toList();
  }

  /**
   * Share of the target's variance that a formula explains, over the weighted rows of a table.
   *
   * <p>{@code R2 = 1 - sum w (f - y)^2 / sum w (y - mean)^2}; 1 is exact, 0 as good as the mean.
   *
   * @param formula the formula
   * @param table the rows
   * @return R2, a NaN if the formula has no value on a row
   */
  static double r2(Expression formula, Table table) {
    return r2(formula, table, table.weights());
  }

  /** The same with other weights; no number where the target of those that count is constant. */
  static double r2(Expression formula, Table table, double[] w) {
    double[] y = table.target();
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < y.length; i++) {
      sum += w[i] * y[i];
      weight += w[i];
    }
    double mean = sum / weight;
    double residual = 0;
    double spread = 0;
    double[] row = new double[table.columns().length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = table.columns()[j][i];
      }
      double error = formula.evaluate(row) - y[i];
      residual += w[i] * error * error;
      spread += w[i] * (y[i] - mean) * (y[i] - mean);
    }
    return 1 - residual / spread;
  }

  /** A whole result; the chosen formulas with simple numbers are by group. */
  Map<String, Object> entries(Map<String, String> snapped) {
    Map<String, Object> result = heading(target);
    result.put("formulas", formulas(snapped));
    counts(table, result);
    return result;
  }

  /** What was found until a signal came; simple numbers take time, which there is none. */
  Map<String, Object> stopped() {
    Map<String, Object> result = entries(Map.of());
    result.put("stopped", true);
    result.put("not-begun", joint.isPresent() ? List.of() : FitText.notBegun(found, table));
    return result;
  }

  /** The result that a manifest tells of. */
  static Map<String, Object> written(String target, Map<String, Object> manifest) {
    Map<String, Object> result = heading(target);
    result.put("formulas", manifest.getOrDefault("result", Map.of()));
    for (String key : COUNTS) {
      result.put(key, manifest.get(key));
    }
    return result;
  }

  private static Map<String, Object> heading(String target) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("verb", "fit");
    result.put("target", target);
    return result;
  }

  static void counts(UserTable table, Map<String, Object> entries) {
    entries.put("rows", table.rows());
    entries.put("rows-left-out", table.invalidRows());
    entries.put("columns-left-out", table.leftOut());
    entries.put("not-fitted", table.problems());
  }

  /** The chosen formulas by group, or by the target where there are no groups. */
  Map<String, Object> formulas(Map<String, String> snapped) {
    Map<String, Object> formulas = new LinkedHashMap<>();
    for (Line line : chosen()) {
      formulas.put(
          line.group().isEmpty() ? target : line.group(),
          formula(line, Optional.ofNullable(snapped.get(line.group()))));
    }
    return formulas;
  }

  private Map<String, Object> formula(Line line, Optional<String> snapped) {
    Table rows = table.tables().get(line.group());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("formula", line.formula().toText());
    snapped.ifPresent(text -> entry.put("snapped", text));
    entry.put("sql", FormulaFormat.SQL.print(line.formula(), table.features()));
    entry.put("rows", rows.rows());
    entry.put("r2", r2(line.formula(), rows));
    entry.put("complexity", line.member().complexity());
    entry.put("loss", line.member().loss());
    entry.put("loss-of", line.found().front().loss().label());
    if (line.coefficients().isEmpty()) {
      verdicts.get(line.group()).entries(entry);
    }
    line.coefficients()
        .ifPresent(
            c -> {
              entry.put("structure", line.member().expression().toText());
              entry.put("own", joint.orElseThrow().front().own().label());
              entry.put("scale", c.scale());
              entry.put("shift", c.shift());
            });
    entry.put("end", line.found().end().label());
    entry.put("rounds", line.found().rounds());
    entry.put("fits", line.found().fits());
    return entry;
  }
}
